"""Which period, party and topic does the scorecard show? What the address cannot mean is left out."""

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


class ScorecardFilter(AddressFilter):
    """Days, both included, and what to narrow by. Without days: the last whole quarter."""

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

    def days(self) -> tuple[date, date]:
        """The first and the last day; what makes no period gives the last whole quarter."""
        chosen = self.chosen()
        first, last = chosen.get("first"), chosen.get("last")
        if first and last and first <= last and (last - first).days <= 3700:
            return first, last
        begin = quarter_before(quarter_of(self.today))
        return begin, quarter_of(begin + timedelta(days=95)) - timedelta(days=1)

    def narrowed(self) -> dict[str, Any]:
        """The filter as columns of a measure."""
        return {name: value for name, value in self.chosen().items() if name not in ("first", "last")}
