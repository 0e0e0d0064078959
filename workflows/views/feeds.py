"""Reminders: a person's calendar feeds and daily digest; and the feed itself, which only its secret address guards."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.defaults import page_not_found

from mla.models import Party
from mla.signed_in import SignedIn
from workflows import feeds
from workflows.forms.deadlines import FEEDS_EACH, DigestForm, FeedForm
from workflows.models import Feed
from workflows.moments import Capitals


@require_safe
def ics(http: HttpRequest, token: str) -> HttpResponse:
    """The feed at a secret address, by its owner's rights of this moment. Unknown and revoked look the same."""
    feed, now = feeds.by_token(token), timezone.now()
    if feed is None:
        return _unspoken(page_not_found(http, Http404()))
    with translation.override(feed.owner.language):
        content, changed_at = feeds.written(feed, http.build_absolute_uri)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    response["Last-Modified"] = http_date(changed_at.timestamp())
    # Only the digest decides whether it is the same: rights that were lost do not change the moment.
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    answer = get_conditional_response(http, etag=etag, response=response) or response
    answer["ETag"] = etag
    Feed.objects.filter(pk=feed.pk).update(read_at=now)
    return _unspoken(answer)


@require_safe
@login_required
def show(http: SignedIn) -> HttpResponse:
    """The reader's feeds, with when each was last read, and the choice about the digest."""
    return _page(http, FeedForm(user=http.user), DigestForm(instance=http.user))


@require_POST
@login_required
def add(http: SignedIn) -> HttpResponse:
    """A new feed."""
    form = FeedForm(http.POST, user=http.user)
    if not form.is_valid():
        return _page(http, form, DigestForm(instance=http.user), status=422)
    feed = form.feed()
    feed.created_at = timezone.now()
    feed.save()
    messages.success(http, _("The calendar feed is made. Its address is below."))
    return redirect("reminders")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(http: SignedIn, feed: int) -> HttpResponse:
    """Asks, then closes a feed of the reader's own for good."""
    found = get_object_or_404(http.user.feeds.filter(revoked_at=None).select_related("authority"), pk=feed)
    if http.method != "POST":
        return render(http, "workflows/feeds_revoke.html", {"feed": found, "name": feeds.name_of(found)})
    found.revoked_at = timezone.now()
    found.save(update_fields=["revoked_at"])
    messages.success(http, _("The calendar feed is revoked."))
    return redirect("reminders")


@require_POST
@login_required
def digest(http: SignedIn) -> HttpResponse:
    """Whether the daily digest is wanted."""
    form = DigestForm(http.POST, instance=http.user)
    if form.is_valid():
        form.save()
        messages.success(http, _("Your choice is saved."))
    return redirect("reminders")


def _page(http: SignedIn, form: FeedForm, digest_form: DigestForm, status: int = 200) -> HttpResponse:
    capitals = Capitals(Party.home())
    rows = [
        {
            "feed": one, "name": feeds.name_of(one), "made": capitals.at_home(one.created_at),
            "read": one.read_at and capitals.at_home(one.read_at),
            "address": http.build_absolute_uri(reverse("feed", args=[one.token])),
        }
        for one in http.user.feeds.filter(revoked_at=None).select_related("authority")
    ]
    context = {"form": form, "digest_form": digest_form, "rows": rows, "each": FEEDS_EACH, "email": http.user.email}
    return render(http, "workflows/feeds.html", context, status=status)


def _unspoken(response: HttpResponse) -> HttpResponse:
    """Nothing between us and the reader keeps it, and no address that follows learns of this one."""
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
