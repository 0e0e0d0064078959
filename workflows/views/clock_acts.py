"""The form of an act on one clock, reached from the clock's page: extend, waive, cancel."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mla.models import Party, User
from mla.signed_in import SignedIn
from workflows import derivation, engine, explanations, ledger, reading, words
from workflows.forms.ledger import LEDGER_FORMS
from workflows.models import Clock
from workflows.moments import Capitals
from workflows.views import acting
from workflows.views.clock import offered, readable


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def act(http: SignedIn, pk: int, word: str) -> HttpResponse:
    """The form of the word for this clock; a POST is the act. The same form sent twice is one act."""
    if word not in LEDGER_FORMS:
        raise Http404
    clock, now = readable(http.user, pk), timezone.now()
    if http.method != "POST":
        reading.seen(clock.request, by=http.user, now=now)
        form = LEDGER_FORMS[word](clock.request, http.user, now=now, word=word, clock=clock)
        return _page(http, clock, acting.Attempt(word, form, is_milestone=True), now)
    if http.POST.get("clock", str(pk)) != str(pk):
        raise Http404
    tried = acting.attempt(http, clock.request, word, now=now, is_milestone=True)
    if tried.is_done or (tried.status != acting.OK and _is_repeated(http, clock, word, now)):
        messages.success(http, _told(word, pk))
        return redirect("clock", pk)
    return _page(http, readable(http.user, pk), tried, now)


def _page(http: SignedIn, clock: Clock, tried: acting.Attempt, now: datetime) -> HttpResponse:
    is_offered = tried.word in offered(clock, http.user)
    if not is_offered and not tried.reasons:
        tried.status, tried.reasons = acting.REFUSED, _why_not(clock, tried, http.user)
    hidden = {str(one.field.label) for one in tried.form.hidden_fields()}
    tried.typed = [one for one in tried.typed if one["key"] not in hidden]
    capitals = Capitals(Party.home(), clock.request.counterpart)
    context: dict[str, Any] = {
        "clock": clock, "the_request": clock.request, "tried": tried, "form": tried.form, "is_offered": is_offered,
        "reasons": tried.reasons, "stage": "", "action": "", "summary": _summary(clock),
        "times": capitals.times(derivation.last_minute(clock)),
    }
    return render(http, "workflows/clock_act.html", context, status=tried.status)


def _why_not(clock: Clock, tried: acting.Attempt, user: User) -> list[str]:
    if tried.word in {one.word for one in engine.sayable(clock.request, user)}:
        return [one.text for one in ledger.flaws(tried.word, clock, clock.entries.all(), {}) if not one.fact]
    return [_("“%(act)s” is not possible for you in the state “%(state)s”.") % {
        "act": tried.label, "state": clock.request.get_state_display(),
    }]


def _is_repeated(http: SignedIn, clock: Clock, word: str, now: datetime) -> bool:
    """Whether just this form has been sent before, and has done its work."""
    form = LEDGER_FORMS[word](clock.request, http.user, http.POST, now=now, word=word, clock=clock)
    form.full_clean()
    return ledger.is_recorded(clock.request, word, http.user, form.given)


def _told(word: str, pk: int) -> str:
    clock = Clock.objects.get(pk=pk)
    told = {"act": words.done(word), "due": explanations.point(clock.due)}
    return _("%(act)s. It is now due %(due)s.") % told if word == "extend" else _("%(act)s.") % told


def _summary(clock: Clock) -> list[dict[str, Any]]:
    rule = clock.rule
    most = explanations.length(rule.max_extension) if ledger.is_extendable(rule) else _("none is allowed")
    rows = [
        (_("Rule"), f"{rule.code} ({_('version')} {rule.version})"), (_("Source"), rule.get_source_class_display()),
        (_("Obligated"), clock.authority or clock.party), (_("Status"), clock.get_status_display()),
        (_("Strict end"), explanations.point(clock.strict)), (_("Due"), explanations.point(clock.due)),
        (_("Longest extension"), most),
    ]
    return [{"key": key, "value": value} for key, value in rows]
