"""Forms of the acts that change no state and concern the whole request."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.vocabulary import STAY_GROUNDS, Classification, Confidentiality, Urgency
from workflows import words
from workflows.forms import choices
from workflows.forms.acts import ActForm, day_field, iso, reasons_field

LANGUAGE_ACCEPTED = [("yes", gettext_lazy("Accepted")), ("translation", gettext_lazy("A translation is needed"))]
URGENCY_ACCEPTED = [("yes", gettext_lazy("Accepted")), ("no", gettext_lazy("Dealt with in the ordinary course"))]
RECOMMENDATIONS = [(word, words.DO[word]) for word in ("grant", "ask", "refuse", "consult", "postpone")]


class AcknowledgeForm(ActForm):
    """That it arrived; theirs comes with their reference, ours says what of the request is accepted."""

    word = "acknowledge"
    asks_moment = True

    def build(self) -> None:
        if self.is_theirs:
            self.fields["foreign_reference"] = forms.CharField(
                label=_("Their reference"), max_length=80, required=False, initial=self.request.foreign_reference
            )
            return
        self.fields["language_accepted"] = forms.ChoiceField(
            label=_("Language of the request"), choices=LANGUAGE_ACCEPTED, initial="yes", widget=forms.RadioSelect,
        )
        self.fields["urgency_accepted"] = forms.ChoiceField(
            label=_("Urgency"), choices=URGENCY_ACCEPTED, initial="yes", widget=forms.RadioSelect,
            help_text=_("The request says: %(urgency)s.") % {"urgency": self.request.get_urgency_display()},
        )
        self.fields["expected_on"] = expected_field()

    def facts(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if self.is_theirs:
            return {"foreign_reference": cleaned["foreign_reference"]}
        accepted = {name: cleaned.get(name, "") for name in ("language_accepted", "urgency_accepted")}
        return accepted | {"expected_on": iso(cleaned.get("expected_on"))}


def expected_field() -> forms.DateField:
    """By when the other side may expect the next step."""
    return day_field(
        _("To be expected by"), help_text=_("Printed in the letter. Empty: the end of our nearest period.")
    )


class OpineForm(ActForm):
    """What the adviser recommends, and why. It stays inside the central authority."""

    word = "opine"
    recommendation = forms.ChoiceField(
        label=gettext_lazy("Recommendation"), choices=RECOMMENDATIONS, widget=forms.RadioSelect
    )
    text = reasons_field(
        gettext_lazy("Opinion"), help_text=gettext_lazy("Internal: read only inside the central authority.")
    )

    def facts(self) -> dict[str, Any]:
        return {"recommendation": self.cleaned_data.get("recommendation"), "text": self.cleaned_data.get("text")}


class TextForm(ActForm):
    """A text for the letter: inform, remind."""

    asks_moment = True
    text = reasons_field(gettext_lazy("Text"), help_text=gettext_lazy("Printed in the letter."))

    def facts(self) -> dict[str, Any]:
        return {"text": self.cleaned_data.get("text", "")}


class InformForm(TextForm):
    """How far execution has come; ours says why it takes longer, and by when it may be expected."""

    word = "inform"

    def build(self) -> None:
        if not self.is_theirs:
            self.fields["delay"] = reasons_field(
                _("Reasons for the delay"), help_text=_("Printed in the letter; or that there is no delay.")
            )
            self.fields["expected_on"] = expected_field()
            self._add_disclosure()

    def facts(self) -> dict[str, Any]:
        if self.is_theirs:
            return super().facts()
        cleaned = self.cleaned_data
        if cleaned.get("about") == "disclosure":
            return super().facts() | {"about": "disclosure", "reply_by": iso(cleaned.get("reply_by"))}
        return super().facts() | {"delay": cleaned.get("delay", ""), "expected_on": iso(cleaned.get("expected_on"))}

    def clean(self) -> dict[str, Any]:
        """A report on the state says why it takes longer; a question whether to disclose, by when it is answered."""
        cleaned = super().clean()
        name = "reply_by" if cleaned.get("about") == "disclosure" else "delay"
        if name in self.fields and not cleaned.get(name) and name not in self.errors:
            self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned

    def _add_disclosure(self) -> None:
        """Where the other side asks for confidentiality, it may turn out that execution cannot keep it."""
        if self.request.confidentiality in ("", Confidentiality.NONE):
            return
        self.fields["delay"].required = False
        self.fields["about"] = forms.ChoiceField(
            label=_("What is reported"), widget=forms.RadioSelect, initial="state", choices=[
                ("state", _("the state of execution")),
                ("disclosure", _("that execution cannot stay confidential: the text says what must be disclosed")),
            ],
        )
        self.fields["reply_by"] = day_field(
            _("Answer wanted by"), help_text=_("Only where execution cannot stay confidential.")
        )
        self.order_fields(["about", "text", "delay", "expected_on", "reply_by"])


class ConfirmForm(ActForm):
    """The confirmation in writing; ours says in what it differs from the request as it was made."""

    word = "confirm"
    asks_moment = True

    def build(self) -> None:
        if not self.is_theirs:
            self.fields["differences"] = reasons_field(
                _("Differences from the request as it was made"), required=False,
                help_text=_("Printed in the confirmation. Empty: it does not differ in substance."),
            )

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("differences",) if name in self.cleaned_data}


class StayForm(ActForm):
    """What pauses the clocks without a state."""

    word = "stay"
    asks_moment = True
    reasons = reasons_field()

    def build(self) -> None:
        self.fields["ground"] = forms.ChoiceField(
            label=_("Ground"),
            choices=[*STAY_GROUNDS, *choices.grounds(self.request, "postponement")],
            widget=forms.RadioSelect,
        )
        self.order_fields(["ground", "reasons"])

    def facts(self) -> dict[str, Any]:
        return {"ground": self.cleaned_data.get("ground", ""), "reasons": self.cleaned_data.get("reasons", "")}


class ReclassifyForm(ActForm):
    """A new urgency or classification; the clocks are chosen anew from now."""

    word = "reclassify"
    urgency = forms.ChoiceField(label=gettext_lazy("Urgency"), choices=Urgency.choices, widget=forms.RadioSelect)
    classification = forms.TypedChoiceField(
        label=gettext_lazy("Classification"), choices=Classification.choices, coerce=int, widget=forms.RadioSelect
    )
    reasons = reasons_field()

    def build(self) -> None:
        self.fields["urgency"].initial = self.request.urgency
        self.fields["classification"].initial = self.request.classification
        self.fields["classification"].choices = [  # type: ignore[attr-defined]
            (value, label) for value, label in Classification.choices if value <= self.user.clearance
        ]

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in ("urgency", "classification", "reasons")}
