"""The inbox: my tasks, the queue of my desks, the nearest deadline first."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mla import access
from mla.models import Party, User
from mla.paging import capped, page_of_arms
from mla.signed_in import SignedIn
from workflows import health, inbox, substitutes, turns
from workflows.forms.desk import narrowed
from workflows.forms.filters import InboxFilter
from workflows.meetings import pages
from workflows.models import Task
from workflows.relative import Now
from workflows.views.desk import saved_views


@require_safe
@login_required
def show(http: SignedIn) -> HttpResponse:
    """One page of tasks; tab, filters and place are in the address."""
    user, now = http.user, Now.at(timezone.now())
    absent = substitutes.absent(user, now.moment)
    tab = http.GET.get("tab", "")
    tab = tab if tab in turns.TABS else "mine"
    filters = InboxFilter(http.GET)
    lists = turns.narrowed(turns.arms(user, tab, absent), filters.condition(now.moment, now.home))
    is_done = tab == "done"
    found = page_of_arms(
        lists, inbox.shown(Task.objects.visible_to(user)), "finished" if is_done else "due_at", http.GET,
        newest_first=is_done,
    )
    context = {
        "tab": tab,
        "tabs": _tabs(tab, bool(absent)),
        "is_done": is_done,
        "may_reassign": access.may_reassign(user),
        "filters": filters,
        "page": found,
        "stats": _stats(user, now.moment, now.home),
        "rows": inbox.rows(found.rows, user, now, absent),
        "empty": _empty(tab),
        "clear_url": f"{reverse('inbox')}?tab={tab}",
        "views": _views(http),
        "query": narrowed(http.GET.urlencode()),
        "actions": pages.concerning(user, now) if tab in ("mine", "queue", "all") else None,
        "sweep_is_silent": access.may_reassign(user) and health.silent_since(now.moment),
    }
    return render(http, "workflows/inbox.html", context)


def _views(http: SignedIn) -> list[dict[str, Any]]:
    """The reader's views and those shared with them; the one that is open is marked."""
    current = narrowed(http.GET.urlencode())
    return [
        {"view": one, "url": f"{reverse('inbox')}?{one.query}", "is_mine": one.owner_id == http.user.pk,
         "current": one.query == current}
        for one in saved_views(http)
    ]


def _tabs(current: str, stands_in: bool) -> list[dict[str, Any]]:
    labels = {
        "mine": _("My tasks"), "queue": _("Queue of my desks"), "all": _("All at my desks"),
        "substitute": _("As substitute"), "done": _("Done by me"),
    }
    return [
        {"url": f"{reverse('inbox')}?tab={name}", "label": labels[name], "current": name == current}
        for name in turns.TABS if name != "substitute" or stands_in or current == name
    ]


def _stats(user: User, now: Any, home: Party) -> list[dict[str, Any]]:
    address = reverse("inbox")
    bands = (("overdue", _("overdue")), ("soon", _("due within 3 days")))
    cards = [
        {
            "number": capped(*turns.of_band(user, band, now, home)),
            "label": label,
            "tone": band,
            "url": f"{address}?tab=all&due={band}",
        }
        for band, label in bands
    ]
    tabs = (
        ("mine", turns.number_of_mine(user), _("assigned to me")),
        ("queue", capped(*turns.waiting(user)), _("waiting at my desks")),
    )
    return cards + [
        {"number": number, "label": label, "url": f"{address}?tab={tab}"} for tab, number, label in tabs
    ]


def _empty(tab: str) -> dict[str, str]:
    if tab == "done":
        return {
            "title": _("You have done no task yet"),
            "text": _("What you decide is listed here, with where the request stands now."),
        }
    if tab == "mine":
        return {
            "title": _("You have no tasks"),
            "text": _("Tasks you take from the queue of your desks appear here."),
            "url": f"{reverse('inbox')}?tab=queue",
            "label": _("See the queue of my desks"),
        }
    return {
        "title": _("Nothing is waiting here"),
        "text": _("A task appears as soon as a request reaches one of your desks."),
        "url": reverse("requests"),
        "label": _("See all requests"),
    }
