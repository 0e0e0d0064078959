"""What is asked for? The questions every item of assistance has, and what its form is made of."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import agreed, demands
from mla.findings import WARN
from mla.forms.drafting import DraftForm, Flaw, PersonField
from mla.models import AssistanceItem


class ItemForm(DraftForm):
    """The description and the purpose of one item; each type adds its own block."""

    needed = {
        "description": ("CK-07", gettext_lazy("Describe the assistance sought")),
        "purpose": ("CK-07", gettext_lazy("Say what the item is to prove")),
    }

    class Meta:
        model = AssistanceItem
        fields = ["description", "purpose"]
        help_texts = {
            "description": gettext_lazy(
                "Exactly what is to be done, so that it can be executed by someone who knows nothing else. Example: "
                "“Copies of the account's statements from 1 to 31 March 2026.”"
            ),
            "purpose": gettext_lazy(
                "Which fact the result proves. Example: “That the accused controlled the account.”"
            ),
            "hearing_on": gettext_lazy("The day of the hearing."),
        }

    def set_choices(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field, PersonField):
                self.narrow(name, self.request.persons.all())
            if name == "hearing_on":
                days = demands.notice_days(self.request)
                field.help_text = _("The day of the hearing. It should lie at least %(days)d days after the request "
                                    "arrives.") % {"days": days}

    def flaws(self) -> Iterator[Flaw]:
        """A hearing is far enough away to be served in time."""
        hearing = self.answer("hearing_on") if "hearing_on" in self.fields else None
        if not hearing or ("shorter_notice" in self.fields and self.is_answered("shorter_notice")):
            return
        days = demands.notice_days(self.request)
        if hearing - self.today < timedelta(days=days):
            yield "hearing_on", WARN, "CK-08", _(
                "The hearing is less than %(days)d days away: explain the urgency or move it"
            ) % {"days": days}


class CertifiedForm(ItemForm):
    """An item with a result that a court wants certified: the requester chooses in which form."""

    certificate = forms.ChoiceField(
        label=gettext_lazy("certificate wanted"), widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "The form in which your court needs the result. The authority that executes the request is asked for it."
        ),
    )

    def set_choices(self) -> None:
        super().set_choices()
        field = cast("forms.ChoiceField", self.fields["certificate"])
        offered = sorted(agreed.offered(self.instance.type, self.request), key=lambda one: one.number)
        field.choices = [*((one.key, one.label) for one in offered), (agreed.NONE, _NO_FORM)]
        if self.request.is_outgoing and (usual := self._usual()):
            field.initial = usual.key

    def flaws(self) -> Iterator[Flaw]:
        """Where forms are agreed the request names one, and the one that goes with such a result."""
        yield from super().flaws()
        usual, chosen = self._usual(), self.answer("certificate")
        if not demands.certificates(self.request) or usual is None or not usual.number:
            return
        if chosen not in {one.key for one in agreed.offered(self.instance.type, self.request)} | {agreed.NONE}:
            yield "certificate", WARN, "CK-19", _("Say which of the agreed certificates your court needs")
        elif chosen != usual.key:
            yield "certificate", WARN, "CK-19", _(
                "Agreed for such a result is “%(form)s”: choose it, unless your court needs another one"
            ) % {"form": usual.label}

    def _usual(self) -> agreed.Form | None:
        sort = self.data.get(self.add_prefix("record_class")) if self.is_bound else self.initial.get("record_class")
        return agreed.usual(self.instance.type, sort or "", self.request)


_NO_FORM = gettext_lazy("none: the result can be used without a certificate")


class PeriodMixin(DraftForm):
    """A period that does not end before it begins."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", _("The period ends before it begins (CK-10)"))
        return cleaned


def person(label: Any, help_text: Any) -> PersonField:
    """A choice among the persons of the request."""
    return PersonField(label=label, help_text=help_text)


def line(label: Any, help_text: Any = "", max_length: int = 300) -> forms.CharField:
    """One line of text."""
    return forms.CharField(label=label, help_text=help_text, max_length=max_length)


def text(label: Any, help_text: Any = "") -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(label=label, help_text=help_text, widget=forms.Textarea)


def day(label: Any, help_text: Any = "") -> forms.DateField:
    """A day."""
    return forms.DateField(label=label, help_text=help_text)


def choice(label: Any, choices: list[tuple[str, Any]], help_text: Any = "") -> forms.ChoiceField:
    """One of a few, shown as radio buttons."""
    return forms.ChoiceField(label=label, choices=choices, help_text=help_text, widget=forms.RadioSelect)
