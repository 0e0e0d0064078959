"""Which tasks concern a person? Lists that share no task, each read along one partial index of the table of tasks."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.db.models import F, Q, QuerySet

from mla import access, paging
from mla.models import Party, User
from workflows.forms.filters import band_condition
from workflows.models import Task
from workflows.models.stages import FREE, HELD

TABS = ("mine", "queue", "all", "substitute", "done")
NEAREST = (F("due_at").asc(nulls_last=True), "pk")
Arms = Sequence[QuerySet[Task]]


def arms(user: User, tab: str, absent: Collection[int] = (), *, in_order: bool = True) -> Arms:
    """The tasks of a tab, always only of requests the person may see; fewer lists where no order is asked of them.

    `mine`: open and mine; `queue`: free at my desks; `all`: with those that colleagues at my desks have, for a
    supervisor everybody's; `substitute`: at my desks, of those `absent`; `done`: what I have done.
    """
    tasks = Task.objects.visible_to(user)
    if tab == "done":
        return [tasks.done_by(user)]
    if tab == "mine":
        return [tasks.open().filter(owner=user)]
    if tab == "substitute":
        return [tasks.open().filter(owner__in=absent).at_desks_of(user)]
    if tab == "all" and access.may_reassign(user):
        return [tasks.open()]
    desks = [tasks.open().filter(desk) for desk in (desks_of(user) if in_order else _places_of(user))]
    free = [desk.filter(FREE) for desk in desks]
    if tab == "queue":
        return free
    return [tasks.open().filter(owner=user), *free, *(desk.filter(HELD).exclude(owner=user) for desk in desks)]


def narrowed(lists: Arms, condition: Q) -> Arms:
    """The same lists, of the tasks that meet a condition."""
    return [one.filter(condition) for one in lists]


def next_of(user: User) -> Task | None:
    """What to do next: the nearest of my tasks, or else of those that wait at my desks."""
    for tab in ("mine", "queue"):
        found = [task for one in arms(user, tab) if (task := one.order_by(*NEAREST).select_related("request").first())]
        if found:
            return min(found, key=lambda task: (task.due_at is None, task.due_at or task.created, task.pk))
    return None


def number_of_mine(user: User) -> str:
    """How many open tasks are mine, up to the cap of `paging`; counted once for the user of a page."""
    kept = vars(user)
    if "number_of_tasks" not in kept:
        kept["number_of_tasks"] = paging.capped(*arms(user, "mine"))
    return kept["number_of_tasks"]


def of_band(user: User, band: str, now: datetime, home: Party) -> Arms:
    """Tasks that concern the person and are due in a band."""
    return narrowed(arms(user, "all", in_order=False), band_condition(band, now, home))


def waiting(user: User) -> Arms:
    """Free tasks at my desks, to be counted."""
    return arms(user, "queue", in_order=False)


def desks_of(user: User) -> Iterator[Q]:
    """Each desk where this person holds the role, as a condition: central desks have no authority."""
    for role in sorted(user.central_roles):
        yield Q(authority=None, desk=role)
    for role, places in sorted(user.roles.items()):
        if role not in access.AT_CENTRAL:
            yield from (Q(desk=role, authority=place) for place in sorted(places))


def _places_of(user: User) -> Iterator[Q]:
    """The same desks, those of the central authority together: enough to count by."""
    if user.central_roles:
        yield Q(authority=None, desk__in=sorted(user.central_roles))
    yield from (desk for desk in desks_of(user) if ("authority", None) not in desk.children)
