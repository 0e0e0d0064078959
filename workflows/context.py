"""Where can this person go? The navigation of every page, with the numbers of their tasks and messages."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from mla import access, kinds, paging
from mla.models import User
from mla.vocabulary import Direction, Role
from workflows import messages, turns

Item = dict[str, Any]


def navigation(http: HttpRequest) -> dict[str, Any]:
    """For `base.html`: two queries, for the counts, and only when a page prints it."""
    user = getattr(http, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": []}
    return {"navigation": SimpleLazyObject(lambda: _items(user, http.path))}


FROM_TEAM = frozenset({"office_templates", "duty"})
"""What a supervisor reaches from the page of the team, so that the menu stays short."""


def places(user: User) -> list[tuple[str, str]]:
    """The pages that this person may use, by the names of their addresses, in the order of the menu."""
    found = [
        ("home", _("Home")), ("inbox", _("Inbox")), ("deadlines", _("Deadlines")), ("requests", _("Requests")),
        ("letters", _("Letters")), ("messages", _("Messages")),
    ]
    if any(kinds.startable(user, direction) for direction in Direction):
        found.append(("request_new", _("New request")))
    if user.is_central:
        found += [("priority_cases", _("Priority cases")), ("meetings", _("Meetings"))]
    found += [("scorecard", _("Scorecard")), ("lifecycle", _("Lifecycle"))]
    if access.may_administer(user):
        found.append(("reference", _("Reference data")))
    if access.may_reassign(user):
        found += [("team", _("Team")), ("office_templates", _("Templates"))]
    if user.central_roles & {Role.DUTY_OFFICER, Role.SUPERVISOR}:
        found.append(("duty", _("Duty roster")))
    if access.may_reassign(user) or access.may_administer(user):
        found.append(("health", _("Health")))
    if Role.AUDITOR in user.central_roles:
        found.append(("record", _("Record")))
    return found


def _items(user: User, path: str) -> list[Item]:
    counts = {"inbox": turns.number_of_mine(user), "messages": paging.capped(messages.unseen(user))}
    return [
        _item(name, label, path, count=counts.get(name))
        for name, label in places(user) if not (name in FROM_TEAM and access.may_reassign(user))
    ]


def _item(name: str, label: str, path: str, *, count: str | None = None) -> Item:
    url = reverse(name)
    return {"url": url, "label": label, "count": count, "current": path == url}
