"""Who stands in for whom on a day? Days are those of the home capital."""

from datetime import datetime

from django.db.models import Q, QuerySet

from mla.models import Membership, Party, User
from workflows.models import Absence


def absent(user: User, now: datetime) -> set[int]:
    """Ids of those whose tasks this person may take at the moment, where they hold the desk themselves."""
    return set(_running(now).filter(substitute=user).values_list("person", flat=True))


def stands_in(by: User, owner: int, now: datetime) -> bool:
    """Whether the person stands in for the owner of a task at the moment."""
    return _running(now).filter(substitute=by, person=owner).exists()


def away(people: set[int], now: datetime) -> dict[int, Absence]:
    """Of these persons the absent ones, with until when and who stands in."""
    found = _running(now).filter(person__in=people).select_related("substitute")
    return {one.person_id: one for one in found}


def colleagues(user: User) -> QuerySet[User]:
    """Who may stand in: whoever holds a role of this person at the same authority."""
    held = Q()
    for role, places in user.roles.items():
        held |= Q(role=role, authority__in=places)
    memberships = Membership.objects.filter(held).exclude(user=user) if held else Membership.objects.none()
    return User.objects.filter(pk__in=memberships.values("user"), is_active=True).order_by("last_name", "pk")


def _running(now: datetime) -> QuerySet[Absence]:
    day = Party.home().day(now)
    return Absence.objects.filter(begins_on__lte=day, ends_on__gte=day)
