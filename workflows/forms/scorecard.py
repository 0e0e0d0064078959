"""Which period, party and topic does the scorecard show? What the address cannot mean is said, and left out."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import kinds
from mla.filtering import AddressFilter, select
from mla.models import Authority, Party
from mla.vocabulary import Direction, Theme
from workflows.reports.trends import quarter_before, quarter_of

_MOST_DAYS = 3700


class ScorecardFilter(AddressFilter):
    """Days of our capital, both included, and what to narrow by. Without days it holds those of the last whole
    quarter, so that the fields show the period that is counted."""

    first = forms.DateField(label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=gettext_lazy("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    party = forms.ModelChoiceField(
        Party.objects.all(), label=gettext_lazy("Other party"), required=False, empty_label=gettext_lazy("All"),
    )
    theme = select(gettext_lazy("Topic"), Theme.choices)
    direction = select(gettext_lazy("Direction"), Direction.choices)
    authority = forms.ModelChoiceField(
        Authority.objects.all(), label=gettext_lazy("Authority"), required=False, empty_label=gettext_lazy("All"),
    )

    def __init__(self, *args: Any, today: date, **named: Any) -> None:
        super().__init__(*args, **named)
        self.today = today
        self.fields["kind"] = forms.ChoiceField(
            label=gettext_lazy("Kind"), required=False, choices=[("", _("All")), *kinds.choices()]
        )
        if not (self.data.get("first") or self.data.get("last")):
            filled = self.data.copy()  # type: ignore[attr-defined]
            filled["first"], filled["last"] = (one.isoformat() for one in _quarter(today))
            self.data = filled

    def clean(self) -> dict[str, Any]:
        """Both days or neither; the first is not after the last, and they are ten years apart at most."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("first"), given.get("last")
        for name in ("first", "last"):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, _("“%(label)s” is needed.") % {"label": self.fields[name].label})
        if first and last and first > last:
            self.add_error("last", _("The last day lies before the first one."))
        elif first and last and (last - first).days > _MOST_DAYS:
            self.add_error("last", _("The period has ten years at most."))
        return given

    def days(self) -> tuple[date, date]:
        """The first and the last day; what makes no period gives the last whole quarter."""
        chosen = self.chosen()
        first, last = chosen.get("first"), chosen.get("last")
        return (first, last) if first and last else _quarter(self.today)

    def narrowed(self) -> dict[str, Any]:
        """The filter as columns of a measure."""
        return {name: value for name, value in self.chosen().items() if name not in ("first", "last")}


def _quarter(today: date) -> tuple[date, date]:
    """The last whole quarter before the day."""
    begin = quarter_before(quarter_of(today))
    return begin, quarter_of(begin + timedelta(days=95)) - timedelta(days=1)
