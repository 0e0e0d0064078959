"""Meetings with the other side: what comes and what was, each with its participants, agenda and outcome."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mla import access
from mla.exceptions import NotPossible
from mla.signed_in import SignedIn
from workflows.forms.meetings import AgendaForm, ClosingForm, MeetingForm, Participants, seats
from workflows.forms.refusals import refusals_on
from workflows.meetings import pages, planning
from workflows.models import Meeting, Minutes
from workflows.relative import Now

_EDIT = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def index(http: SignedIn) -> HttpResponse:
    """The meetings that the reader may know of."""
    context = {**pages.listed(http.user, http.GET, Now.at(timezone.now())), "may_add": access.may_meet(http.user)}
    return render(http, "workflows/meetings/meetings.html", context)


@require_safe
@login_required
def show(http: SignedIn, code: str) -> HttpResponse:
    """One meeting."""
    told = pages.meeting(found(http, code), http.user, Now.at(timezone.now()))
    return render(http, "workflows/meetings/meeting.html", told)


@_EDIT
@login_required
def add(http: SignedIn) -> HttpResponse:
    """The head of a new meeting."""
    planning.refuse_others(http.user)
    form = MeetingForm(_posted(http), user=http.user, initial={"sort": "group", "classification": 1})
    if form.is_bound and form.is_valid():
        made = planning.create(form.told(), parties=form.cleaned_data["others"], by=http.user)
        messages.success(http, _("The meeting is entered. Name the participants, and draw up the agenda."))
        return redirect("meeting", made.code)
    return _form(http, form, _("Enter a meeting"), None)


@_EDIT
@login_required
def edit(http: SignedIn, code: str) -> HttpResponse:
    """The head of a meeting, to be changed."""
    one = _kept(http, code)
    form = MeetingForm(_posted(http), user=http.user, instance=Meeting.objects.get(pk=one.pk))
    if form.is_bound and form.is_valid():
        with _refusals_on(form, one):
            given = form.cleaned_data
            planning.change(one, form.told(), parties=given["others"], by=http.user, revision=given["revision"])
            messages.success(http, _("The meeting is changed."))
            return redirect("meeting", code)
    return _form(http, form, _("Change the meeting"), one)


@_EDIT
@login_required
def participants(http: SignedIn, code: str) -> HttpResponse:
    """The participants of both sides, all on one page."""
    one = _kept(http, code)
    given, of_parties = _posted(http), {"seats": seats(one)}
    first = list(one.participants.values("authority", "name_en", "name_zh", "post_en", "post_zh"))
    if given is not None and "more" in given:
        forms = Participants(_longer(given), form_kwargs=of_parties)
        return _people(http, one, forms, given.get("revision", "0"), 200)
    forms = Participants(given, initial=first, form_kwargs=of_parties)
    problem: list[str] = []
    if given is not None and forms.is_valid():
        rows = [
            {name: value for name, value in form.cleaned_data.items() if name != "DELETE"}
            for form in forms if form.cleaned_data.get("name_en") and not form.cleaned_data.get("DELETE")
        ]
        try:
            planning.name_participants(one, rows, by=http.user, revision=_number(given.get("revision", "")))
        except NotPossible as refusal:
            problem = refusal.reasons
        else:
            messages.success(http, _("The participants are named."))
            return redirect("meeting", code)
    status = 200 if given is None else 422
    revision = one.revision if given is None else given.get("revision", "")
    return _people(http, one, forms, planning.revision_of(one) if problem else revision, status, problem)


@_EDIT
@login_required
def item(http: SignedIn, code: str, which: int | None = None) -> HttpResponse:
    """One item of the agenda: a new one, or one to be changed."""
    one = _kept(http, code)
    changed = get_object_or_404(one.agenda, pk=which) if which else None
    form = AgendaForm(_posted(http), user=http.user, item=changed, initial={"revision": one.revision})
    if form.is_bound and form.is_valid():
        with _refusals_on(form, one):
            about = {name: form.cleaned_data[name] for name in ("commitments", "requests", "revision")}
            planning.put_item(one, changed, form.told(), **about, by=http.user)
            messages.success(http, _("The agenda is changed."))
            return redirect("meeting", code)
    return _form(http, form, _("Item of the agenda"), one, item=changed)


@_EDIT
@login_required
def item_remove(http: SignedIn, code: str, which: int) -> HttpResponse:
    """Take an item off the agenda, once that is confirmed."""
    one = _kept(http, code)
    gone = get_object_or_404(one.agenda.select_related("meeting"), pk=which)
    if http.method == "POST":
        planning.remove_item(gone, by=http.user, revision=_number(http.POST.get("revision", "")))
        messages.success(http, _("The item is off the agenda."))
        return redirect("meeting", code)
    return render(http, "workflows/meetings/item_remove.html", {"meeting": one, "item": gone})


@_EDIT
@login_required
def close(http: SignedIn, code: str) -> HttpResponse:
    """Close a meeting for good, once that is confirmed."""
    one = found(http, code)
    planning.refuse_others(http.user)
    is_written = Minutes.objects.signed().filter(meeting=one).exists()
    form = None if is_written else ClosingForm(_posted(http))
    if http.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        planning.close(one, reason, by=http.user, now=timezone.now())
        messages.success(http, _("The meeting is closed."))
        return redirect("meeting", code)
    context = {"meeting": one, "form": form}
    return render(http, "workflows/meetings/close.html", context, status=422 if http.method == "POST" else 200)


def found(http: SignedIn, code: str) -> Meeting:
    """The meeting, or 404 where the person may not know of it."""
    return get_object_or_404(Meeting.objects.visible_to(http.user), code=code)


def _kept(http: SignedIn, code: str) -> Meeting:
    one = found(http, code)
    planning.refuse_others(http.user)
    planning.refuse_fixed(one)
    return one


def _posted(http: SignedIn) -> QueryDict | None:
    return http.POST if http.method == "POST" else None


@contextmanager
def _refusals_on(form: Any, one: Meeting) -> Iterator[None]:
    """Why the act was refused stands at the top of the form, which keeps what was typed and is from now on one of the
    present revision."""
    with refusals_on(form):
        yield
        return
    form.data = form.data.copy()
    form.data["revision"] = str(planning.revision_of(one))


def _form(http: SignedIn, form: Any, title: str, one: Meeting | None, **more: Any) -> HttpResponse:
    context = {"form": form, "title": title, "meeting": one, **more}
    return render(http, "workflows/meetings/form.html", context, status=422 if form.is_bound else 200)


def _people(
    http: SignedIn, one: Meeting, forms: Any, revision: object, status: int, problem: list[str] | None = None
) -> HttpResponse:
    context = {"meeting": one, "formset": forms, "revision": revision, "problem": problem or []}
    return render(http, "workflows/meetings/participants.html", context, status=status)


def _longer(given: QueryDict) -> QueryDict:
    """The same rows as typed, and three more."""
    longer = given.copy()
    longer["form-TOTAL_FORMS"] = str(min(_number(given.get("form-TOTAL_FORMS", "")) + 3, 60))
    return longer


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0
