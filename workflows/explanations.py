"""Why is it due then? Each step of a derivation as a sentence in the reader's language."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mla import moments
from mla.tongues import tongue
from workflows.period_types import Calendar, Length, Period, Step, Unit


def sentences(period: Period, calendar: Calendar) -> list[str]:
    """The derivation, one sentence a step; the calendar gives the holidays their names in the reader's language."""
    told, language = [], tongue()
    for step in period.steps:
        name = calendar.name_of(_point(step.at), language) if step.rule in _NAMED else step.note
        told.append(_SENTENCES[step.rule](step, point(step.at), name))
    return told


def point(text: str) -> str:
    """A stored date or moment as the reader writes it; a moment stays in the zone it was stored in."""
    value = _point(text)
    if isinstance(value, datetime):
        return moments.written(value, value.tzinfo or UTC)
    return moments.written_day(value)


def length(text: str) -> str:
    """A length in words: “30 days”, “45 days back”."""
    span = Length.parse(text)
    words = _units(abs(span.count))[span.unit]
    return _("%(length)s back") % {"length": words} if span.count < 0 else words


def _units(n: int) -> dict[Unit, str]:
    counted = {
        Unit.HOUR: ngettext("%(n)d hour", "%(n)d hours", n),
        Unit.DAY: ngettext("%(n)d day", "%(n)d days", n),
        Unit.WORKDAY: ngettext("%(n)d working day", "%(n)d working days", n),
        Unit.WEEK: ngettext("%(n)d week", "%(n)d weeks", n),
        Unit.MONTH: ngettext("%(n)d month", "%(n)d months", n),
    }
    return {unit: words % {"n": n} for unit, words in counted.items()}


def _point(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _paused(step: Step, at: str, until: str) -> str:
    span = {"at": at, "until": point(until), "n": step.days}
    if "T" in until:
        return _("Paused from %(at)s to %(until)s: the time between is added.") % span
    return ngettext(
        "Paused from %(at)s to %(until)s: %(n)d day is added.",
        "Paused from %(at)s to %(until)s: %(n)d days are added.", step.days,
    ) % span


def _not_counted(step: Step, at: str, name: str) -> str:
    return ngettext(
        "%(at)s is not counted (%(name)s).", "%(n)d days from %(at)s are not counted (%(name)s).", step.days
    ) % {"at": at, "name": name, "n": step.days}


def _off(step: Step, at: str, name: str) -> str:
    told = {"at": at, "name": name or _("weekend"), "n": step.days}
    return ngettext(
        "%(at)s is not a working day (%(name)s).", "%(n)d days from %(at)s are not working days (%(name)s).",
        step.days,
    ) % told


_NAMED = frozenset({"day_off", "holiday", "working_day"})
_SENTENCES: dict[str, Callable[[Step, str, str], str]] = {
    "trigger": lambda _s, at, _n: _("The period runs from %(at)s.") % {"at": at},
    "day_not_counted": lambda _s, _at, _n: _("The day of the event is not counted."),
    "hour_not_counted": lambda _s, at, _n: _("The hour of the event is not counted: counting begins at %(at)s.") % {
        "at": at
    },
    "length": lambda step, at, _n: _("%(length)s: up to %(at)s.") % {"length": length(step.note), "at": at},
    "extension": lambda step, at, _n: _("Extended by %(length)s: up to %(at)s.") % {
        "length": length(step.note), "at": at
    },
    "day_off": _not_counted,
    "pause": _paused,
    "strict": lambda _s, at, _n: _("Strict end: %(at)s.") % {"at": at},
    "holiday": _off,
    "weekend": _off,
    "working_day": lambda _s, at, name: _("%(at)s is a working day (%(name)s).") % {"at": at, "name": name},
    "two_working_days": lambda _s, at, _n: _("The period must include two working days: it ends on %(at)s.") % {
        "at": at
    },
    "not_sooner": lambda _s, at, _n: _(
        "Without pauses and extensions it would end at %(at)s: they do not bring the end forward."
    ) % {"at": at},
    "due": lambda _s, at, _n: _("Due: %(at)s.") % {"at": at},
    "other_calendar": lambda _s, _at, version: _(
        "The stored dates rest on the calendar %(version)s, which is no longer at hand; by the present one they differ."
    ) % {"version": version},
    "provisional": lambda _s, _at, year: _("Provisional: the working days after %(year)s are not yet published.") % {
        "year": year
    },
}
