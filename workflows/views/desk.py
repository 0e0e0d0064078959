"""Many tasks at once, the team, saved views, absences and notes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mla import access
from mla.exceptions import PermissionDenied
from mla.models import Party
from mla.signed_in import SignedIn
from workflows import bulk, inbox, notes, reading, team
from workflows.forms.desk import AbsenceForm, NoteForm, ViewForm
from workflows.forms.refusals import refusals_on
from workflows.models import Absence, SavedView, Task
from workflows.moments import Capitals
from workflows.relative import Now


@login_required
@require_POST
def many(http: SignedIn) -> HttpResponse:
    """Ask before an act on many tasks; once confirmed, do it and say what became of each."""
    act, now = http.POST.get("act", ""), timezone.now()
    if not bulk.may(act, http.user):
        raise PermissionDenied(_("You may not do this."))
    tasks = _chosen(http)
    context = {
        "act": act, "rows": inbox.rows(tasks, http.user, Now.at(now)), "most": bulk.MOST,
        "colleagues": bulk.candidates(tasks) if act == "reassign" and tasks else None,
    }
    if not tasks or "confirmed" not in http.POST:
        return render(http, "workflows/many.html", context)
    given = http.POST.get("to", "")
    to = bulk.candidates(tasks).filter(pk=int(given)).first() if given.isdecimal() and len(given) < 19 else None
    if act == "reassign" and to is None:
        return render(http, "workflows/many.html", {**context, "is_unnamed": True}, status=422)
    results = bulk.carry_out(act, tasks, by=http.user, now=now, to=to)
    done = sum(one.is_done for one in results)
    return render(http, "workflows/many_done.html", {"act": act, "results": results, "done": done})


@require_safe
@login_required
def load(http: SignedIn) -> HttpResponse:
    """The load of each person and desk, for supervisors."""
    if not access.may_reassign(http.user):
        raise PermissionDenied(_("This is for supervisors."))
    now, home = timezone.now(), Party.home()
    context = {"people": team.people(http.user, now, home), "desks": team.desks(http.user, now, home)}
    return render(http, "workflows/team.html", {**context, "most": team.MOST})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def view_add(http: SignedIn) -> HttpResponse:
    """Give the list in the address a name."""
    given = http.POST if http.method == "POST" else None
    form = ViewForm(given, user=http.user, initial={"query": http.GET.urlencode()[:500]})
    if given is not None and form.is_valid():
        view = form.save()
        messages.success(http, _("The view is saved."))
        return redirect(f"{reverse('inbox')}?{view.query}")
    return render(http, "workflows/view_add.html", {"form": form}, status=422 if given is not None else 200)


@login_required
@require_POST
def view_remove(http: SignedIn, view: int) -> HttpResponse:
    """Remove one's own view."""
    get_object_or_404(http.user.views, pk=view).delete()
    messages.success(http, _("The view is removed."))
    return redirect("inbox")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def absences(http: SignedIn) -> HttpResponse:
    """One's own absences, each with who stands in, and whom one stands in for."""
    now = timezone.now()
    given = http.POST if http.method == "POST" else None
    form = AbsenceForm(given, user=http.user, now=now)
    if given is not None and form.is_valid():
        form.save()
        messages.success(http, _("The absence is entered."))
        return redirect("absences")
    today = Party.home().day(now)
    context = {
        "form": form, "mine": _coming(http.user.absences.all(), today),
        "others": _coming(http.user.substitutions.all(), today),
    }
    return render(http, "workflows/absences.html", context, status=422 if given is not None else 200)


@login_required
@require_POST
def absence_end(http: SignedIn, absence: int) -> HttpResponse:
    """Strike out one's own absence: from now on nobody stands in."""
    get_object_or_404(http.user.absences, pk=absence).delete()
    messages.success(http, _("The absence is struck out."))
    return redirect("absences")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note(http: SignedIn, pk: int) -> HttpResponse:
    """Write a note on the record of a request."""
    request, now = reading.opened(pk, http.user), timezone.now()
    if not access.may_note(http.user):
        raise PermissionDenied(_("Who only reads writes no notes."))
    form = NoteForm(http.POST if http.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with refusals_on(form, "text"):
            notes.write(request.pk, form.cleaned_data["text"], by=http.user, now=now)
            messages.success(http, _("The note is on the record."))
            return redirect(f"{reverse('request', args=[pk])}?tab=record")
    if not form.is_bound:
        reading.seen(request, by=http.user, now=now)
    context = {"form": form, "the_request": request, "capitals": Capitals(Party.home(), request.counterpart)}
    return render(http, "workflows/note.html", context, status=422 if form.is_bound else 200)


def saved_views(http: SignedIn) -> QuerySet[SavedView]:
    """One's own views, and those that colleagues of one's authorities share."""
    shared = Q(is_shared=True, owner__memberships__authority__in=http.user.authority_ids)
    return SavedView.objects.filter(Q(owner=http.user) | shared).select_related("owner").distinct()


def _chosen(http: SignedIn) -> list[Task]:
    given = {int(one) for one in http.POST.getlist("task") if one.isdecimal() and len(one) < 19}
    tasks = inbox.shown(Task.objects.visible_to(http.user).open()).filter(pk__in=given)
    return list(tasks.order_by("due_at", "pk")[: bulk.MOST])


def _coming(found: QuerySet[Absence], today: object) -> QuerySet[Absence]:
    return found.filter(ends_on__gte=today).select_related("person", "substitute")
