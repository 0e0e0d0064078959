"""The list of requests, the page of one, and the forms of notices and milestones."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mla import access, kinds
from mla.links import relations
from mla.models import Request
from mla.paging import page
from mla.signed_in import SignedIn
from workflows import bonds, deadlines, file, inbox, reading, standing, turns
from workflows.actions import actions, following, own_task
from workflows.forms import ELSEWHERE
from workflows.forms.filters import RequestFilter
from workflows.models import Task
from workflows.moments import Capitals
from workflows.relative import Now
from workflows.views import acting

Row = dict[str, Any]
TABS = ("overview", "clocks", "letters", "attachments", "record")


@require_safe
@login_required
def index(http: SignedIn) -> HttpResponse:
    """One page of the requests that the reader may see: newest first, or those with a deadline, the nearest first."""
    filters, now = RequestFilter(http.GET), Now.at(timezone.now())
    visible = Request.objects.visible_to(http.user).filter(filters.condition()).select_related("counterpart", "agency")
    if filters.is_by_deadline:
        found = page(deadlines.nearest_first(visible), "due_at", http.GET)
        nearest = [(clock.request, clock) for clock in found.rows]
    else:
        found = page(visible, "created_at", http.GET, newest_first=True)
        clocks = deadlines.nearest_of({one.pk for one in found.rows})
        nearest = [(one, clocks.get(one.pk)) for one in found.rows]
    said = standing.in_words([one for one, _clock in nearest])
    rows = [
        {
            "request": one,
            "standing": said.get(one.pk, ""),
            "route": inbox.route(one.direction, now.home, one.counterpart),
            "since": now.told(one.entered_at, one.counterpart),
            **inbox.owed(clock, now, one.counterpart),
        }
        for one, clock in nearest
    ]
    context = {"filters": filters, "page": found, "rows": rows, "clear_url": reverse("requests")}
    return render(http, "workflows/requests.html", context)


@require_safe
@login_required
def show(http: SignedIn, pk: int) -> HttpResponse:
    """The page of one request; the tab is in the address."""
    request, now = reading.opened(pk, http.user), Now.at(timezone.now())
    reading.seen(request, by=http.user, now=now.moment)
    tab = http.GET.get("tab", "")
    tab = tab if tab in TABS else "overview"
    capitals = Capitals(now.home, request.counterpart)
    clocks = file.clocks(request, now)
    context = {
        "the_request": request,
        "tab": tab,
        "tabs": tabs(request, tab),
        "tags": file.tags(request),
        "panels": file.panels(request, now.moment),
        "due": file.nearest(clocks),
        "clocks": clocks,
        "capitals": capitals,
        "route": _route(request, capitals),
        "actions": actions(request, http.user),
        "own_task": own_task(request, http.user),
        "next_task": turns.next_of(http.user) if "next" in http.GET else None,
        "follow_up": following(request, http.user),
        "shares_objects": kinds.get(request.kind).shares_objects,
        "may_copy": request.own_reference and kinds.get(request.kind) in kinds.startable(http.user, request.direction),
        "may_note": access.may_note(http.user),
        "may_keep_template": access.may_keep_templates(http.user),
        "tasks": Task.objects.open().filter(request=request).select_related("owner", "authority"),
        **_parts(tab, request, http, capitals, clocks),
    }
    return render(http, f"workflows/request_{tab}.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(http: SignedIn, pk: int, word: str) -> HttpResponse:
    """The form of a step that needs no task."""
    return _act(http, pk, word, is_milestone=False)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def milestone(http: SignedIn, pk: int, word: str) -> HttpResponse:
    """The form of a milestone."""
    if word in ELSEWHERE:
        return redirect(ELSEWHERE[word], pk)
    return _act(http, pk, word, is_milestone=True)


def _act(http: SignedIn, pk: int, word: str, *, is_milestone: bool) -> HttpResponse:
    request, now = reading.opened(pk, http.user), timezone.now()
    if http.method != "POST":
        reading.seen(request, by=http.user, now=now)
    run = acting.attempt if http.method == "POST" else acting.show
    tried = run(http, request, word, now=now, is_milestone=is_milestone)
    if tried.is_done:
        messages.success(http, acting.told(word, request))
        return redirect("request", pk)
    request = reading.opened(pk, http.user)
    offered = {one["word"] for one in actions(request, http.user)}
    if http.method != "POST" and word not in offered:
        tried.status, tried.reasons = acting.REFUSED, [_not_yours(request, tried)]
    return render(http, "workflows/act.html", _context(request, tried, word in offered, now), status=tried.status)


def _context(request: Request, tried: acting.Attempt, is_offered: bool, now: datetime) -> dict[str, Any]:
    stage, bound = request.stages.filter(finished=None).first(), bonds.rows(request)
    return {
        "the_request": request,
        "tried": tried,
        "form": tried.form,
        "is_offered": is_offered,
        "reasons": tried.reasons,
        "tags": file.tags(request),
        "stage": stage.pk if stage else "",
        "summary": file.summary(request),
        "points": request.points.all(),
        "items": file.items(request, bound),
        "conditions": bound,
        "action": "",
    }


def _not_yours(request: Request, tried: acting.Attempt) -> str:
    return _("“%(act)s” is not possible for you in the state “%(state)s”.") % {
        "act": tried.label,
        "state": request.get_state_display(),
    }


def tabs(request: Request, current: str) -> list[dict[str, Any]]:
    """The tabs of a request's page; the links have an address of their own."""
    labels = {
        "overview": _("Overview"),
        "clocks": _("Deadlines"),
        "letters": _("Letters"),
        "attachments": _("Files"),
        "record": _("Record"),
    }
    address = reverse("request", args=[request.pk])
    found = [{"url": f"{address}?tab={name}", "label": labels[name], "current": name == current} for name in TABS]
    links = {"url": reverse("request_links", args=[request.pk]), "label": _("Links"), "current": current == "links"}
    return [*found, links]


def _route(request: Request, capitals: Capitals) -> str:
    first, second = (capitals.home, capitals.away) if request.is_outgoing else (capitals.away, capitals.home)
    return f"{first} → {second}"


def _stands(request: Request) -> list[Row]:
    """Where the request stands by its kind's own acts, as a row of the summary."""
    return [{"key": _("Where it stands"), "value": said} for said in standing.in_words([request]).values() if said]


def _parts(tab: str, request: Request, http: SignedIn, capitals: Capitals, clocks: list[Row]) -> Row:
    """What only one tab shows."""
    if tab == "letters":
        return {
            "letters": request.letters.select_related("addressee", "sender").prefetch_related("deliveries"),
            "may_order": access.may_order(http.user),
            "case_files": request.case_files.filter(ordered_by=http.user).order_by("-pk")[:5],
        }
    if tab == "attachments":
        files, bound = request.attachments.select_related("uploaded_by"), bonds.rows(request)
        return {"attachments": [(one, bonds.of_file(bound, one)) for one in files]}
    if tab == "record":
        return {"timeline": file.timeline(request, capitals)}
    if tab == "clocks":
        return {}
    bound = bonds.rows(request)
    return {
        "stops": [_("Hard stop: %(what)s") % {"what": one.text} for one in kinds.get(request.kind).stops(request)],
        "summary": [*_stands(request), *file.summary(request)],
        "standing": standing.persons(request, clocks, capitals),
        **file.subjects(request),
        "relations": relations.of(request, http.user),
        "points": request.points.all(),
        "conditions": bound,
        "items": file.items(request, bound),
        "opinions": file.opinions(request, http.user),
        "timeline": file.latest(request, capitals),
    }
