"""Pages that show the lifecycle and each flow as a chart with the same in words beside it; BPMN to download."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from viewflow.workflow import Flow

from mla.models import Request
from mla.signed_in import SignedIn
from mla.vocabulary import Direction, State
from workflows import charts, flow_charts, reading
from workflows.flows import FLOWS, flow_of


@require_safe
@login_required
def lifecycle(http: SignedIn) -> HttpResponse:
    """The states and steps, with the place of a request where one is named."""
    request = _named(http)
    direction = request.direction if request else http.GET.get("direction", "")
    if direction not in Direction.values:
        direction = ""
    context = {
        "svg": charts.lifecycle(direction, request.state if request else "").svg("lifecycle"),
        "steps": charts.table(direction),
        "tabs": _tabs(direction),
        "the_request": request,
        "flows": _flows(direction, request),
    }
    return render(http, "workflows/lifecycle.html", context)


@require_safe
@login_required
def flow(http: SignedIn, direction: str, state: str) -> HttpResponse:
    """The desks of one state in one direction."""
    found, request = _flow(direction, state), _named(http)
    if request and (request.direction, request.state) != (direction, state):
        request = None
    if request:
        found = flow_of(request) or found
    context = {
        "svg": flow_charts.drawing(found, request).svg("flow"),
        "rows": flow_charts.table(found, request),
        "title": found.process_title,
        "the_request": request,
        "state": State(state).label,
        "direction": Direction(direction).label,
        "bpmn_url": reverse("flow_bpmn", args=[direction, state]),
    }
    return render(http, "workflows/flow.html", context)


@require_safe
@login_required
def flow_bpmn(http: SignedIn, direction: str, state: str) -> HttpResponse:
    """The flow as a BPMN 2.0 file."""
    response = HttpResponse(
        flow_charts.exported(_flow(direction, state)), content_type="application/xml; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{direction}-{state}.bpmn"'
    return response


def _flow(direction: str, state: str) -> type[Flow]:
    try:
        return FLOWS[(direction, state)]
    except KeyError:
        raise Http404 from None


def _named(http: SignedIn) -> Request | None:
    given = http.GET.get("request", "")
    return reading.opened(int(given), http.user) if given.isdecimal() and len(given) < 19 else None


def _tabs(current: str) -> list[dict[str, Any]]:
    address = reverse("lifecycle")
    labels = (("", _("Both directions")), ("out", _("Outgoing")), ("in", _("Incoming")))
    return [
        {"url": f"{address}?direction={value}" if value else address, "label": label, "current": value == current}
        for value, label in labels
    ]


def _flows(direction: str, request: Request | None) -> list[dict[str, Any]]:
    found = []
    for (where, state), one in FLOWS.items():
        if not direction or where == direction:
            here = request is not None and request.state == state
            query = f"?request={request.pk}" if request and here else ""
            found.append(
                {
                    "url": reverse("flow", args=[where, state]) + query,
                    "label": one.process_title,
                    "detail": f"{Direction(where).label}, {State(state).label}",
                    "is_current": here,
                    "bpmn": reverse("flow_bpmn", args=[where, state]),
                }
            )
    return found
