"""The request writer: a list of pages, each page a form that keeps what is typed, and a page to check the answers."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mla import drafts, kinds
from mla.links import telling
from mla.models import AssistanceItem, Request
from mla.sections import Section, Sheet
from mla.signed_in import SignedIn
from mla.views import drafting
from mla.vocabulary import State, types_of_assistance


@login_required
@require_GET
def writer(http: SignedIn, pk: int) -> HttpResponse:
    """The pages of the request with their statuses."""
    request = drafting.own_draft(http, pk)
    survey = drafting.survey_of(request)
    items = drafting.task_list(request, survey)
    return render(http, "mla/writer.html", {**drafting.shown(request, survey), "items": items})


@login_required
def section(http: SignedIn, pk: int, section: str) -> HttpResponse:
    """One page: shown as it was left; saved whether right or wrong."""
    request = drafting.own_draft(http, pk)
    page = _page_of(request, section)
    if page.has_items:
        return _items(http, request, page)
    if http.method == "POST":
        return _save(http, request, page)
    sheet = drafts.restrict(request, page.key, page.resume(request, drafting.today(), extra=http.GET.get("extra", "")))
    return _page(http, request, page, sheet, show_missing="missing" in http.GET)


@login_required
@require_POST
def item_add(http: SignedIn, pk: int) -> HttpResponse:
    """A new item, and its page."""
    request = drafting.own_draft(http, pk)
    if http.POST.get("type") not in kinds.get(request.kind).item_types:
        return _items(http, request, _page_of(request, "items"), error=_("Choose the type of assistance"))
    item = drafts.add_item(pk, http.POST["type"], by=http.user, now=timezone.now())
    return redirect("writer_section", pk, f"item:{item.seq}")


@login_required
@require_POST
def item_remove(http: SignedIn, pk: int, seq: int) -> HttpResponse:
    """An item taken out of a draft."""
    drafting.own_draft(http, pk)
    drafts.remove_item(pk, seq, by=http.user, now=timezone.now())
    return redirect("writer_section", pk, "items")


@login_required
@require_GET
def check(http: SignedIn, pk: int) -> HttpResponse:
    """Every answer with a link to change it, what is missing, and the declaration with which it is handed in."""
    request = drafting.own_draft(http, pk)
    survey, told = drafting.survey_of(request), telling.told(request, http.user)
    context = {
        **drafting.shown(request, survey),
        "missing": drafting.missing(request, survey.blocking),
        "warnings": [
            *drafting.missing(request, [one for one in survey.findings if not one.is_blocking]),
            *drafting.doubles(request, told),
        ],
        "told": told,
        "sections": _answers(request),
        "may_submit": request.state == State.DRAFT and not survey.blocking,
        "is_answering": request.state == State.CLARIFICATION,
    }
    return render(http, "mla/writer_check.html", context)


@login_required
@require_GET
def printed(http: SignedIn, pk: int) -> HttpResponse:
    """The whole draft on one page to be printed: every question with its answer, and what is missing."""
    request = drafting.own_draft(http, pk)
    survey = drafting.survey_of(request)
    context = {**drafting.shown(request, survey), "findings": survey.findings, "sections": _answers(request)}
    return render(http, "mla/writer_print.html", context)


def _page_of(request: Request, key: str) -> Section:
    page = kinds.get(request.kind).section(request, key)
    if page is None:
        raise Http404
    return page


def _answers(request: Request) -> list[dict[str, Any]]:
    kind, day = kinds.get(request.kind), drafting.today()
    pages = []
    for page in [*kind.sections(request.direction), *kind.item_sections(request)]:
        if page.has_items:
            continue
        url = drafting.section_url(request, page.key)
        rows = [
            {"key": label, "value": words or "–",
             "actions": [{"url": f"{url}#id_{name}", "label": _("Change"), "hidden": label}]}
            for name, label, words in page.resume(request, day).lines()
        ]
        pages.append({"title": page.title, "url": url, "rows": rows})
    return pages


def _items(http: SignedIn, request: Request, page: Section, error: str = "") -> HttpResponse:
    """The list of items, and a choice of types to add one."""
    survey = drafting.survey_of(request)
    kind = kinds.get(request.kind)
    items = [row for row in drafting.task_list(request, survey) if row["key"].startswith("item:")]
    context = {
        **drafting.shown(request, survey), "section": page, "items": items, "error": error,
        "types": [(code, dict(types_of_assistance())[code]) for code in kind.item_types],
        "is_draft": request.state == State.DRAFT,
    }
    return render(http, "mla/writer_items.html", context, status=422 if error else 200)


def _save(http: SignedIn, request: Request, page: Section) -> HttpResponse:
    is_autosave = _is_autosave(http)
    now = timezone.now()
    try:
        request, sheet = drafts.save_section(
            request.pk, page.key, http.POST, by=http.user, now=now, is_final=not is_autosave
        )
    except drafts.Conflict as conflict:
        return _conflict(http, conflict, page, is_autosave=is_autosave)
    if is_autosave:
        said = {"revision": request.draft_revision, "message": drafts.said_when(request, now)}
        return JsonResponse(said | drafting.meter(request))
    if relation := http.POST.get("add"):
        return redirect(f"{drafting.section_url(request, page.key)}?extra={relation}#add-{relation}")
    if http.POST.get("then") == "later":
        return redirect("writer", request.pk)
    sheet = drafts.restrict(request, page.key, page.resume(request, drafting.today()))
    own = [one for one in drafting.survey_of(request).blocking if one.section == page.key]
    if own or not sheet.is_valid():
        return _page(http, request, page, sheet, show_missing=True, saved=drafts.said_when(request, now))
    return redirect(_next(request, page))


def _is_autosave(http: SignedIn) -> bool:
    return http.headers.get("X-Requested-With") == "autosave" or "X-Autosave" in http.headers or "autosave" in http.POST


def _conflict(http: SignedIn, conflict: drafts.Conflict, page: Section, *, is_autosave: bool) -> HttpResponse:
    url = reverse("writer_conflict", args=[conflict.request.pk, page.key])
    if is_autosave:
        answer = {"message": str(conflict), "url": url, "label": _("See both versions"),
                  "revision": conflict.request.draft_revision}
        return JsonResponse(answer, status=409)
    return _both(http, conflict.request, page, status=409)


@login_required
def conflict(http: SignedIn, pk: int, section: str) -> HttpResponse:
    """Both versions of a page, and the choice between them."""
    request = drafting.own_draft(http, pk)
    page = _page_of(request, section)
    if drafts.typed_in_conflict(request, section, http.user) is None:
        return redirect("writer", pk)
    if http.method == "POST":
        drafts.discard_typed(pk, section, by=http.user)
        return redirect("writer_section", pk, section)
    return _both(http, request, page)


def _both(http: SignedIn, request: Request, page: Section, status: int = 200) -> HttpResponse:
    """Where the two versions of a page differ, side by side; taking one's own is an ordinary save of it."""
    typed = drafts.typed_in_conflict(request, page.key, http.user) or {}
    theirs = {name: (label, words) for name, label, words in page.resume(request, drafting.today()).lines()}
    mine = {name: (label, words) for name, label, words in page.open(request, drafting.today(), typed).lines()}
    rows = []
    for name in {**theirs, **mine}:
        label = (theirs.get(name) or mine[name])[0]
        pair = theirs.get(name, ("", ""))[1], mine.get(name, ("", ""))[1]
        if pair[0] != pair[1]:
            rows.append({"label": label, "theirs": pair[0] or "–", "mine": pair[1] or "–"})
    fields = [(name, value) for name, values in typed.items() for value in values]
    context = {"mla_request": request, "section": page, "rows": rows, "fields": fields,
               "who": drafts.said_by_whom(request)}
    return render(http, "mla/writer_conflict.html", context, status=status)


def _next(request: Request, page: Section) -> str:
    if page.key.startswith("item:"):
        return drafting.section_url(request, "items")
    keys = [one.key for one in kinds.get(request.kind).sections(request.direction)]
    after = keys[keys.index(page.key) + 1:]
    return drafting.section_url(request, after[0]) if after else reverse("writer_check", args=[request.pk])


def _page(
    http: SignedIn, request: Request, page: Section, sheet: Sheet, *, show_missing: bool, saved: str = "",
) -> HttpResponse:
    survey = drafting.survey_of(request)
    if show_missing:
        sheet.show(survey.findings)
    sections = kinds.get(request.kind).sections(request.direction)
    keys = [one.key for one in sections]
    context = {
        **drafting.shown(request, survey), "section": page, "sheet": sheet, "saved": saved,
        "errors": sheet.errors(), "items": drafting.task_list(request, survey),
        "number": keys.index(page.key) + 1 if page.key in keys else 0, "count": len(keys),
        "item": _item(request, page),
        "told": telling.told(request, http.user) if drafting.is_linked(page) else None,
        "has_persons": kinds.get(request.kind).section(request, "persons") is not None,
    }
    return render(http, "mla/writer_section.html", context, status=422 if http.method == "POST" else 200)


def _item(request: Request, page: Section) -> AssistanceItem | None:
    return next((one for one in request.items.all() if page.key == f"item:{one.seq}"), None)
