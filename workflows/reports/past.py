"""May what was counted of a quarter that is over be shown again? As long as nothing has reached back into it.

What happens now changes no figure of the past. What does (an act of an earlier day, a correction, a link, a new
classification, a clock that moves) leaves a row of `PastChange`, written by database triggers, and nothing that was
kept before is read again. What is kept belongs to everybody of the central authority who may see exactly the same
requests.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max
from django.utils import timezone

from mla import access
from mla.models import Request, User
from workflows.models import PastChange
from workflows.reports.counting import Period
from workflows.reports.trends import quarter_of

_KEPT_FOR = 7 * 24 * 3600
_OF_TODAY = "authority"
"""What a request is counted under by where it stands today: it moves with every leg, so nothing is kept by it."""


def kept(
    name: str, user: User, period: Period, narrowed: Mapping[str, Any], counted: Callable[[], Any]
) -> Any:
    """What `counted` gives, or what it gave before to somebody who sees the same. Five small queries."""
    if not user.is_central or not is_over(period) or _OF_TODAY in narrowed:
        return counted()
    key = _key(name, user, period, narrowed)
    found = cache.get(key)
    if found is None:
        found = counted()
        cache.set(key, found, _KEPT_FOR)
    return found


def is_over(period: Period) -> bool:
    """Whether the period lies before the present quarter, by its own zone and the moment of its data."""
    today = period.as_of.astimezone(period.zone).date()
    begun = datetime.combine(quarter_of(today), time.min, tzinfo=period.zone)
    return period.ends <= begun <= timezone.now() + timedelta(days=1)


def _key(name: str, user: User, period: Period, narrowed: Mapping[str, Any]) -> str:
    """The stamp is read first: what is counted after it may be newer than the key says, never older."""
    stamp = PastChange.objects.aggregate(number=Count("pk"), last=Max("pk"))
    closed = Request.objects.filter(tlp__in=sorted(access.CLOSED))
    withheld = closed.exclude(readers__overlap=access.reader_keys(user)).order_by("pk").values_list("pk", flat=True)
    told = [
        name, stamp, period.first.isoformat(), period.last.isoformat(), str(period.zone), user.clearance,
        sorted(user.compartment_ids), sorted(user.recused_from), list(withheld),
        {column: str(getattr(value, "pk", value)) for column, value in sorted(narrowed.items())},
    ]
    return f"past-{hashlib.sha256(json.dumps(told).encode()).hexdigest()}"
