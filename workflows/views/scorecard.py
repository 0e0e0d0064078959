"""The scorecard, the metrics with their definitions, and the requests behind each figure."""

import csv
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mla import access
from mla.models import Party, Request
from mla.paging import page
from mla.signed_in import SignedIn
from workflows.forms.scorecard import ScorecardFilter
from workflows.reports import counting, labels, scorecard
from workflows.reports.metrics import METRICS
from workflows.reports.scorecard import View


@require_safe
@login_required
def show(http: SignedIn) -> HttpResponse:
    """One screen for the pair of parties; what it counts is what the reader may see."""
    view, filters = _view(http)
    context = {"filters": filters, "period": view.period, "home": view.home,
               "clear_url": reverse("scorecard"), **scorecard.page(view),
               "metrics_url": f"{reverse('metrics')}?{urlencode(view.query)}",
               "may_report": access.may_report(http.user)}
    return render(http, "workflows/reports/scorecard.html", context)


@require_safe
@login_required
def metrics(http: SignedIn) -> HttpResponse:
    """Every metric with its definition and its figures; `?format=csv` gives the same as a file."""
    view, filters = _view(http)
    rows = [
        {"metric": one, "figures": labels.figures(one, _found(view, code), view.address),
         "url": f"{reverse('metric', args=[code])}?{urlencode(view.query)}"}
        for code, one in METRICS.items()
    ]
    if http.GET.get("format") == "csv":
        return _csv(view, rows)
    csv_url = f"?{urlencode({**view.query, 'format': 'csv'})}"
    context = {"filters": filters, "period": view.period, "rows": rows, "csv_url": csv_url,
               "home": view.home, "clear_url": reverse("metrics")}
    return render(http, "workflows/reports/metrics.html", context)


@require_safe
@login_required
def metric(http: SignedIn, code: str) -> HttpResponse:
    """One metric: its definition, its figures, and the same by party, topic, kind or authority."""
    one, (view, filters) = METRICS.get(code), _view(http)
    if one is None:
        raise Http404
    by = http.GET.get("by", "")
    by = by if by in labels.DIMENSIONS else ""
    context = {
        "metric": one, "filters": filters, "period": view.period, "by": by, "choices": labels.choices(view.query, by),
        "figures": labels.figures(one, _found(view, code), view.address),
        "parts": labels.parts(one, counting.count(one, view.period, view.scope, by=(by,)), by) if by else [],
        "home": view.home, "clear_url": reverse("metric", args=[code]),
    }
    return render(http, "workflows/reports/metric.html", context)


@require_safe
@login_required
def figure(http: SignedIn, code: str, key: str) -> HttpResponse:
    """The requests behind a figure that the reader may see, the newest first; of a share also those that fail it."""
    one, (view, _filters) = scorecard.metric(code, key), _view(http)
    place = one.place(key) if one else None
    is_rest = "rest" in http.GET
    if one is None or place is None or (is_rest and not place[1].rest):
        raise Http404
    found = counting.behind(one, key, view.period, view.scope, http.user, rest=is_rest)
    doubles = Request.objects.visible_to(http.user).filter(duplicate_of__in=found.values("pk")).count()
    listed = page(found.select_related("counterpart", "agency"), "created_at", http.GET, newest_first=True)
    query = urlencode(view.query if is_rest else {**view.query, "rest": "1"})
    context = {"metric": one, "label": place[1].label, "period": view.period, "page": listed, "is_rest": is_rest,
               "doubles": doubles,
               "other_url": f"?{query}" if place[1].rest else ""}
    return render(http, "workflows/reports/figure.html", context)


def _found(view: View, code: str) -> counting.Found:
    return counting.count(METRICS[code], view.period, view.scope, by=("direction",), with_all=True)


def _view(http: SignedIn) -> tuple[View, ScorecardFilter]:
    now, home = timezone.now(), Party.home()
    filters = ScorecardFilter(http.GET, today=home.day(now))
    first, last = filters.days()
    chosen = {name: str(http.GET[name]) for name in filters.narrowed()}
    query = {**chosen, "first": first.isoformat(), "last": last.isoformat()}
    return View(http.user, counting.Period(first, last, home.tz, now), filters.narrowed(), query, home), filters


def _csv(view: View, rows: list[dict[str, Any]]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"metrics-{view.period.first}-{view.period.last}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([_("Metric"), _("Name"), _("Figure"), _("Incoming"), _("Outgoing"), _("All")])
    for row in rows:
        for one in row["figures"]:
            told = [cell["text"] for cell in one["cells"]]
            writer.writerow([row["metric"].code, row["metric"].title, one["label"], *told])
    return response
