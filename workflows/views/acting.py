"""How does a posted form become an act? Read, validate, call the engine once; a refusal keeps what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from mla import access
from mla.exceptions import NotPossible
from mla.milestones import MILESTONES
from mla.models import Request
from mla.signed_in import SignedIn
from workflows import composing, engine, stages, words
from workflows.forms import form_for, has_form
from workflows.forms.acts import ActForm
from workflows.forms.rows import MORE

_TECHNICAL = frozenset({"csrfmiddlewaretoken", "word", "stage", "rows", MORE})
OK, WRONG, REFUSED = 200, 422, 409


@dataclass(slots=True)
class Attempt:
    """What became of a form: shown, wrong, refused, or done."""

    word: str
    form: ActForm
    is_milestone: bool = False
    status: int = OK
    is_done: bool = False
    reasons: list[str] = field(default_factory=list)
    possible: list[str] = field(default_factory=list)
    typed: list[dict[str, str]] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The words of the button."""
        return words.to_do(self.word, self.form.actor.party if self.form.actor else "")

    @property
    def letters_url(self) -> str:
        """Where the letters of the act are written and looked at; empty where it issues none."""
        name = "milestone_letters" if self.is_milestone else "step_letters"
        return reverse(name, args=[self.form.request.pk, self.word]) if composing.issues_letters(self.form) else ""


def show(http: SignedIn, request: Request, word: str, *, now: datetime, is_milestone: bool) -> Attempt:
    """The empty form of a word."""
    if not has_form(word, request, is_milestone=is_milestone):
        raise Http404
    return Attempt(word, form_for(word, request, http.user, now=now, is_milestone=is_milestone), is_milestone)


def attempt(http: SignedIn, request: Request, word: str, *, now: datetime, is_milestone: bool) -> Attempt:
    """Check what was typed and let the engine act."""
    tried = show(http, request, word, now=now, is_milestone=is_milestone)
    again: dict[str, Any] = {"now": now, "is_milestone": is_milestone}
    if MORE in http.POST:
        tried.form = form_for(word, request, http.user, typed=http.POST, **again)
        return tried
    try:
        stages.refuse_stale(request, stage_of(http))
        tried.form = form_for(word, request, http.user, data=http.POST, **again)
        if access.may(http.user, tried.form.actor, request) and not tried.form.is_valid():
            tried.status = WRONG
            return tried
        take(http, request, tried, now)
    except NotPossible as refusal:
        tried.form = form_for(word, request, http.user, typed=http.POST, **again)
        tried.status, tried.reasons = REFUSED, refusal.reasons
        tried.possible = [words.to_do(one) for one in refusal.possible]
        tried.typed = _typed(http.POST, tried.form)
        return tried
    tried.is_done = True
    return tried


def take(http: SignedIn, request: Request, tried: Attempt, now: datetime) -> None:
    """Let the engine do what the form, already checked, says."""
    form = tried.form
    cleaned = getattr(form, "cleaned_data", {})
    given: dict[str, Any] = {"by": http.user, "now": now, "note": cleaned.get("note", "")}
    given |= {"facts": form.facts() if cleaned else {}, "happened_at": cleaned.get("happened_at")}
    if tried.is_milestone:
        engine.mark(request, tried.word, **given)
    else:
        engine.fire(request, tried.word, stage=stage_of(http), **given)


def stage_of(http: SignedIn) -> int | None:
    """The stage the page was made for."""
    given = http.POST.get("stage", "")
    return int(given) if given.isdecimal() and len(given) < 19 else None


def ends_task(word: str) -> bool:
    """Whether the word is a milestone that ends its sayer's task."""
    return word in MILESTONES and MILESTONES[word].ends_task


def told(word: str, request: Request) -> str:
    """What the person is told after the act."""
    fresh = Request.objects.get(pk=request.pk)
    return _("%(act)s. The request is now in the state “%(state)s”.") % {
        "act": words.done(word),
        "state": fresh.get_state_display(),
    }


def _typed(post: Mapping[str, Any], form: ActForm) -> list[dict[str, str]]:
    """Everything that was typed, with its label, for a page whose form may no longer be possible."""
    found = []
    for name, values in post.lists():  # type: ignore[attr-defined]
        text = ", ".join(value for value in values if value.strip())
        if text and name not in _TECHNICAL:
            known = form.fields.get(name)
            found.append({"key": str(known.label) if known else name, "value": text})
    return found
