"""What does every form of a word share? The request, when the act happened, and the sentences of the guard."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import kinds
from mla.forms.moments import MomentField
from mla.lifecycle import STEPS, Actor
from mla.models import Party, Request, User
from mla.vocabulary import COUNTERPART
from workflows import moments

_REASONS = gettext_lazy("Reasons")
_UNKNOWABLE = frozenset({"lapse"})  # the engine alone knows whether a clock has expired


@dataclass(slots=True)
class Group:
    """Fields under one legend; `more` are folded away until they matter."""

    legend: str = ""
    fields: list[forms.BoundField] = field(default_factory=list)
    more: list[forms.BoundField] = field(default_factory=list)
    more_label: str = ""

    @property
    def is_more_open(self) -> bool:
        """Whether something folded away is filled or wrong."""
        return any(bound.errors or bound.value() for bound in self.more)


class ActForm(forms.Form):
    """The form of one word, for one request and one person, at one moment.

    `facts()` is what the engine is given. A subclass builds what depends on the request in `build`.
    """

    word = ""
    mark_optional = True
    asks_moment = False
    """Whether the act may have happened before it is keyed in, even when it is our own."""
    guarded = ""
    """The field under which the guard's sentences are shown; without one, they stand at the top."""

    def __init__(
        self, request: Request, user: User, data: Any = None, *, now: datetime, word: str = "", typed: Any = None
    ) -> None:
        self.request, self.user, self.now = request, user, now
        self.word = word or self.word
        self.typed = typed if typed is not None else data
        super().__init__(data)
        self.build()
        if self.asks_moment or self.is_theirs:
            self.fields["happened_at"] = self._moment_field()
        self.fields["note"] = forms.CharField(
            label=_("Note for the record"),
            required=False,
            widget=forms.Textarea(attrs={"rows": "2"}),
            help_text=_("Read by everyone who may see the request; never printed in a letter."),
        )
        self._name_errors()
        if typed is not None and data is None:
            self.initial = self._as_typed(typed)

    def build(self) -> None:
        """Add the fields that depend on the request."""

    @property
    def actor(self) -> Actor | None:
        """Who acts here: a step's or a milestone's."""
        step, milestone = STEPS.get(self.word), kinds.milestone(self.request, self.word)
        found = kinds.actor(step, self.request) if step else None
        return found or (kinds.actor(milestone, self.request) if milestone else None)

    @property
    def is_theirs(self) -> bool:
        """Whether we register an act of the other side."""
        return self.actor is not None and self.actor.party == COUNTERPART

    def groups(self) -> list[Group]:
        """The fields in the order and under the legends of the page."""
        return [Group(fields=self.visible_fields())]

    def facts(self) -> dict[str, Any]:
        """What the engine is given: JSON-ready."""
        return {}

    def moment(self) -> datetime | None:
        """When it happened; None means now."""
        return self.cleaned_data.get("happened_at")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        step = STEPS.get(self.word)
        is_step = step is not None and step.actor(self.request.direction, self.request.state) is not None
        if step and is_step and not self.errors and self.word not in _UNKNOWABLE:
            for sentence in kinds.missing(step, self.request, self.facts()):
                self.add_error(self.guarded or None, sentence)
        return cleaned

    def rest(self, shown: Sequence[str]) -> list[forms.BoundField]:
        """The visible fields whose names are not in `shown`."""
        return [bound for bound in self.visible_fields() if bound.name not in shown]

    def _moment_field(self) -> MomentField:
        zone = moments.zone_of(self.user, Party.home())
        place = zone.key.rpartition("/")[2].replace("_", " ")
        return MomentField(
            zone,
            self.now,
            label=_("When it happened"),
            initial=self.first_moment(),
            widget=forms.DateTimeInput(),
            help_text=_(
                "Date and time in your time zone (%(zone)s). Clocks run from this moment, not from when it is keyed in."
            )
            % {"zone": place},
        )

    def first_moment(self) -> datetime:
        """The moment offered at first."""
        return self.now.replace(second=0, microsecond=0)

    def _name_errors(self) -> None:
        for name in self.fields:
            one = self.fields[name]
            label = {"label": one.label or name}
            one.error_messages |= {
                "required": _("“%(label)s” is needed.") % label,
                "invalid": _("“%(label)s” is not in the expected form.") % label,
                "invalid_choice": _("“%(label)s”: choose one of the listed answers.") % label,
            }
            if isinstance(one, forms.DateField) and not isinstance(one, MomentField):
                one.error_messages["invalid"] = _("“%(label)s” must be a date, such as 2026-12-31.") % label

    def _as_typed(self, data: MultiValueDict) -> dict[str, Any]:
        return {name: one.widget.value_from_datadict(data, {}, name) for name, one in self.fields.items()}


def reasons_field(label: Any = _REASONS, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A free text for reasons."""
    return forms.CharField(
        label=label, required=required, help_text=help_text, widget=forms.Textarea(attrs={"rows": "4"})
    )


def day_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """A calendar day."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"class": "govuk-input--width-10"}),
    )


def iso(day: date | None) -> str:
    """A day as the record keeps it; empty for none."""
    return day.isoformat() if day else ""
