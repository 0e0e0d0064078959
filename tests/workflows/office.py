"""One request with its clocks, fed act by act as the engine does: facts first, then the event, then the clocks."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from mla.models import Authority, Event, Instrument, Party, Person, Request, User
from mla.vocabulary import COUNTERPART, HOME, Direction, State
from workflows import clocks, ladders
from workflows.models import Clock

BEIJING, WASHINGTON = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")
CENTRAL = {"US": "US-OIA", "CN": "CN-MOJ", "DE": "DE-BFJ", "FR": "FR-BEPI"}
OTHER = {"US": "CN", "CN": "US", "DE": "FR", "FR": "DE"}


def beijing(text: str) -> datetime:
    """A moment in Beijing, such as "2026-03-07 06:30" (nine in the morning if only a date is given)."""
    return _local(text, BEIJING)


def washington(text: str) -> datetime:
    """A moment in Washington."""
    return _local(text, WASHINGTON)


def berlin(text: str) -> datetime:
    """A moment in Berlin, and in Paris."""
    return _local(text, ZoneInfo("Europe/Berlin"))


def _local(text: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(text if " " in text else f"{text} 09:00").replace(tzinfo=zone)


@dataclass
class Office:
    """The office of one party and the request it handles."""

    request: Request
    now: datetime = field(default=datetime(2026, 11, 22, 12, tzinfo=WASHINGTON))

    def act(self, verb: str, at: datetime, party: str = "home", state: str | None = None, **details) -> list[Clock]:
        """Record the act; the clocks that follow it."""
        with transaction.atomic():
            event = self.record(verb, at, party, state, **details)
            return clocks.follow(event, self.request, now=self.now)

    def begin(self, at: datetime) -> list[Clock]:
        """The request comes in, or goes out: what starts the clocks of the requested side."""
        return self.act("transmit" if self.request.is_outgoing else "receive", at)

    def asking(self, verb: str, at: datetime, state: str | None = None, **details) -> list[Clock]:
        """An act of the requesting side, whichever of the two is at home here."""
        return self.act(verb, at, HOME if self.request.is_outgoing else COUNTERPART, state, **details)

    def asked(self, verb: str, at: datetime, state: str | None = None, **details) -> list[Clock]:
        """An act of the requested side."""
        return self.act(verb, at, COUNTERPART if self.request.is_outgoing else HOME, state, **details)

    def record(self, verb: str, at: datetime, party: str = "home", state: str | None = None, **details) -> Event:
        if state:
            Request.objects.filter(pk=self.request.pk).update(state=state)
            self.request.refresh_from_db()
        event = self.request.record(verb, by=None, now=self.now, happened_at=at, party=party, **details)
        self.request.save()
        return event

    def enter(self, authority: str, at: datetime) -> None:
        """The request comes to this authority of ours."""
        self.request.legs.filter(closed_at=None).update(closed_at=at)
        self.request.legs.create(authority=Authority.objects.get(code=authority), opened_at=at)

    def person(self, surname: str) -> int:
        """The number of a new person of the request, as acts name it."""
        return Person.objects.create(request=self.request, surname=surname).pk

    def clock(self, code: str, **narrower) -> Clock:
        """The one clock of that code (and run, leg or person)."""
        return Clock.objects.get(request=self.request, rule__code=code, **narrower)

    def codes(self, *statuses: str) -> list[str]:
        """Which clocks stand so."""
        found = self.request.clocks.filter(status__in=statuses or ("running",))
        return sorted(found.values_list("rule__code", flat=True))


def open_office(
    settings, home: str, direction: str, *, items: list[dict] | None = None, law: str = "MLAA", away: str = "",
    **fields,
) -> Office:
    """The office of one party with a request in the direction, before its first act."""
    if CENTRAL[home] != settings.MLA_OFFICE_AUTHORITY:  # set once: each setting lasts until the test ends
        settings.MLA_OFFICE_PARTY, settings.MLA_OFFICE_AUTHORITY = home, CENTRAL[home]
    author, _is_new = User.objects.get_or_create(username=f"author-{home}")
    request = Request.objects.create(
        **{
            "kind": "mla", "direction": direction, "state": State.INTAKE, "title": "Example Widgets (Testing) Co.",
            "counterpart": Party.objects.get(code=away or OTHER[home]),
            "instrument": Instrument.objects.get(code=law),
            "created_by": author, "created_at": washington("2026-01-01"), "entered_at": washington("2026-01-01"),
            **fields,
        }
    )
    for seq, item in enumerate(items or [{"type": "records"}], start=1):
        request.items.create(seq=seq, **item)
    return Office(request)


def seen_from(settings, home: str, asks: str, **case) -> Office:
    """The office of one of two parties, and the request that the party `asks` makes of the other."""
    return open_office(settings, home, Direction.OUT if home == asks else Direction.IN, **case)


def warnings(clock: Clock) -> list[str]:
    """The days, where the obligated side is, on which somebody is warned before the end."""
    zone = clock.party.tz
    return [step.at.astimezone(zone).date().isoformat() for step in ladders.ladder(clock) if step.at < clock.due_at]


def ends(clock: Clock) -> tuple[date, date]:
    """Strict end and due day."""
    return date.fromisoformat(clock.strict), date.fromisoformat(clock.due)
