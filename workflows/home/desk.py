"""What does someone at a desk want to know? Their next tasks, and how much waits."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mla.models import Party, User
from mla.paging import capped
from mla.vocabulary import Role
from workflows import inbox, turns
from workflows.relative import Now

MOST = 6
AT_NO_DESK = frozenset({Role.REQUESTER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR})


def part(user: User, now: Now) -> dict[str, Any] | None:
    """The part of the page; None for who has no desk."""
    if not set(user.roles) - AT_NO_DESK:
        return None
    mine = inbox.shown(turns.arms(user, "mine")[0]).order_by("due_at", "pk")[:MOST]
    return {"stats": _stats(user, now.moment, now.home), "rows": inbox.rows(list(mine), user, now)}


def _stats(user: User, now: datetime, home: Party) -> list[dict[str, Any]]:
    address = reverse("inbox")
    cards = [
        (capped(*turns.of_band(user, "overdue", now, home)), _("overdue"), "overdue", "?tab=all&due=overdue"),
        (capped(*turns.of_band(user, "soon", now, home)), _("due within 3 days"), "soon", "?tab=all&due=soon"),
        (turns.number_of_mine(user), _("assigned to me"), "", "?tab=mine"),
        (capped(*turns.waiting(user)), _("waiting at my desks"), "", "?tab=queue"),
    ]
    return [
        {"number": number, "label": label, "tone": tone, "url": f"{address}{query}"}
        for number, label, tone, query in cards
    ]
