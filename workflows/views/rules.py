"""The pages of clock rules: their versions, the draft of the next one, what it would move, and publishing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mla.models import Party
from mla.signed_in import SignedIn
from workflows import move_rows, publishing, rule_pages, rule_versions, rule_words
from workflows.forms.refusals import refusals_on
from workflows.forms.rules import MigrateForm, PublishRuleForm, RuleForm
from workflows.models import ClockRule
from workflows.views.reference import for_administrators

_GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
@for_administrators
def index(http: SignedIn) -> HttpResponse:
    """Every rule with its newest version."""
    return render(http, "workflows/rules.html", {"rows": rule_pages.listed()})


@require_safe
@for_administrators
def show(http: SignedIn, code: str) -> HttpResponse:
    """One rule: what it says, its versions, and what a draft says differently."""
    return render(http, "workflows/rule.html", rule_pages.one(code))


@require_POST
@for_administrators
def begin(http: SignedIn, code: str) -> HttpResponse:
    """The draft of the next version."""
    rule_versions.begin(code, today=Party.home().day(timezone.now()))
    messages.success(http, _("A draft of the next version is made. It starts no clock."))
    return redirect("rule_draft", code)


@require_http_methods(_GET_AND_POST)
@for_administrators
def edit(http: SignedIn, code: str) -> HttpResponse:
    """The form of the draft; it is kept only if clocks could run by it."""
    draft = _draft(code)
    form = RuleForm(http.POST or None, instance=draft)
    if http.method == "POST" and form.is_valid():
        form.save()
        messages.success(http, _("The draft is saved."))
        return redirect("rule", code)
    context = {"draft": draft, "form": form}
    return render(http, "workflows/rule_draft.html", context, status=422 if form.is_bound else 200)


@require_http_methods(_GET_AND_POST)
@for_administrators
def publish(http: SignedIn, code: str) -> HttpResponse:
    """What the draft says differently and would move; then, confirmed, it holds from a day on. No clock moves."""
    draft = _draft(code)
    form = PublishRuleForm(http.POST or None, initial={"valid_from": draft.valid_from})
    if http.method == "POST" and form.is_valid():
        with refusals_on(form):
            rule_versions.publish(draft, valid_from=form.cleaned_data["valid_from"])
            messages.success(http, _("Version %(n)d is published.") % {"n": draft.version})
            return redirect("rule", code)
    context = {"draft": draft, "form": form, **_what_changes(draft, http)}
    return render(http, "workflows/rule_publish.html", context, status=422 if form.is_bound else 200)


@require_http_methods(_GET_AND_POST)
@for_administrators
def discard(http: SignedIn, code: str) -> HttpResponse:
    """A draft is thrown away only after it is confirmed."""
    draft = _draft(code)
    if http.method == "POST":
        draft.delete()
        messages.success(http, _("The draft is discarded."))
        return redirect("rules" if rule_versions.newest(code) is None else "rule", *rule_pages.place(code))
    return render(http, "workflows/rule_discard.html", {"draft": draft})


@require_http_methods(_GET_AND_POST)
@for_administrators
def migrate(http: SignedIn, code: str) -> HttpResponse:
    """Running clocks of older versions: what the newest would move, and, confirmed, moving them by a job."""
    rule = rule_versions.newest(code)
    if rule is None:
        raise Http404
    form = MigrateForm(http.POST or None)
    if http.method == "POST" and form.is_valid():
        publishing.migrate_rule(rule, reason=form.cleaned_data["reason"], by=http.user)
        messages.success(http, _("A job moves the running clocks to version %(n)d.") % {"n": rule.version})
        return redirect("rule", code)
    preview = move_rows.preview(rule_versions.simulate(rule), http.user)
    context = {"rule": rule, "form": form, "preview": preview, "clocks": rule_versions.older(rule).count()}
    return render(http, "workflows/rule_migrate.html", context, status=422 if form.is_bound else 200)


def _draft(code: str) -> ClockRule:
    draft = rule_versions.draft_of(code)
    if draft is None:
        raise Http404
    return draft


def _what_changes(draft: ClockRule, http: SignedIn) -> dict[str, Any]:
    newest = rule_versions.newest(draft.code)
    return {
        "newest": newest, "differences": rule_words.differences(newest, draft) if newest else [],
        "preview": move_rows.preview(rule_versions.simulate(draft), http.user),
    }
