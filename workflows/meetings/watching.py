"""Who is told that an action item comes near, is due, or is late? Each warning once, as for the clocks of requests.

An action item belongs to no request, so it has no clock of one: a clock's row, its sweep and its record are the
request's. What the two share is the shape: a moment to look next, and a unique row that claims each warning.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from mla.models import Party, User
from mla.vocabulary import Role
from workflows.audience import OF_LEVEL
from workflows.ladders import Step
from workflows.models import ActionItem, ActionRung, Alert
from workflows.periods import end_moment

RUNGS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("-7d", -7, ("desk",)), ("-1d", -1, ("desk",)), ("due", 1, ("desk", "supervisor")),
    ("+7d", 8, ("desk", "supervisor")),
)
"""Policy of this office: name, the day at whose beginning it comes (counted from the due day), and whom it tells."""
BATCH = 200


def set_end(item: ActionItem, home: Party, *, now: datetime) -> None:
    """Derive when the item is late, and set its first look; from `now` on it is warned of anew. Nothing is saved."""
    item.due_at, item.starts_at = end_moment(item.due_on, _zone(item, home)), now
    item.wake_at = min((one.at for one in ladder(item, home)), default=None)


def ladder(item: ActionItem, home: Party) -> list[Step]:
    """The warnings of an item in order of time, those left out that lie before it was agreed or last moved.

    A name carries the due day, so that another day is warned of anew.
    """
    found, zone = [], _zone(item, home)
    for name, days, to in RUNGS:
        begins = datetime.combine(item.due_on + timedelta(days=days), time.min, zone).astimezone(UTC)
        found.append(Step(f"{name} {item.due_on:%y%m%d}", begins, to))
    return [one for one in found if one.at > item.starts_at or one.at >= item.due_at]


def sweep(*, now: datetime) -> int:
    """Claim every warning that has come, and write a message to each person whom it tells; how many items were looked
    at. Run again, or by two at once, it tells nobody twice; after an outage it catches up."""
    seen = 0
    while number := _batch(now):
        seen += number
    return seen


def _zone(item: ActionItem, home: Party) -> ZoneInfo:
    """Where the days of whoever owes it begin and end."""
    return item.authority.tz if item.authority else home.tz


@transaction.atomic
def _batch(now: datetime) -> int:
    due = ActionItem.objects.open().filter(wake_at__lte=now).order_by("wake_at")
    items = list(due.select_for_update(of=("self",), skip_locked=True).select_related("authority__party")[:BATCH])
    if not items:
        return 0
    home = Party.home()
    claimed = set(ActionRung.objects.filter(action__in=items).values_list("action", "name"))
    fresh: list[tuple[ActionItem, Step]] = []
    for item in items:
        steps = ladder(item, home)
        fresh += [(item, one) for one in steps if one.at <= now and (item.pk, one.name) not in claimed]
        item.wake_at = min((one.at for one in steps if one.at > now), default=None)
    ActionRung.objects.bulk_create(
        ActionRung(action=item, name=step.name, to=list(step.to), due_at=step.at, claimed_at=now)
        for item, step in fresh
    )
    _tell(fresh, now)
    ActionItem.objects.bulk_update(items, ["wake_at"])
    return len(items)


def _tell(fresh: Sequence[tuple[ActionItem, Step]], now: datetime) -> None:
    alerts = [
        Alert(sort="action", subject_key=f"action {item.pk} {step.name}", action=item, recipient=one, created_at=now)
        for item, step in fresh for one in audience(item, step.to)
    ]
    Alert.objects.bulk_create(alerts, ignore_conflicts=True)


def audience(item: ActionItem, levels: Sequence[str]) -> list[User]:
    """Whom the levels name, each once, and only who may know of the item. What the other side owes is the liaison's to
    ask for."""
    named = Q(pk__in=[])
    for level in levels:
        named |= _at_desk(item) if level == "desk" else _holding(OF_LEVEL[level], None)
    people = User.objects.filter(named, is_active=True).distinct().order_by("pk")
    return [one for one in people if ActionItem.objects.visible_to(one).filter(pk=item.pk).exists()]


def _at_desk(item: ActionItem) -> Q:
    if item.owner_id:
        return Q(pk=item.owner_id)
    if item.is_theirs:
        return _holding(Role.LIAISON, None)
    return _holding(item.desk, item.authority_id)


def _holding(role: str, authority: int | None) -> Q:
    """The condition on people who hold the role there; the central authority where none is named."""
    if authority is None:
        return Q(memberships__role=role, memberships__authority__code=settings.MLA_OFFICE_AUTHORITY)
    return Q(memberships__role=role, memberships__authority=authority)
