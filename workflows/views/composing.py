"""The letters of an act before it is taken: their passages to write, and their pages to look at."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents import placeholders, trials, untold, wording
from documents.models import Letter, Passages
from mla.exceptions import NotPossible
from mla.lifecycle import DECISION
from mla.models import Request
from mla.signed_in import SignedIn
from workflows import composing, engine, reading, words
from workflows.actions import own_task
from workflows.forms import form_for, has_form
from workflows.views import acting

_OWN = "compose-"  # what begins so belongs to this page, all else to the form of the act
_PASSAGE = "compose-passage-"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(http: SignedIn, pk: int, word: str, *, is_milestone: bool) -> HttpResponse:
    """The letters that the act would issue with what is typed so far; a POST keeps the passages that were written."""
    request, now = reading.opened(pk, http.user), timezone.now()
    _refuse_others(http, request, word, is_milestone=is_milestone)
    tried = acting.show(http, request, word, now=now, is_milestone=is_milestone)
    given = _facts(http.POST) if http.method == "POST" else _first(tried)
    tried.form = form_for(word, request, http.user, data=given, now=now, is_milestone=is_milestone)
    typed = _Typed.of(http.POST)
    draft = _draft(http, request, tried, typed, now)
    conflict = _keep(http, request, word, typed, draft, now)
    letter = _chosen(http.POST, draft.letters)
    context = {
        "the_request": request, "tried": tried, "draft": draft, "conflict": conflict, "letter": letter,
        "facts": [(name, value) for name, values in given.lists() for value in values],
        "back": _back(http, request, word, is_milestone=is_milestone),
        "kept": [] if letter else [text for texts in typed.texts.values() for text in texts.values() if text],
        "said": _("Passages saved.") if letter and typed.texts and not conflict else "",
    }
    if letter:
        context |= _editor(request, word, letter, typed, conflict)
        page, session = _number(http.POST, "compose-page", 1), http.session.session_key or ""
        context |= {"number": draft.letters.index(letter), **composing.preview(draft, letter, page, session)}
    is_part = http.headers.get("X-Requested-With") == "preview"
    template = "workflows/_composing_preview.html" if is_part else "workflows/composing.html"
    return render(http, template, context, status=acting.REFUSED if conflict else acting.OK)


@dataclass(frozen=True, slots=True)
class _Typed:
    """The passages of one letter as the page sent them."""

    code: str = ""
    revision: int = 0
    texts: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, post: QueryDict) -> "_Typed":
        texts: dict[str, dict[str, str]] = {}
        for name, value in post.items():
            if name.startswith(_PASSAGE):
                passage, _dash, language = name.removeprefix(_PASSAGE).rpartition("-")
                texts.setdefault(passage, {})[language] = str(value)
        return cls(post.get("compose-code", ""), _number(post, "compose-revision", 0), texts)


def _draft(http: SignedIn, request: Request, tried: acting.Attempt, typed: _Typed, now: datetime) -> composing.Draft:
    if not tried.form.is_valid():
        return composing.Draft(reasons=composing.lacking(tried.form))
    texts = {typed.code: typed.texts} if typed.texts else {}
    return composing.drafted(request, lambda: acting.take(http, request, tried, now), texts)


def _keep(
    http: SignedIn, request: Request, word: str, typed: _Typed, draft: composing.Draft, now: datetime
) -> Passages | None:
    """Save what was typed; what somebody else saved meanwhile, if that stands against it."""
    letter = draft.of_code(typed.code)
    if letter is None or not typed.texts:
        return None
    texts = wording.own(typed.texts, wording.passages_of(letter)) | untold.own(typed.texts, letter)
    try:
        wording.save(request, word, typed.code, texts, revision=typed.revision, by=http.user, now=now)
    except wording.Conflict as conflict:
        return conflict.saved
    return None


def _editor(
    request: Request, word: str, letter: Letter, typed: _Typed, conflict: Passages | None
) -> dict[str, Any]:
    """The passages of the letter with the texts they have now."""
    saved = conflict or wording.saved(request, word, letter.code)
    texts = typed.texts if typed.code == letter.code else saved.texts if saved else {}
    rows = []
    for one in wording.passages_of(letter):
        own = texts.get(one.name, {})
        fields = [
            {
                "name": f"{_PASSAGE}{one.name}-{key}", "lang": lang, "standard": one.standard[key],
                "text": own.get(key) or one.standard[key],
                "theirs": conflict.texts.get(one.name, {}).get(key, one.standard[key]) if conflict else "",
            }
            for key, lang in wording.keys_of(letter)
        ]
        rows.append({"label": one.label, "fields": fields})
    return {
        "editable": rows, "untold": _untold(letter, texts, conflict), "revision": saved.revision if saved else 0,
        "placeholders": placeholders.explained(letter.snapshot),
    }


def _untold(letter: Letter, texts: trials.Typed, conflict: Passages | None) -> list[dict[str, Any]]:
    """What the letter prints in one of its languages alone, each with a field for the same in the other one."""
    marks = dict(wording.keys_of(letter))
    return [
        {
            "label": Truncator(one.text).chars(60), "original": one.text, "original_lang": marks[one.key],
            "fields": [{
                "name": f"{_PASSAGE}{one.name}-{one.other}", "lang": marks[one.other],
                "text": texts.get(one.name, {}).get(one.other, ""),
                "theirs": conflict.texts.get(one.name, {}).get(one.other, "") if conflict else "",
            }],
        }
        for one in untold.texts_of(letter, texts)
    ]


def _refuse_others(http: SignedIn, request: Request, word: str, *, is_milestone: bool) -> None:
    mine = {one.word for one in engine.possible(request, http.user)}
    mine |= {one.word for one in engine.sayable(request, http.user)}
    if word not in mine or not has_form(word, request, is_milestone=is_milestone):
        raise NotPossible(_("“%(act)s” is not possible for you in the state “%(state)s”.") % {
            "act": words.to_do(word), "state": request.get_state_display()})


def _facts(post: QueryDict) -> QueryDict:
    """What was typed in the form of the act."""
    facts = QueryDict(mutable=True)
    for name, values in post.lists():
        if name != "csrfmiddlewaretoken" and not name.startswith(_OWN):
            facts.setlist(name, values)
    return facts


def _first(tried: acting.Attempt) -> QueryDict:
    """What the form of the act offers before anybody types."""
    facts = QueryDict(mutable=True)
    for bound in tried.form:
        shown = bound.field.widget.format_value(bound.value())
        if shown is not None:
            facts.setlist(bound.html_name, list(map(str, shown)) if isinstance(shown, list) else [str(shown)])
    return facts


def _chosen(post: QueryDict, letters: list[Letter]) -> Letter | None:
    number = _number(post, "compose-letter", 0)
    return letters[number] if number < len(letters) else next(iter(letters), None)


def _number(post: QueryDict, name: str, otherwise: int) -> int:
    given = post.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 7 else otherwise


def _back(http: SignedIn, request: Request, word: str, *, is_milestone: bool) -> str:
    """The page whose form takes the act."""
    steps = [one for one in engine.possible(request, http.user) if one.word == word and not is_milestone]
    task = own_task(request, http.user)
    if task and (acting.ends_task(word) if is_milestone else any(one.sort == DECISION for one in steps)):
        return reverse("task", args=[task.pk])
    return reverse("request_milestone" if is_milestone else "request_step", args=[request.pk, word])
