"""Adding a file to a request."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents.forms.attachments import AttachmentForm
from mla.signed_in import SignedIn
from workflows import attaching, reading


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(http: SignedIn, pk: int) -> HttpResponse:
    """One file with its title and purpose."""
    request = reading.opened(pk, http.user)
    attaching.check(request, http.user)
    form = AttachmentForm(http.POST or None, http.FILES or None, request=request)
    if http.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        found = attaching.attach(request, given.pop("file"), by=http.user, now=timezone.now(), **given)
        messages.success(http, _("“%(title)s” is attached.") % {"title": found.title})
        goal = f"{reverse('request', args=[pk])}?tab=attachments"
        is_scripted = http.headers.get("X-Requested-With") == "upload"
        return JsonResponse({"url": goal}) if is_scripted else redirect(goal)
    status = 422 if form.is_bound else 200
    return render(http, "workflows/attachment_add.html", {"the_request": request, "form": form}, status=status)
