"""The page of one clock: what is owed, by whom, by when, and why then; and the same as data."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mla.models import User
from mla.signed_in import SignedIn
from mla.vocabulary import HOME
from workflows import clock_data, clock_rows, clocks, derivation, engine, explanations, ledger, reading, tracing, words
from workflows.models import LIVE, Clock
from workflows.moments import Capitals
from workflows.relative import Now

Row = dict[str, Any]
_RELATED = ("rule__instrument", "request", "item", "person", "party", "authority", "started_by", "stopped_by")


@require_safe
@login_required
def show(http: SignedIn, pk: int) -> HttpResponse:
    """One clock of a request that the reader may see."""
    clock, now = readable(http.user, pk), Now.at(timezone.now())
    reading.seen(clock.request, by=http.user, now=now.moment)
    capitals, trace = Capitals(now.home, clock.request.counterpart), tracing.trace(clock)
    context = {
        "clock": clock, "the_request": clock.request, "facts": _facts(clock), "due": _due(clock, now),
        "times": capitals.times(derivation.last_minute(clock)), "acts": _acts(clock, http.user),
        "steps": clock_rows.steps(trace), "lines": clock_rows.lines(trace, capitals),
        "changes": clock_rows.changes(clock, capitals), "rungs": clock_rows.rungs(clock, capitals),
        "started": clock_rows.event(clock.started_by, clock.request_id, capitals),
        "stopped": clock.stopped_by and clock_rows.event(clock.stopped_by, clock.request_id, capitals),
    }
    return render(http, "workflows/clock.html", context)


@require_safe
@login_required
def as_json(http: SignedIn, pk: int) -> JsonResponse:
    """The same as data, for whoever may see the page; its shape stands in docs/clocks.md."""
    clock = readable(http.user, pk)
    reading.seen(clock.request, by=http.user, now=timezone.now())
    data = clock_data.as_data(tracing.trace(clock))
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})


def readable(user: User, pk: int) -> Clock:
    """The clock with what its pages show, or 404 where its request is hidden."""
    visible = reading.readable(user)
    clock = get_object_or_404(Clock.objects.filter(request__in=visible).select_related(*_RELATED), pk=pk)
    clock.request = visible.get(pk=clock.request_id)
    return clock


def offered(clock: Clock, user: User) -> list[str]:
    """The words that this person may say of this clock now."""
    if clock.status not in LIVE:
        return []
    sayable = {one.word for one in engine.sayable(clock.request, user)}
    return [one for one in ledger.WORDS if one in sayable and (one != "extend" or ledger.is_extendable(clock.rule))]


def _acts(clock: Clock, user: User) -> list[Row]:
    return [
        {"word": word, "label": words.to_do(word), "url": reverse("clock_act", args=[clock.pk, word])}
        for word in offered(clock, user)
    ]


def _facts(clock: Clock) -> list[Row]:
    """What is owed, on which law, by whom."""
    rule = clock.rule
    who = _("our side") if clock.obligated == HOME else _("the other side")
    most = explanations.length(rule.max_extension) if ledger.is_extendable(rule) else _("none is allowed")
    rows = [
        (_("Rule"), f"{rule.code} ({_('version')} {rule.version})"), (_("Source"), rule.get_source_class_display()),
        (_("Legal basis"), clocks.law(rule)), (_("Obligated"), f"{clock.authority or clock.party} ({who})"),
        (_("Item"), clock.item or ""), (_("Person"), clock.person or ""),
        (_("Run"), clock.run if clock.run > 1 else ""), (_("Length"), explanations.length(rule.length)),
        (_("Longest extension"), most), (_("Rules for counting"), derivation.regime_of(clock)),
        (_("Calendar"), clock.calendar_version), (_("Status"), clock.get_status_display()),
        (_("Strict end"), explanations.point(clock.strict)), (_("Due"), explanations.point(clock.due)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _due(clock: Clock, now: Now) -> Row | None:
    if clock.status not in LIVE:
        return None
    is_paused, last = clock.status == "paused", derivation.last_minute(clock)
    return now.due(clock.due_at, clock.request.counterpart, is_stopped=is_paused, last=last)
