"""How far has a fugitive case come? Read from the record: nominated, screened, assessed, listed, active, resolved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.kinds.fugitive import viability
from mla.models import Event, Person, Request

Facts = Mapping[str, Any]
STATUSES = {
    "": gettext_lazy("drafted"), "nominated": gettext_lazy("nominated"), "screening": gettext_lazy("in screening"),
    "viable": gettext_lazy("viable"), "work_up": gettext_lazy("to be worked up"),
    "not_viable": gettext_lazy("not viable"), "listed": gettext_lazy("listed as a priority"),
    "active": gettext_lazy("active"), "resolved": gettext_lazy("resolved"), "delisted": gettext_lazy("delisted"),
}
AFTER = {"nominate": "nominated", "screen": "screening", "list": "listed", "review": "active", "resolve": "resolved",
         "delist": "delisted"}
ENDED = frozenset({"resolved", "delisted"})
PLAN = ("next_action", "owner", "due_on")
ON_LIST = frozenset({"listed", "active"})
REVIEW = "review"
FINDINGS = [
    ("moved", gettext_lazy("the case has moved")), ("unchanged", gettext_lazy("no change")),
    ("delist", gettext_lazy("to be taken off the list")),
]
"""What a review finds. One that was recorded without a finding counts as moved."""
SILENT_DAYS = 90
"""After so many days without an action (nominated, listed, or a review that found more than no change) a case is
marked."""


@dataclass(slots=True)
class Standing:
    """Where one case stands: its status, what was said when it was listed, and what is to be done next by whom."""

    status: str = ""
    listing: Facts = field(default_factory=dict)
    plan: dict[str, Any] = field(default_factory=dict)
    score: int | None = None
    reviewed_at: datetime | None = None
    moved_at: datetime | None = None
    finding: str = ""

    @property
    def is_listed(self) -> bool:
        """Whether the case is on the list now."""
        return self.status in ON_LIST

    @property
    def label(self) -> str:
        """The status in words."""
        return str(STATUSES[self.status])

    @property
    def found(self) -> str:
        """What the last review found, in words; empty where there was none, or where it said nothing."""
        return str(dict(FINDINGS).get(self.finding, ""))

    def is_silent(self, now: datetime) -> bool:
        """Whether a listed case had no action for more than `SILENT_DAYS` days."""
        return self.is_listed and self.moved_at is not None and self.moved_at < now - timedelta(days=SILENT_DAYS)


def of(events: Iterable[Event]) -> Standing:
    """The standing by the events of one request. A later assessment does not take a case off the list, and a review
    does not put it there."""
    now = Standing()
    for event in sorted(events, key=lambda one: (one.happened_at, one.seq)):
        told = event.details
        if event.verb == "assess":
            now.score = told.get("score", viability.score(told))
            if not now.is_listed:
                now.status = told.get("result", "")
        elif event.verb in AFTER and (event.verb != "review" or now.is_listed):
            now.status = AFTER[event.verb]
        if event.verb == "list":
            now.listing = told
        if event.verb in ("nominate", "list", REVIEW):
            _go_on(now, event)
    return now


def _go_on(now: Standing, event: Event) -> None:
    """What a nomination, a listing or a review says of the next steps, and whether the case moved."""
    told = event.details
    now.plan |= {name: told[name] for name in PLAN if told.get(name)}
    if event.verb == REVIEW:
        now.reviewed_at, now.finding = event.happened_at, told.get("finding", "")
    if event.verb != REVIEW or now.finding != "unchanged":
        now.moved_at = event.happened_at


def of_request(request: Request) -> Standing:
    """The same for one request. One query."""
    return of(request.events.filter(verb__in=(*AFTER, "assess")).order_by("seq"))


def offers(request: Request) -> frozenset[str]:
    """The acts that make sense as the case stands. One query."""
    now = of_request(request)
    found = {"arrest", "notify"}
    if not now.status:
        return frozenset(found | {"nominate"})
    if now.is_listed:
        return frozenset(found | {"assess", "review", "list", "resolve", "delist"})
    if now.status in ENDED:
        return frozenset(found | {"nominate"})
    found |= {"list"} if now.status == "viable" else set()
    return frozenset(found | {"screen", "assess", "review", "resolve", "delist"})


def in_words(events: Sequence[Event], persons: Sequence[Person]) -> str:
    """For lists of requests."""
    now = of(events)
    if not now.status:
        return ""
    if now.is_listed:
        told = {"status": now.label, "year": now.listing.get("list_year", ""), "rank": now.listing.get("rank", "")}
        return _("%(status)s, %(year)s rank %(rank)s") % told
    if now.score is not None and now.status in ("viable", "work_up", "not_viable"):
        return _("%(status)s (%(score)s of %(most)s)") % {
            "status": now.label, "score": now.score, "most": viability.MOST,
        }
    return now.label
