"""Forms of the acts that change no state and concern the whole request."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.models import Event, Party
from mla.moments import written
from mla.vocabulary import STAY_GROUNDS, Classification, Urgency
from workflows import moments, words
from workflows.forms import choices
from workflows.forms.acts import ActForm, MomentField, reasons_field

RECOMMENDATIONS = [(word, words.DO[word]) for word in ("grant", "ask", "refuse", "consult", "postpone")]


class AcknowledgeForm(ActForm):
    """That it arrived; theirs comes with their reference."""

    word = "acknowledge"
    asks_moment = True

    def build(self) -> None:
        if self.is_theirs:
            self.fields["foreign_reference"] = forms.CharField(
                label=_("Their reference"), max_length=80, required=False, initial=self.request.foreign_reference
            )

    def facts(self) -> dict[str, Any]:
        return (
            {"foreign_reference": self.cleaned_data["foreign_reference"]} if "foreign_reference" in self.fields else {}
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


class PlainForm(ActForm):
    """Only when it happened: confirm, lift."""

    asks_moment = True


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


class CorrectForm(ActForm):
    """The moment of an earlier event, as it really was; the clocks are derived again."""

    word = "correct"
    reasons = reasons_field()

    def build(self) -> None:
        home = Party.home()
        zone = moments.zone_of(self.user, home)
        self.fields["event"] = forms.TypedChoiceField(
            label=_("Event"),
            coerce=int,
            choices=[
                (one.seq, self._told(one, zone)) for one in self.request.events.exclude(verb__in=("view", "download"))
            ],
        )
        self.fields["right_moment"] = MomentField(
            zone,
            self.now,
            label=_("When it really happened"),
            widget=forms.DateTimeInput(),
            help_text=_("Date and time in your time zone (%(zone)s).")
            % {"zone": zone.key.rpartition("/")[2].replace("_", " ")},
        )
        self.order_fields(["event", "right_moment", "reasons"])

    def facts(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        moment = cleaned.get("right_moment")
        return {
            "event": cleaned.get("event"),
            "moved_to": moment.isoformat() if moment else "",
            "reasons": cleaned.get("reasons", ""),
        }

    def _told(self, event: Event, zone: Any) -> str:
        return f"{event.seq}. {words.done(event.verb, event.party)}, {written(event.happened_at, zone)}"


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
