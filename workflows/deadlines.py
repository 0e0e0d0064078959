"""Which obligations run, whose are they, and how near? The live clocks of the requests that a person may see.

Pages, calendar feeds and the daily digest all begin here, so what is hidden in one is hidden in each.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, Min, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from mla import paging
from mla.models import Authority, Party, Request, User
from mla.vocabulary import COUNTERPART, HOME
from workflows import moments
from workflows.models import LIVE, Clock, ClockEntry, Task

BANDS = ("overdue", "soon", "later", "paused")
SIDES = {"ours": HOME, "theirs": COUNTERPART}
HORIZON = 14
"""Days from now, at home, within which a deadline counts as near."""
GROUPS_CAP = 5000
"""How many clocks, the nearest first, a table by group counts at most."""
_SHOWN = ("rule__instrument", "party", "authority", "request__counterpart")


def live(user: User) -> QuerySet[Clock]:
    """The live clocks of requests that the person may see at this moment."""
    return Clock.objects.filter(status__in=LIVE, request__in=Request.objects.visible_to(user))


def concerning(user: User) -> QuerySet[Clock]:
    """Those of the person's open tasks, and of requests that stand at the person's desks."""
    return live(user).filter(of_whom(user, "mine") | of_whom(user, "desks"))


def at_desk(user: User, desk: str, authority: Authority) -> QuerySet[Clock]:
    """Those of requests that stand at one desk of an authority; none where the person does not hold that desk."""
    if authority.pk not in user.roles.get(desk, ()):
        return Clock.objects.none()
    place = None if authority.code == settings.MLA_OFFICE_AUTHORITY else authority
    return live(user).filter(at(desk, authority=place))


def of_whom(user: User, whose: str) -> Q:
    """The condition on clocks: `mine`, of my open tasks; `desks`, of requests at my desks; else every one."""
    tasks = Task.objects.open()
    if whose == "mine":
        return Q(request__in=tasks.filter(owner=user).values("request"))
    if whose == "desks":
        return Q(request__in=tasks.at_desks_of(user).values("request"))
    return Q()


def at(desk: str, **place: Authority | None) -> Q:
    """The condition on clocks whose request stands at that desk; `authority=None` is the central one."""
    return Q(request__in=Task.objects.open().filter(desk=desk, **place).values("request"))


def in_band(band: str, now: datetime, home: Party) -> Q:
    """The condition on clocks: `overdue`, `soon` (within the horizon), `later`, `paused`; else all that run."""
    running, until = Q(status="running"), moments.days_until(HORIZON, now, home)
    return {
        "overdue": running & Q(due_at__lte=now),
        "soon": running & Q(due_at__gt=now, due_at__lte=until),
        "later": running & Q(due_at__gt=until),
        "paused": Q(status="paused"),
    }.get(band, running)


def between(begin: datetime, end: datetime) -> Q:
    """The condition on running clocks that end after the one moment and no later than the other."""
    return Q(status="running", due_at__gt=begin, due_at__lte=end)


def first_of(clocks: QuerySet[Clock], spans: Iterable[tuple[datetime, datetime]], number: int) -> QuerySet[Clock]:
    """Of the running clocks the first so many that end in each of these spans, the nearest first. Two queries."""
    keys = first_keys(clocks.filter(status="running"), spans, number)
    return shown(Clock.objects.filter(pk__in=keys)).order_by("due_at", "pk")


def first_keys(owed: QuerySet[Any], spans: Iterable[tuple[datetime, datetime]], number: int) -> list[int]:
    """Of whatever has a `due_at` the keys of the first so many that end in each of these spans. One query."""
    nearest = owed.order_by("due_at", "pk").values_list("pk", flat=True)
    first, *others = [nearest.filter(due_at__gt=begin, due_at__lte=end)[:number] for begin, end in spans]
    return list(first.union(*others, all=True))


def shown(clocks: QuerySet[Clock]) -> QuerySet[Clock]:
    """The clocks with what their rows show: `open_pauses` is the part of the ledger that says why one stands still."""
    pauses = ClockEntry.objects.filter(sort="pause", ends_at=None).select_related("event")
    return clocks.select_related(*_SHOWN).prefetch_related(Prefetch("entries", pauses, to_attr="open_pauses"))


def paused_since(clocks: QuerySet[Clock]) -> QuerySet[Clock]:
    """Paused clocks, each with the moment since which it stands still (the earliest pause that runs)."""
    still = Q(entries__sort="pause", entries__ends_at=None)
    return clocks.filter(status="paused").annotate(since=Coalesce(Min("entries__begins_at", filter=still), F("due_at")))


def counts(clocks: QuerySet[Clock], now: datetime, home: Party) -> dict[str, str]:
    """How many stand in each band, counted up to the cap of `paging`."""
    return {band: paging.capped(clocks.order_by().filter(in_band(band, now, home))) for band in BANDS}


def by_authority(clocks: QuerySet[Clock], now: datetime, home: Party) -> list[dict[str, Any]]:
    """Per authority that owes (`authority`, or only `party`) how many stand in each band, the nearest end first."""
    return _grouped(clocks, ("authority", "party"), now, home)


def by_source(clocks: QuerySet[Clock], now: datetime, home: Party) -> list[dict[str, Any]]:
    """The same per source class of the rule: treaty, statute, commitment, policy."""
    return _grouped(clocks, ("rule__source_class",), now, home)


def owed_by(key: str) -> Q:
    """The condition on clocks that this authority ("a12") or, where no authority is named, this party ("p3") owes."""
    sort, pk = key[:1], key[1:]
    if not pk.isdecimal() or len(pk) > 18:
        return Q(pk__in=[])
    return Q(authority=pk) if sort == "a" else Q(authority=None, party=pk)


def nearest_of(requests: Collection[int]) -> dict[int, Clock]:
    """Of each of these requests its nearest running clock, or where all stand still a paused one. One query."""
    if not requests:
        return {}
    found = Clock.objects.filter(status__in=LIVE, request__in=requests).only("request", "status", "due_at", "obligated")
    listed = sorted(found, key=lambda one: (one.status == "paused", one.due_at, one.pk))
    return {one.request_id: one for one in reversed(listed)}


def nearest_first(requests: QuerySet[Request]) -> QuerySet[Clock]:
    """The nearest running clock of each of these requests, with its request; those without one are left out."""
    running = Clock.objects.filter(status="running")
    before = Q(due_at__lt=OuterRef("due_at")) | Q(due_at=OuterRef("due_at"), pk__lt=OuterRef("pk"))
    nearer = running.filter(before, request=OuterRef("request"))
    found = running.filter(~Exists(nearer), request__in=requests.values("pk"))
    return found.select_related("request__counterpart", "request__agency")


def longer_paused(clocks: QuerySet[Clock], days: int, now: datetime) -> QuerySet[Clock]:
    """Paused clocks that have stood still for longer than so many days, the longest first."""
    before = now - timedelta(days=days)
    return paused_since(clocks).filter(since__lt=before).order_by("since", "pk")  # type: ignore[misc]  # annotated


def _grouped(
    clocks: QuerySet[Clock], keys: tuple[str, ...], now: datetime, home: Party
) -> list[dict[str, Any]]:
    nearest = clocks.order_by("due_at", "pk").values("pk")[:GROUPS_CAP]
    numbers = {band: Count("pk", filter=in_band(band, now, home)) for band in BANDS}
    soonest = Min("due_at", filter=Q(status="running"))
    found = Clock.objects.filter(pk__in=nearest).values(*keys).annotate(**numbers, soonest=soonest)
    return list(found.order_by(F("soonest").asc(nulls_last=True), *keys))
