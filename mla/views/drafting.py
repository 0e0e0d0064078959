"""What do the pages of the writer have in common: whose draft it is, how far it is, and how it is shown?"""

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import completeness, drafts, kinds
from mla.completeness import COMPLETED, PROBLEM, STARTED, UNTOUCHED, Survey
from mla.exceptions import PermissionDenied
from mla.findings import Finding
from mla.links import storing
from mla.links.telling import Told
from mla.models import Party, Request
from mla.sections import Section
from mla.signed_in import SignedIn

STATUSES = {
    COMPLETED: (gettext_lazy("Completed"), ""),
    PROBLEM: (gettext_lazy("There is a problem"), "red"),
    STARTED: (gettext_lazy("In progress"), ""),
    UNTOUCHED: (gettext_lazy("Not started"), "blue"),
}


def own_draft(http: SignedIn, pk: int) -> Request:
    """The request, if this person may write in it: 404 if it must not be seen, 403 if only writing is refused."""
    visible = Request.objects.visible_to(http.user).select_related("counterpart", "instrument", "agency")
    request = get_object_or_404(visible.prefetch_related("items"), pk=pk)
    if not drafts.may_draft(http.user, request):
        raise PermissionDenied(_("You may not write in this request."))
    return request


def today() -> date:
    """The day it is in our capital."""
    return Party.home().day(timezone.now())


def section_url(request: Request, key: str) -> str:
    """The address of a page of the writer."""
    return reverse("writer_section", args=[request.pk, key])


def task_list(request: Request, survey: Survey) -> list[dict[str, Any]]:
    """The sections with their statuses, as components/_task_list.html wants them; items stand under their list."""
    kind = kinds.get(request.kind)
    rows = []
    for section in kind.sections(request.direction):
        rows.append(_row(request, survey, section, section.help))
        if section.has_items:
            rows += [_row(request, survey, one, "") for one in kind.item_sections(request)]
    return rows


def _row(request: Request, survey: Survey, section: Section, hint: Any) -> dict[str, Any]:
    label, tone = STATUSES[survey.status(section.key)]
    url = section_url(request, section.key)
    return {"title": section.title, "url": url, "status": label, "tone": tone, "hint": hint, "key": section.key}


def missing(request: Request, findings: list[Finding]) -> list[dict[str, str]]:
    """Each finding as a link to the field that mends it, with what is missing shown there."""
    return [
        {"text": one.text, "href": f"{section_url(request, one.section)}?missing=1#id_{one.field}"} for one in findings
    ]


def doubles(request: Request, told: Told) -> list[dict[str, str]]:
    """CK-26, as a link to what is shared."""
    return [{"text": one, "href": reverse("request_links", args=[request.pk])} for one in told.warnings()]


def is_linked(section: Section) -> bool:
    """Whether what is typed on the page is looked for in other requests."""
    return section.key == "receipt" or any(rows.relation in storing.SOURCES for rows in section.rows)


def shown(request: Request, survey: Survey) -> dict[str, Any]:
    """What every page of the writer shows: the request, its kind, the meter, and what the kind wants beside it."""
    kind = kinds.get(request.kind)
    panels = list(kind.panels(request, timezone.now()))
    return {"mla_request": request, "kind": kind, "survey": survey, "panels": panels}


def meter(request: Request) -> dict[str, Any]:
    """How far the request is, for a page that is open while it is written: the figure, in words, and each status."""
    survey = survey_of(request)
    told = _("%(done)s of %(total)s required answers given") % {"done": survey.done, "total": survey.total}
    return {
        "done": survey.done, "total": survey.total, "meter": told,
        "statuses": {row["key"]: str(row["status"]) for row in task_list(request, survey)},
    }


def survey_of(request: Request) -> Survey:
    """The survey as of today."""
    return completeness.survey(request, today=today())
