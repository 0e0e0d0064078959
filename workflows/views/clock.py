"""The page of one clock: what is owed, by whom, by when, and why then."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mla.models import Event, Party
from mla.signed_in import SignedIn
from mla.vocabulary import HOME
from workflows import clocks, derivation, explanations, reading, words
from workflows.models import Clock
from workflows.moments import Capitals

Row = dict[str, Any]
_RELATED = ("rule__instrument", "request", "item", "party", "authority", "started_by", "stopped_by")


@require_safe
@login_required
def show(http: SignedIn, pk: int) -> HttpResponse:
    """One clock of a request that the reader may see."""
    readable = reading.readable(http.user)
    clock = get_object_or_404(Clock.objects.filter(request__in=readable).select_related(*_RELATED), pk=pk)
    clock.request = readable.get(pk=clock.request_id)
    capitals, now = Capitals(Party.home(), clock.request.counterpart), timezone.now()
    period = derivation.period_of(clock, entries := list(clock.entries.select_related("event", "actor")))
    context = {
        "clock": clock, "the_request": clock.request, "facts": _facts(clock), "due": _due(clock, capitals, now),
        "times": capitals.times(derivation.last_minute(clock)),
        "sentences": explanations.sentences(period, derivation.calendar_code(clock)),
        "pauses": [_pause(entry, capitals) for entry in entries], "started": _event(clock.started_by, capitals),
        "stopped": clock.stopped_by and _event(clock.stopped_by, capitals),
    }
    return render(http, "workflows/clock.html", context)


def _facts(clock: Clock) -> list[Row]:
    """What is owed, on which law, by whom."""
    rule = clock.rule
    law = " ".join(str(part) for part in (rule.instrument or "", clocks.article(rule)) if part)
    who = _("our side") if clock.obligated == HOME else _("the other side")
    rows = [
        (_("Rule"), f"{rule.code} ({_('version')} {rule.version})"), (_("Source"), rule.get_source_class_display()),
        (_("Legal basis"), law), (_("Obligated"), f"{clock.authority or clock.party} ({who})"),
        (_("Item"), clock.item or ""), (_("Length"), explanations.length(rule.length)),
        (_("Rules for counting"), derivation.regime_of(clock)), (_("Status"), clock.get_status_display()),
        (_("Strict end"), explanations.point(clock.strict)), (_("Due"), explanations.point(clock.due)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _due(clock: Clock, capitals: Capitals, now: datetime) -> Row | None:
    if clock.status not in clocks.LIVE:
        return None
    return capitals.due(clock.due_at, now, is_stopped=clock.status == "paused")


def _event(event: Event, capitals: Capitals) -> Row:
    return {
        "title": words.done(event.verb, event.party), "seq": event.seq, "iso": event.happened_at.isoformat(),
        "at_home": capitals.at_home(event.happened_at), "at_away": capitals.at_away(event.happened_at),
    }


def _pause(entry: Any, capitals: Capitals) -> Row:
    return {
        "sort": entry.get_sort_display(), "title": words.done(entry.event.verb, entry.event.party), "by": entry.actor,
        "begins": capitals.at_home(entry.begins_at), "ends": entry.ends_at and capitals.at_home(entry.ends_at),
        "reason": entry.reason, "length": entry.length and explanations.length(entry.length),
    }
