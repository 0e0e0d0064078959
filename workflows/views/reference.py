"""Where do administrators find the reference data? Calendars and clock rules here, the rest in the administration."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mla import access
from mla.signed_in import SignedIn

View = Callable[..., HttpResponse]


def for_administrators(view: View) -> View:
    """Only those who keep the reference data come in; before the door one signs in."""

    @wraps(view)
    def guarded(http: SignedIn, *args: Any, **named: Any) -> HttpResponse:
        if not access.may_administer(http.user):
            raise PermissionDenied
        return view(http, *args, **named)

    return login_required(guarded)


@require_safe
@for_administrators
def index(http: SignedIn) -> HttpResponse:
    """What there is to keep."""
    return render(http, "workflows/reference.html")
