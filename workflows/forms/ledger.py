"""Forms of the acts on one clock: extend, waive, cancel. Each says what becomes of the date before it is sent."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.vocabulary import COUNTERPART, HOME
from workflows import explanations, ledger
from workflows.forms.acts import ActForm, Group, reasons_field
from workflows.models import LIVE, Clock, ClockRule
from workflows.period_types import Length, Unit

_UNITS = dict(ClockRule.UNITS)
_FIELDS = {"length": "length_count", "agreement": "agreement"}
"""In which field the flaw of a fact is shown."""


class LedgerForm(ActForm):
    """An act on a clock. The page of a clock gives it; else it is chosen among those that run or are paused.

    `facts()` gives `seen`, the state of the clock that the page showed: the engine refuses an act made for another.
    """

    asks_moment = True
    reasons = reasons_field()

    def __init__(self, *args: Any, clock: Clock | None = None, **kwargs: Any) -> None:
        self.clock = clock
        self.given: dict[str, Any] = {}
        super().__init__(*args, **kwargs)
        if self.clock:
            self.initial["seen"] = ledger.seen(self.clock, self.entries)

    def build(self) -> None:
        self.clock = self.clock or self._named()
        self.entries = list(self.clock.entries.select_related("event")) if self.clock else []
        self.fields["clock"] = self._clock_field()
        self.fields["seen"] = forms.CharField(
            label="seen", required=False, max_length=120, widget=forms.HiddenInput
        )
        if self.word != "cancel":
            self.fields["granted_by"] = self._side_field()
        self.more()
        self.order_fields(["clock", "length_count", "length_unit", "agreement", "granted_by", "reasons"])

    def more(self) -> None:
        """The fields of the word, and what it does to the date."""
        if self.clock:
            due = {"due": explanations.point(self.clock.due)}
            self.fields["reasons"].help_text = _("The due date %(due)s falls away: the clock ends with this act.") % due

    def groups(self) -> list[Group]:
        return [Group(legend=_told(self.clock) if self.clock else "", fields=self.visible_fields())]

    def facts(self) -> dict[str, Any]:
        return self.given

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.given = self._facts(cleaned)
        if self.clock and not self.errors:
            known = {key: value for key, value in self.given.items() if key != "seen"}
            for flaw in ledger.flaws(self.word, self.clock, self.entries, known):
                if flaw.fact:  # what no answer can mend, the engine refuses
                    self.add_error(_FIELDS[flaw.fact], flaw.text)
        return cleaned

    def _facts(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        facts = {"clock": cleaned.get("clock"), "rule": self.clock.rule.code if self.clock else ""}
        names = ("reasons", "granted_by", "agreement")
        facts |= {name: cleaned.get(name) or "" for name in names if name in self.fields}
        return {**facts, "seen": cleaned.get("seen", "")}

    def _named(self) -> Clock | None:
        number = self.typed.get("clock") if self.typed else None
        return ledger.find(self.request, number) if number else None

    def _clock_field(self) -> forms.TypedChoiceField:
        live = self.request.clocks.filter(status__in=LIVE).select_related("rule")
        possible = [one for one in live if self.word != "extend" or ledger.is_extendable(one.rule)]
        listed = [self.clock] if self.clock else possible
        return forms.TypedChoiceField(
            label=_("Deadline"), coerce=int, choices=[(one.pk, _told(one)) for one in listed],
            initial=self.clock.pk if self.clock else None,
            widget=forms.HiddenInput if self.clock else forms.RadioSelect,
        )

    def _side_field(self) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=_("Who grants it"), choices=[(HOME, _("our side")), (COUNTERPART, _("the other side"))],
            initial=HOME, widget=forms.RadioSelect,
            help_text=_("What the other side has granted is recorded as its act."),
        )


class ExtendForm(LedgerForm):
    """A longer period, within what the rule allows in all."""

    word = "extend"
    more_label = gettext_lazy("Show the new date")

    def more(self) -> None:
        rule = self.clock.rule if self.clock else None
        left = ledger.left(rule, self.entries) if rule and ledger.is_extendable(rule) else None
        units = (rule and ledger.units(rule)) or list(Unit)
        self.fields["length_count"] = forms.IntegerField(
            label=_("Extend by"), min_value=1, max_value=999, initial=left.count or None if left else None,
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
            error_messages=dict.fromkeys(("min_value", "max_value"), _("“Extend by” is a whole number from 1 to 999.")),
        )
        self.fields["length_unit"] = forms.ChoiceField(
            label=_("Unit"), choices=[(one.value, _UNITS[one.value]) for one in units],
            initial=left.unit.value if left else Unit.DAY.value, widget=forms.RadioSelect,
        )
        self.fields["length_count"].help_text = " ".join(filter(None, (self._limit(left), self._preview())))

    def _facts(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        count, unit = cleaned.get("length_count"), cleaned.get("length_unit")
        return super()._facts(cleaned) | {"length": f"{count}{unit}" if count and unit else ""}

    def _limit(self, left: Length | None) -> str:
        if left is None or self.clock is None:
            return ""
        told = {"left": explanations.length(str(left)), "most": explanations.length(self.clock.rule.max_extension)}
        return _("The rule allows %(most)s in all, of which %(left)s can still be granted.") % told

    def _preview(self) -> str:
        """The date before and after, for the length that stands in the form; nothing where it cannot be extended so."""
        length = self._wanted()
        if self.clock is None or length is None:
            return ""
        if ledger.flaws(self.word, self.clock, self.entries, {"length": str(length)}):
            return ""
        after = ledger.foreseen(self.clock, self.entries, length)
        told = {"before": explanations.point(self.clock.due), "after": explanations.point(after.due)}
        said = [_("Extended by %(length)s, the due date moves from %(before)s to %(after)s.") % (
            told | {"length": explanations.length(str(length))}
        )]
        if after.is_provisional:
            said.append(_("The new date is provisional."))
        if self.clock.status == "paused":
            said.append(_("The clock is paused: the days of the pause are added when it runs again."))
        return " ".join(said)

    def _wanted(self) -> Length | None:
        names = ("length_count", "length_unit")
        source = self.typed if self.typed is not None else {name: self.fields[name].initial for name in names}
        try:
            return Length.parse("".join(str(source.get(name) or "") for name in names))
        except ValueError:
            return None


class WaiveForm(LedgerForm):
    """The obligation falls away; where a treaty fixes the date, by agreement."""

    word = "waive"

    def more(self) -> None:
        super().more()
        if self.clock is None or ledger.is_by_agreement(self.clock.rule):
            self.fields["agreement"] = reasons_field(
                _("Agreement of the other side"), required=False,
                help_text=_("A date that a treaty fixes is waived only by agreement: who agreed, when and how."),
            )


class CancelForm(LedgerForm):
    """The clock should not run: it was started in error, or has lost its object."""

    word = "cancel"


LEDGER_FORMS: dict[str, type[LedgerForm]] = {"extend": ExtendForm, "waive": WaiveForm, "cancel": CancelForm}


def _told(clock: Clock) -> str:
    """“Decision on the request, due Fri 1 May 2026 (running)”."""
    return _("%(clock)s, due %(due)s (%(status)s)") % {
        "clock": clock.rule, "due": explanations.point(clock.due), "status": clock.get_status_display(),
    }
