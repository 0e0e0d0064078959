"""The translation desk: every free text beside its translation, and which of them are out of date."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mla import texts
from mla.exceptions import NotPossible
from mla.models import Request
from mla.signed_in import SignedIn
from workflows import engine

FIELD = "text:"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk(http: SignedIn, pk: int) -> HttpResponse:
    """Read both side by side; who holds the translator's task writes the translation."""
    request = get_object_or_404(Request.objects.visible_to(http.user).select_related("counterpart"), pk=pk)
    if http.method != "POST":
        return _page(http, request, {})
    typed = {name.removeprefix(FIELD): http.POST[name] for name in http.POST if name.startswith(FIELD)}
    try:
        engine.mark(request, "translate", by=http.user, now=timezone.now(), facts={"texts": typed})
    except NotPossible as refusal:
        for reason in refusal.reasons:
            messages.error(http, reason)
        return _page(http, request, typed, status=409)
    messages.success(http, _("The translation is saved."))
    return redirect("request", pk)


def _page(http: SignedIn, request: Request, typed: dict[str, str], status: int = 200) -> HttpResponse:
    """Both texts; after a refusal what was typed still stands there."""
    found = texts.texts_of(request)
    shown = [replace(one, translation=typed.get(one.key, one.translation)) for one in found]
    context = {
        "the_request": request, "texts": shown,
        "outdated": [one for one in found if one.is_needed and not one.is_current],
        "is_needed": any(one.is_needed for one in found),
        "may_translate": bool(typed) or any(one.word == "translate" for one in engine.sayable(request, http.user)),
    }
    return render(http, "workflows/translate.html", context, status=status)
