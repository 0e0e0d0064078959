"""By what are the inbox and the list of requests narrowed? Every filter lives in the address."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mla.models import Party
from mla.vocabulary import Direction, Role, State, Theme, Urgency
from workflows import moments

ANY = ("", _("any"))
BANDS = [
    ("overdue", _("overdue")),
    ("soon", _("within 2 working days")),
    ("week", _("within 7 days")),
    ("none", _("no deadline")),
]


def _select(label: Any, choices: list[tuple[Any, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[ANY, *choices])


class _Filter(forms.Form):
    direction = _select(_("Direction"), Direction.choices)
    state = _select(_("State"), State.choices)
    urgency = _select(_("Urgency"), Urgency.choices)

    def chosen(self) -> dict[str, str]:
        """What is chosen; an unknown value is ignored."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def labels(self) -> list[dict[str, str]]:
        """The chosen filters, each with the query that takes it away."""
        found = []
        for name, value in self.chosen().items():
            rest = self.data.copy()  # type: ignore[attr-defined]
            for gone in (name, "after", "before"):
                rest.pop(gone, None)
            shown = dict(getattr(self.fields[name], "choices", ())).get(value, value)
            found.append({"label": f"{self.fields[name].label}: {shown}", "url": f"?{rest.urlencode()}"})
        return found


class InboxFilter(_Filter):
    """Tasks by desk and by how near they are due."""

    desk = _select(_("Desk"), Role.choices)
    due = _select(_("Due"), BANDS)

    def condition(self, now: datetime, home: Party) -> Q:
        """The condition on tasks."""
        chosen = self.chosen()
        band = chosen.pop("due", "")
        return Q(**chosen) & (band_condition(band, now, home) if band else Q())


class RequestFilter(_Filter):
    """Requests by theme and by words of the reference or the title."""

    theme = _select(_("Theme"), Theme.choices)
    q = forms.CharField(label=_("Reference or title"), required=False, max_length=100)

    def condition(self) -> Q:
        """The condition on requests."""
        chosen = self.chosen()
        words = chosen.pop("q", "")
        found = Q(own_reference__icontains=words) | Q(foreign_reference__icontains=words) | Q(title__icontains=words)
        return Q(**chosen) & (found if words else Q())


def band_condition(band: str, now: datetime, home: Party) -> Q:
    """The condition on tasks due in a band."""
    if band == "overdue":
        return Q(due_at__lte=now)
    if band == "soon":
        return Q(due_at__gt=now, due_at__lte=moments.soon_until(now, home))
    if band == "week":
        return Q(due_at__gt=now, due_at__lte=moments.week_until(now, home))
    return Q(due_at=None)
