"""A person's own settings, and the page that lists the keys."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mla.signed_in import SignedIn
from workflows.forms.preferences import PreferencesForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(http: SignedIn) -> HttpResponse:
    """The settings; saved, the page comes back in the language chosen."""
    form = PreferencesForm(http.POST if http.method == "POST" else None, instance=http.user)
    if not form.is_valid():
        return render(http, "workflows/preferences.html", {"form": form}, status=422 if form.is_bound else 200)
    form.save()
    with translation.override(http.user.language):
        messages.success(http, _("Your choice is saved."))
    response = redirect("preferences")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, http.user.language, samesite="Lax", secure=settings.HTTPS, httponly=True
    )
    return response


@login_required
@require_safe
def keys(http: SignedIn) -> HttpResponse:
    """Which keys do what, and how they are switched off."""
    return render(http, "workflows/keys.html")
