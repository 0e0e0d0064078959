"""Who is told when a rung of a clock's ladder comes? One message each, and only those who may see the request."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.db.models import Q, prefetch_related_objects

from mla import access
from mla.models import Membership, Recusal, Request, User
from mla.vocabulary import Role
from workflows.locking import TURN
from workflows.models import Alert, Rung, Task

OF_LEVEL = {"supervisor": Role.SUPERVISOR, "leadership": Role.SUPERVISOR, "working": Role.LIAISON}
"""The role at the central authority that each level tells. The working level of the other side is the liaison's to
turn to, its leadership the supervisors'."""
_CIRCLES = User.compartments.through


def tell(rungs: Collection[int], *, now: datetime) -> None:
    """Write one message for each of these rungs and each person it names; a job sends them. Told again, nobody is."""
    if not rungs:
        return
    claimed = {pk: (request, to) for pk, request, to in Rung.objects.filter(pk__in=rungs).values_list(
        "pk", "clock__request", "to")}
    requests = Request.objects.only(*TURN).in_bulk({request for request, _to in claimed.values()})
    audience = Audience(requests.values())
    alerts = [
        Alert(sort="rung", subject_key=f"rung {pk}", rung_id=pk, recipient=person, created_at=now)
        for pk, (request, to) in sorted(claimed.items()) for person in audience.of(requests[request], to)
    ]
    Alert.objects.bulk_create(alerts, ignore_conflicts=True)


class Audience:
    """The people around some requests, read at once: six queries, however many requests and people."""

    def __init__(self, requests: Iterable[Request]) -> None:
        self.requests = {one.pk: one for one in requests}
        prefetch_related_objects(list(self.requests.values()), "legs")
        self._told: dict[tuple[int, tuple[str, ...]], list[User]] = {}

    def of(self, request: Request, levels: Sequence[str]) -> list[User]:
        """Who is told of this request at these levels, each once, and may see it."""
        key = (request.pk, tuple(levels))
        if key not in self._told:
            people = {one.pk: one for level in levels for one in self._at(level, request)}
            self._told[key] = [one for one in people.values() if access.sees(one, request)]
        return self._told[key]

    @cached_property
    def tasks(self) -> dict[int, list[Task]]:
        """The open tasks of each request."""
        found: dict[int, list[Task]] = defaultdict(list)
        for task in Task.objects.open().filter(request__in=self.requests).only("request", "desk", "owner"):
            found[task.request_id].append(task)
        return found

    @cached_property
    def people(self) -> dict[int, User]:
        """Everybody whom a rung of these requests may name, with what decides on what they see."""
        tasks = [task for listed in self.tasks.values() for task in listed]
        roles = {*OF_LEVEL.values(), *(task.desk for task in tasks)}
        named = Q(memberships__role__in=roles) | Q(pk__in={task.owner_id for task in tasks if task.owner_id})
        people = {one.pk: one for one in User.objects.filter(named, is_active=True).distinct()}
        _complete(people, self.requests)
        return people

    def _at(self, level: str, request: Request) -> list[User]:
        tasks = self.tasks.get(request.pk, ()) if level == "desk" else ()
        if tasks:
            return [one for task in tasks for one in self._at_desk(task, request)]
        role = OF_LEVEL.get(level, Role.SUPERVISOR)  # where no desk is open, its supervisors are told
        return [one for one in self.people.values() if role in one.central_roles]

    def _at_desk(self, task: Task, request: Request) -> list[User]:
        """The owner of the task; while it has none, all who hold its desk."""
        if owner := self.people.get(task.owner_id or 0):
            return [owner]
        return [one for one in self.people.values() if access.holds(one, task.desk, request)]


def _complete(people: dict[int, User], requests: Collection[int]) -> None:
    """Give each person what `access` asks of them, as `User` would read it one by one."""
    roles: dict[int, dict[str, set[int]]] = defaultdict(dict)
    central: dict[int, set[str]] = defaultdict(set)
    parties = defaultdict[int, set[tuple[int, bool]]](set)
    columns = ("user", "role", "authority", "authority__code", "authority__party", "authority__party__code")
    held = Membership.objects.filter(user__in=people).values_list(*columns)
    for user, role, authority, code, party, party_code in held:
        parties[user].add((party, party_code == settings.MLA_OFFICE_PARTY))
        roles[user].setdefault(role, set()).add(authority)
        if code == settings.MLA_OFFICE_AUTHORITY:
            central[user].add(role)
    circles, recused = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    for user, circle in _CIRCLES.objects.filter(user__in=people).values_list("user", "compartment"):
        circles[user].add(circle)
    for user, request in Recusal.objects.filter(request__in=requests).values_list("user", "request"):
        recused[user].add(request)
    for pk, person in people.items():
        person.roles, person.central_roles = roles[pk], frozenset(central[pk])
        person.authority_ids = {one for places in roles[pk].values() for one in places}
        person.compartment_ids, person.recused_from, person.party_ids = circles[pk], recused[pk], parties[pk]
