"""How is the work spread? For a supervisor: the load of each person and desk, the oldest task, what is overdue."""

from datetime import datetime
from typing import Any

from django.db.models import Count, F, Min, Q

from mla.models import Authority, Party, User
from mla.vocabulary import Role
from workflows import substitutes
from workflows.models import Task
from workflows.moments import Capitals

Row = dict[str, Any]
MOST = 50
"""How many persons are shown, those with most overdue first."""


def people(user: User, now: datetime, home: Party) -> list[Row]:
    """One line a person with open tasks that the supervisor may see. Three queries."""
    held = Task.objects.visible_to(user).open().filter(owner__isnull=False)
    late = Count("pk", filter=Q(due_at__lte=now))
    found = list(
        held.order_by().values("owner").annotate(number=Count("pk"), late=late, oldest=Min("assigned"))
        .order_by("-late", "-number", "owner")[:MOST]
    )
    named = User.objects.in_bulk([one["owner"] for one in found])
    away, capitals = substitutes.away(set(named), now), Capitals(home)
    return [
        {
            "person": named[one["owner"]], "number": one["number"], "late": one["late"],
            "oldest": one["oldest"] and capitals.at_home(one["oldest"]), "away": away.get(one["owner"]),
        }
        for one in found
    ]


def desks(user: User, now: datetime, home: Party) -> list[Row]:
    """One line a desk where tasks wait for somebody to take them, those with most overdue first. Two queries."""
    free = Task.objects.visible_to(user).open().filter(owner=None)
    late = Count("pk", filter=Q(due_at__lte=now))
    found = list(
        free.order_by().values("desk", "authority").annotate(number=Count("pk"), late=late, oldest=Min("created"))
        .order_by("-late", "-number", "desk", F("authority").asc(nulls_first=True))[:MOST]
    )
    places = Authority.objects.in_bulk({one["authority"] for one in found if one["authority"]})
    return [
        {
            "desk": one["desk"], "name": Role(one["desk"]).label, "place": places.get(one["authority"]),
            "number": one["number"], "late": one["late"], "oldest": Capitals(home).at_home(one["oldest"]),
        }
        for one in found
    ]
