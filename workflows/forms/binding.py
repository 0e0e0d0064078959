"""Forms of what conditions demand, and of using, or misusing, results that are bound by them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import conditions
from mla.models import Condition, Request
from mla.vocabulary import State
from workflows.forms import choices
from workflows.forms.acts import ActForm, day_field, iso, reasons_field

ANSWERS = [("accepted", gettext_lazy("accepted")), ("rejected", gettext_lazy("not accepted"))]
_HELP: dict[str, Promise] = {
    "on": gettext_lazy("For the return of items: by when. For a hearing by video: on which day."),
    "contact": gettext_lazy("For advance notice: whom to tell, and how."),
    "listed": gettext_lazy("One a line. For no onward transfer: to whom it may go, or “none”; else the exceptions."),
}


def term_fields(number: int) -> dict[str, forms.Field]:
    """What some kinds of condition demand beside their text."""
    label = {name: _("%(what)s, condition %(n)d") % {"what": words, "n": number}
             for name, words in conditions.TERMS.items()}
    return {
        "on": day_field(label["on"], help_text=str(_HELP["on"])),
        "contact": forms.CharField(
            label=label["contact"], required=False, max_length=300, help_text=str(_HELP["contact"])
        ),
        "listed": forms.CharField(
            label=label["listed"], required=False, widget=forms.Textarea(attrs={"rows": "2"}),
            help_text=str(_HELP["listed"]),
        ),
    }


def terms(row: dict[str, Any]) -> dict[str, str]:
    """The demanded data of a row as they are kept; what is empty is left out."""
    given = {name: iso(row[name]) if isinstance(row.get(name), date) else row.get(name) for name in conditions.TERMS}
    return {name: value for name, value in given.items() if value}


def answer_fields(
    number: int, condition: Condition, files: list[tuple[str, str]]
) -> Iterator[tuple[str, forms.Field]]:
    """Whether an offered condition is accepted, with which paper and, of an undertaking, by which body."""
    told = {"n": number}
    yield "decision", forms.ChoiceField(
        label=_("Is condition %(n)d accepted?") % told, required=False, choices=ANSWERS,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
        help_text=_("Needed where conditions are accepted."),
    )
    yield "file", forms.ChoiceField(
        label=_("File of the assurance for condition %(n)d") % told, required=False, choices=files,
        help_text=_("Only where it is another paper than the one named below for all."),
    )
    if condition.code in conditions.UNDERTAKINGS:
        yield "body", forms.CharField(
            label=_("Body competent for the undertaking, condition %(n)d") % told, max_length=300, required=False,
            help_text=_(
                "Needed for an undertaking about the death penalty or other acts. Example: “Supreme People's Court”."
            ),
        )


class UseForm(ActForm):
    """Who uses which results for what; a use against a condition is stopped with its text."""

    word = "use"
    asks_moment = True
    use = forms.ChoiceField(
        label=gettext_lazy("What the material is used for"), choices=conditions.USES, widget=forms.RadioSelect
    )
    what = reasons_field(gettext_lazy("Which material, and for what exactly"))
    recipient = forms.CharField(
        label=gettext_lazy("Who receives or uses it"), max_length=300, required=False,
        help_text=gettext_lazy("Needed where it is passed on. Example: “Example Regional Court, 3rd Chamber”."),
    )
    notified_on = day_field(
        gettext_lazy("Notice given to the other side on"),
        help_text=gettext_lazy("Where a condition asks for notice before disclosure."),
    )
    consent_told = reasons_field(
        gettext_lazy("Consent of the other side"), required=False,
        help_text=gettext_lazy("Who consented to this use, and when. Needed with the file of the consent."),
    )

    def build(self) -> None:
        self.fields["item"] = forms.TypedChoiceField(
            label=_("Item"), required=False, coerce=int, empty_value=None,
            choices=[("", _("the whole request")), *choices.items(self.request)],
        )
        files = self.request.attachments.filter(purpose__in=conditions.CONSENTING)
        self.fields["consent"] = forms.TypedChoiceField(
            label=_("File of the consent"), required=False, coerce=int, empty_value=None,
            choices=[("", ""), *((one.pk, one.title) for one in files)],
            help_text=_("A letter of the other side among the files here. It lifts the conditions for this use."),
        )
        self.fields["for_request"] = forms.TypedChoiceField(
            label=_("For a new request"), required=False, coerce=int, empty_value=None, choices=self._drafts(),
            help_text=_("Drafts of yours that name this request as the source of facts or annexes."),
        )
        self.order_fields(["use", "what", "item", "recipient", "notified_on", "consent", "consent_told", "for_request"])

    def facts(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        names = ("use", "what", "item", "recipient", "consent", "consent_told", "for_request")
        told = {name: cleaned.get(name) for name in names if cleaned.get(name)}
        day = cleaned.get("happened_at") or self.now
        told["on"] = self.request.home.day(day).isoformat()
        return told | ({"notified_on": iso(cleaned["notified_on"])} if cleaned.get("notified_on") else {})

    def clean(self) -> dict[str, Any]:
        """A consent is a file and the words of who gave it; then the conditions are asked."""
        cleaned = super().clean()
        if bool(cleaned.get("consent")) != bool(cleaned.get("consent_told")):
            name = "consent_told" if cleaned.get("consent") else "consent"
            self.add_error(name, self.fields[name].error_messages["required"])
        if cleaned.get("use") and not self.errors:
            for sentence in conditions.usable(self.request, self.facts()):
                self.add_error("use", sentence)
        return cleaned

    def _drafts(self) -> list[tuple[Any, str]]:
        drafts = Request.objects.visible_to(self.user).filter(
            state=State.DRAFT, details__results_of__icontains=self.request.own_reference
        )
        return [("", ""), *((one.pk, str(one)) for one in drafts.order_by("pk"))]


class BreachForm(ActForm):
    """Which accepted condition was not kept, and how that became known."""

    word = "breach"
    asks_moment = True
    reasons = reasons_field(gettext_lazy("How it was not kept"))

    def build(self) -> None:
        found = conditions.binding(self.request)
        self.fields["condition"] = forms.TypedChoiceField(
            label=_("Condition"), coerce=int, widget=forms.RadioSelect,
            choices=[(one.pk, f"{one.code} {one.text}") for one in found],
        )
        self.order_fields(["condition", "reasons"])

    def facts(self) -> dict[str, Any]:
        return {"condition": self.cleaned_data.get("condition"), "reasons": self.cleaned_data.get("reasons", "")}
