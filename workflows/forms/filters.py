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
    ("today", _("due today")),
    ("soon", _("within 3 days")),
    ("week", _("within 7 days")),
    ("none", _("none, or paused")),
]


ORDERS = [("", _("newest first")), ("due", _("nearest deadline first"))]


def select(label: Any, choices: list[tuple[Any, Any]]) -> forms.ChoiceField:
    """One of the choices, or any."""
    return forms.ChoiceField(label=label, required=False, choices=[ANY, *choices])


class Filter(forms.Form):
    """What every list can be narrowed by."""

    direction = select(_("Direction"), Direction.choices)
    state = select(_("State"), State.choices)
    urgency = select(_("Urgency"), Urgency.choices)

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
            found.append({"name": name, "label": f"{self.fields[name].label}: {shown}", "url": f"?{rest.urlencode()}"})
        return found


class InboxFilter(Filter):
    """Tasks by desk and by how near they are due."""

    desk = select(_("Desk"), Role.choices)
    due = select(_("Due"), BANDS)

    def condition(self, now: datetime, home: Party) -> Q:
        """The condition on tasks."""
        chosen = self.chosen()
        band = chosen.pop("due", "")
        return Q(**chosen) & (band_condition(band, now, home) if band else Q())


class RequestFilter(Filter):
    """Requests by theme and by words of the reference or the title; and in which order."""

    theme = select(_("Theme"), Theme.choices)
    q = forms.CharField(label=_("Reference or title"), required=False, max_length=100)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)

    @property
    def is_by_deadline(self) -> bool:
        """Whether the nearest obligation comes first."""
        return self.chosen().get("order") == "due"

    def condition(self) -> Q:
        """The condition on requests."""
        chosen = self.chosen()
        words = chosen.pop("q", "")
        chosen.pop("order", None)
        found = Q(own_reference__icontains=words) | Q(foreign_reference__icontains=words) | Q(title__icontains=words)
        return Q(**chosen) & (found if words else Q())


def band_condition(band: str, now: datetime, home: Party) -> Q:
    """The condition on tasks due in a band."""
    if band == "overdue":
        return Q(due_at__lte=now)
    if band == "today":
        return Q(due_at__gt=now, due_at__lte=moments.today_until(now, home))
    if band == "soon":
        return Q(due_at__gt=now, due_at__lte=moments.soon_until(now, home))
    if band == "week":
        return Q(due_at__gt=now, due_at__lte=moments.week_until(now, home))
    return Q(due_at=None)
