"""Where can this person go? The navigation of every page, with the numbers of their tasks and messages."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from mla import access, paging
from mla.models import User
from mla.vocabulary import Role
from workflows import messages, turns

Item = dict[str, Any]


def navigation(http: HttpRequest) -> dict[str, Any]:
    """For `base.html`: two queries, for the counts, and only when a page prints it."""
    user = getattr(http, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": []}
    return {"navigation": SimpleLazyObject(lambda: _items(user, http.path))}


def _items(user: User, path: str) -> list[Item]:
    items = [
        _item("inbox", _("Inbox"), path, count=paging.capped(*turns.arms(user, "mine"))),
        _item("deadlines", _("Deadlines"), path),
        _item("requests", _("Requests"), path),
        _item("letters", _("Letters"), path),
        _item("messages", _("Messages"), path, count=paging.capped(messages.unseen(user))),
    ]
    if access.may_start(user, "out") or access.may_start(user, "in"):
        items.append(_item("request_new", _("New request"), path))
    items.append(_item("lifecycle", _("Lifecycle"), path))
    if access.may_administer(user):
        items.append(_item("reference", _("Reference data"), path))
    if access.may_reassign(user):
        items.append(_item("team", _("Team"), path))
    if access.may_reassign(user) or access.may_administer(user):
        items.append(_item("health", _("Health"), path))
    if Role.AUDITOR in user.central_roles:
        items.append(_item("record", _("Record"), path))
    return items


def _item(name: str, label: str, path: str, *, count: str | None = None) -> Item:
    url = reverse(name)
    return {"url": url, "label": label, "count": count, "current": path == url}
