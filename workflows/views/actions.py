"""Action items of meetings: the list, one with its history, and what becomes of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mla.signed_in import SignedIn
from workflows.forms.actions import FORMS, ActionForm
from workflows.forms.refusals import refusals_on
from workflows.meetings import actions, pages, planning
from workflows.models import ActionItem
from workflows.relative import Now
from workflows.views.meetings import found

SHOWN = ("mine", "open", "ended")
_EDIT = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def index(http: SignedIn) -> HttpResponse:
    """The action items that the reader may know of: theirs, all that are open, or those that ended."""
    which = http.GET.get("show", "")
    which = which if which in SHOWN else "mine"
    labels = {"mine": _("Mine and my desks’"), "open": _("All open"), "ended": _("Done or cancelled")}
    tabs = [{"url": f"?show={key}", "label": labels[key], "current": key == which} for key in SHOWN]
    context = {"tabs": tabs, **pages.known(http.user, which, http.GET, Now.at(timezone.now()))}
    return render(http, "workflows/meetings/actions.html", context)


@_EDIT
@login_required
def add(http: SignedIn, code: str) -> HttpResponse:
    """A new action item of a meeting."""
    meeting = found(http, code)
    planning.refuse_others(http.user)
    planning.refuse_fixed(meeting)
    form = ActionForm(http.POST if http.method == "POST" else None, meeting=meeting, user=http.user)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            made = actions.agree(meeting, form.told(), by=http.user, now=timezone.now())
            messages.success(http, _("The action item %(code)s is entered.") % {"code": made.code})
            return redirect("meeting", code)
    context = {"form": form, "title": _("Enter an action item"), "meeting": meeting}
    return render(http, "workflows/meetings/form.html", context, status=422 if form.is_bound else 200)


@require_safe
@login_required
def show(http: SignedIn, code: str) -> HttpResponse:
    """One action item with its history and the warnings that were given."""
    told = pages.action(_found(http, code), http.user, Now.at(timezone.now()))
    return render(http, "workflows/meetings/action.html", told)


@_EDIT
@login_required
def act(http: SignedIn, code: str, word: str) -> HttpResponse:
    """Say that it was done, move it, or cancel it: with a note, which stays."""
    if word not in actions.WORDS:
        raise Http404
    one = _found(http, code)
    if not actions.may(word, one, http.user):
        raise PermissionDenied
    form = FORMS[word](http.POST if http.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            actions.WORDS[word](one, **form.cleaned_data, by=http.user, now=timezone.now())
            messages.success(http, _("The action item is changed."))
            return redirect("action", code)
    titles = {"done": _("Say that it was done"), "move": _("Move the due day"), "cancel": _("Cancel the action item")}
    context = {"action": one, "form": form, "title": titles[word], "word": word}
    return render(http, "workflows/meetings/action_act.html", context, status=422 if form.is_bound else 200)


def _found(http: SignedIn, code: str) -> ActionItem:
    known = ActionItem.objects.visible_to(http.user).select_related("meeting", "agenda", "owner", "authority__party")
    return get_object_or_404(known, code=code)
