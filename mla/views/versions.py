"""The versions of a request, and what changed between two of them, field by field."""

from datetime import tzinfo

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mla import versions
from mla.models import Request, Version
from mla.signed_in import SignedIn
from mla.views.drafting import today

WORDS = {
    "draft": gettext_lazy("draft"), "submit": gettext_lazy("as submitted"), "receive": gettext_lazy("as received"),
    "answer": gettext_lazy("after the points were answered"),
}


@login_required
@require_safe
def show(http: SignedIn, pk: int) -> HttpResponse:
    """Two versions side by side; at first what was last handed in beside what the request says now."""
    visible = Request.objects.visible_to(http.user).select_related("counterpart", "instrument", "agency")
    request = get_object_or_404(visible.prefetch_related("items"), pk=pk)
    kept = list(request.versions.select_related("by"))
    before = _chosen(kept, http.GET.get("from", "")) or _last_handed_in(kept)
    after = _chosen(kept, http.GET.get("to", ""))
    new = versions.lines_of(after) if after else versions.present(request, today())
    found = versions.differences(versions.lines_of(before), new) if before else []
    zone = request.home.tz
    context = {
        "mla_request": request, "kept": [(one, _name(one, zone)) for one in kept], "before": before, "after": after,
        "differences": found, "before_name": _name(before, zone) if before else "",
        "after_name": _name(after, zone) if after else _("now"),
    }
    return render(http, "mla/versions.html", context)


def _chosen(kept: list[Version], number: str) -> Version | None:
    return next((one for one in kept if str(one.number) == number), None)


def _last_handed_in(kept: list[Version]) -> Version | None:
    handed = [one for one in kept if one.word in versions.HANDED_IN]
    return handed[-1] if handed else kept[-1] if kept else None


def _name(one: Version, zone: tzinfo) -> str:
    when = f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}"
    return _("%(number)d: %(what)s, %(when)s, %(who)s") % {
        "number": one.number, "what": WORDS.get(one.word, one.word), "when": when, "who": one.by}
