"""The deadlines page: what is owed, ours apart from theirs, as a list, by week, by authority or by source."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mla import moments as written
from mla import reference
from mla.paging import page
from mla.signed_in import SignedIn
from workflows import deadline_rows, deadlines, moments
from workflows.forms.deadlines import DeadlineFilter
from workflows.meetings import pages
from workflows.models import ActionItem, Clock
from workflows.models.rules import SOURCE_CLASSES
from workflows.relative import Now
from workflows.weeks import CAP, Week, bounds, read_day

VIEWS = ("list", "week", "authority", "source")
SIDES = ("ours", "theirs", "all")
Row = dict[str, Any]


@require_safe
@login_required
def show(http: SignedIn) -> HttpResponse:
    """One page of the live clocks that the reader may see; side, view, band and filters are in the address."""
    now, params = Now.at(timezone.now()), http.GET
    side, view = _one_of(params.get("side"), SIDES), _one_of(params.get("view"), VIEWS)
    band = _one_of(params.get("band"), ("", *deadlines.BANDS))
    filters = DeadlineFilter(params)
    clocks = deadlines.live(http.user).filter(filters.condition(http.user))
    if side != "all":
        clocks = clocks.filter(obligated=deadlines.SIDES[side])
    sides = _sides(params, side)
    context = {
        "view": view, "filters": filters, "sides": sides,
        "side": next(one["label"] for one in sides if one["current"]),
        "views": _views(params, view), "cards": _cards(params, deadlines.counts(clocks, now.moment, now.home)),
        "clear_url": deadline_rows.link(QueryDict(), side=side, view=view),
        "all_url": deadline_rows.link(QueryDict(), side="all", view=view),
        "kept": {name: value for name in ("side", "view", "band", "week", "day") if (value := params.get(name))},
        **_PARTS[view](http, clocks, band, now),
    }
    return render(http, f"workflows/deadlines_{view if view in ('list', 'week') else 'groups'}.html", context)


def _one_of(value: str | None, known: tuple[str, ...]) -> str:
    return value if value in known else known[0]


def _list(http: SignedIn, clocks: QuerySet[Clock], band: str, now: Now) -> Row:
    """The nearest first; what is paused, by how long it has been so."""
    day, owed = read_day(http.GET.get("day", "")), _owed(http, band, now)
    if day:
        begin, end = bounds(day, moments.zone_of(http.user, now.home))
        clocks, owed = clocks.filter(deadlines.between(begin, end)), owed.filter(due_at__gt=begin, due_at__lte=end)
    if band == "paused":
        found = page(deadlines.shown(deadlines.paused_since(clocks)), "since", http.GET)
    else:
        found = page(deadlines.shown(clocks.filter(deadlines.in_band(band, now.moment, now.home))), "due_at", http.GET)
    return {
        "actions": pages.nearest(owed, now),
        "page": found, "rows": [deadline_rows.row(one, now) for one in found.rows], "is_paused": band == "paused",
        "caption": _("Due on %(day)s") % {"day": written.written_day(day)} if day else _caption(band),
    }


def _owed(http: SignedIn, band: str, now: Now) -> QuerySet[ActionItem]:
    """The action items of meetings, beside the clocks of the first page; they know no filter but whose they are."""
    others = {*DeadlineFilter.field_order, "after", "before"} - {"whose"}
    if any(http.GET.get(name) for name in others):
        return ActionItem.objects.none()
    side, whose = _one_of(http.GET.get("side"), SIDES), http.GET.get("whose", "")
    return pages.owed(http.user, now, side=side, band=band, whose=whose)


def _week(http: SignedIn, clocks: QuerySet[Clock], band: str, now: Now) -> Row:
    """The table of one week, in the reader's zone."""
    zone = moments.zone_of(http.user, now.home)
    week = Week.of(http.GET.get("week", ""), now.moment, zone)
    running = clocks.filter(deadlines.in_band(band, now.moment, now.home)) if band not in ("", "paused") else clocks
    spans, owed = [bounds(day, zone) for day in week.dates], _owed(http, band, now)
    found = list(deadlines.first_of(running, spans, CAP + 1))
    actions = list(owed.filter(pk__in=deadlines.first_keys(owed, spans, CAP + 1)))
    parties = reference.PARTIES.now().values()
    return {
        "days": [
            {"day": day, "label": deadline_rows.day_label(day.day),
             "rows": [deadline_rows.row(one, now, zone) for one in day.clocks],
             "actions": pages.actions(day.actions, now, zone),
             "url": deadline_rows.link(http.GET, view="list", week="", day=day.day.isoformat())}
            for day in week.days(found, actions, now.moment, now.home)
        ],
        "is_empty": not (found or actions),
        "first": written.written_day(week.monday), "last": written.written_day(week.sunday),
        "place": deadline_rows.place(zone, parties),
        "before": deadline_rows.link(http.GET, week=week.before.isoformat()),
        "after": deadline_rows.link(http.GET, week=week.after.isoformat()),
        "present": deadline_rows.link(http.GET, week=""),
    }


def _by_authority(http: SignedIn, clocks: QuerySet[Clock], band: str, now: Now) -> Row:
    stamp = reference.stamp()
    authorities, parties = reference.AUTHORITIES.at(stamp), reference.PARTIES.at(stamp)
    groups = [
        deadline_rows.group(
            one, str(authorities[one["authority"]] if one["authority"] else parties[one["party"]]), http.GET, now,
            owes=f"a{one['authority']}" if one["authority"] else f"p{one['party']}",
        )
        for one in deadlines.by_authority(clocks, now.moment, now.home)
    ]
    return {"groups": groups, "title": _("By authority"), "head": _("Obligated"), "cap": _cap(groups)}


def _by_source(http: SignedIn, clocks: QuerySet[Clock], band: str, now: Now) -> Row:
    names = dict(SOURCE_CLASSES)
    groups = [
        deadline_rows.group(one, str(names[one["rule__source_class"]]), http.GET, now,
                            source=one["rule__source_class"])
        for one in deadlines.by_source(clocks, now.moment, now.home)
    ]
    return {"groups": groups, "title": _("By source"), "head": _("Source"), "cap": _cap(groups)}


_PARTS = {"list": _list, "week": _week, "authority": _by_authority, "source": _by_source}


def _cap(groups: list[Row]) -> int:
    """The cap, where the table has met it and so leaves something out; else 0."""
    counted = sum(cell["number"] for one in groups for cell in one["cells"])
    return deadlines.GROUPS_CAP if counted >= deadlines.GROUPS_CAP else 0


def _sides(params: QueryDict, current: str) -> list[Row]:
    labels = {"ours": _("Ours to meet"), "theirs": _("Theirs to meet"), "all": _("Both")}
    return [
        {"url": deadline_rows.link(params, side=name), "label": labels[name], "current": name == current}
        for name in SIDES
    ]


def _views(params: QueryDict, current: str) -> list[Row]:
    labels = {"list": _("List"), "week": _("By week"), "authority": _("By authority"), "source": _("By source")}
    return [
        {"url": deadline_rows.link(params, view=name, day=""), "label": labels[name], "current": name == current}
        for name in VIEWS
    ]


def _cards(params: QueryDict, numbers: dict[str, str]) -> list[Row]:
    labels = deadline_rows.band_names()
    tones = {"overdue": "overdue", "soon": "soon", "later": "ok", "paused": "stopped"}
    return [
        {"number": numbers[band], "label": labels[band], "tone": tones[band],
         "url": deadline_rows.link(params, view="list", band=band, day="")}
        for band in deadlines.BANDS
    ]


def _caption(band: str) -> str:
    return {
        "overdue": _("Overdue, the longest first"), "later": _("Due later, the nearest first"),
        "soon": _("Due in the next %(days)s days, the nearest first") % {"days": deadlines.HORIZON},
        "paused": _("Paused, the longest first"),
    }.get(band, _("All that run, the nearest first"))

