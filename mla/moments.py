"""How is a moment written? With its capital, in the reader's language, never with a zone's abbreviation."""

from collections.abc import Iterable
from datetime import date, datetime, tzinfo

from django.utils import dateformat

from mla.models import Party, Request
from mla.tongues import key_of, tongue

_MOMENT = {"en": "D j M Y H:i", "zh": "Y年n月j日 D H:i"}
_DAY = {"en": "D j M Y", "zh": "Y年n月j日 D"}


def written(moment: datetime, zone: tzinfo) -> str:
    """The moment in a zone: “Thu 19 Nov 2026 17:00”."""
    return dateformat.format(moment.astimezone(zone), _MOMENT[tongue()])


def with_offset(moment: datetime) -> str:
    """The moment as its own clock had it: “2026-03-06 17:30 (UTC-05:00)”."""
    offset = f"{moment:%z}"
    return f"{moment:%Y-%m-%d %H:%M} (UTC{offset[:3]}:{offset[3:5]})" if offset else f"{moment:%Y-%m-%d %H:%M}"


def written_day(day: date) -> str:
    """A day: “Thu 19 Nov 2026”."""
    return dateformat.format(day, _DAY[tongue()])


def capital(party: Party, language: str = "") -> str:
    """The name of the party's capital in that language, or else in the reader's."""
    key = key_of(language) if language else tongue()
    return (party.capital_zh if key == "zh" else "") or party.capital_en


def in_capital(moment: datetime, party: Party) -> str:
    """“Washington Thu 19 Nov 2026 17:00”."""
    return f"{capital(party)} {written(moment, party.tz)}"


def parties_of(request: Request) -> tuple[Party, Party]:
    """Our party and the other one. One query, or two where the request came without its counterpart."""
    return Party.home(), request.counterpart


def both_capitals(moment: datetime, parties: Iterable[Party]) -> tuple[str, ...]:
    """The moment in each capital, in the order given."""
    return tuple(in_capital(moment, party) for party in parties)
