"""How does a cast of officers walk a request through its life? For the demo and for tests; it only calls the engine.

Every act is one a person could do at that moment, by someone of the cast who holds the role; nothing is set directly.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from mla import access, kinds, texts
from mla.desks import PASSING
from mla.lifecycle import DECISION, STEPS, Step
from mla.milestones import Milestone
from mla.models import Request, User
from mla.vocabulary import Direction, Role, State
from workflows import attaching, engine, kind_facts
from workflows.answering import default_facts
from workflows.models import Task

Facts = dict[str, Any]
MAIN_ROAD = {
    Direction.OUT: ["submit", "admit", "grant", "transmit", "acknowledge", "report", "respond", "close"],
    Direction.IN: ["receive", "acknowledge", "admit", "grant", "transmit", "report", "respond", "close"],
}
BRANCHES: dict[tuple[str, str], list[str]] = {
    (Direction.OUT, State.CLARIFICATION): ["submit", "ask"],
    (Direction.IN, State.CLARIFICATION): ["receive", "acknowledge", "ask"],
    (Direction.OUT, State.CONSULTATION): ["submit", "admit", "grant", "transmit", "consult"],
    (Direction.IN, State.CONSULTATION): ["receive", "acknowledge", "admit", "consult"],
    (Direction.OUT, State.POSTPONED): ["submit", "admit", "grant", "transmit", "postpone"],
    (Direction.IN, State.POSTPONED): ["receive", "acknowledge", "admit", "postpone"],
    (Direction.OUT, State.REFUSED): ["submit", "admit", "refuse"],
    (Direction.IN, State.REFUSED): ["receive", "acknowledge", "admit", "consult", "settle", "refuse"],
    (Direction.OUT, State.RETURNED): ["submit", "send_back"],
    (Direction.IN, State.RETURNED): ["receive", "acknowledge", "send_back"],
    (Direction.OUT, State.WITHDRAWN): ["submit", "withdraw"],
    (Direction.IN, State.WITHDRAWN): ["receive", "withdraw"],
}


def road_to(direction: str, state: str) -> list[str]:
    """The words that lead from a draft to the state."""
    if state == State.DRAFT:
        return []
    if (direction, state) in BRANCHES:
        return BRANCHES[(direction, state)]
    words = []
    for word in MAIN_ROAD[Direction(direction)]:
        words.append(word)
        if word in STEPS and STEPS[word].target == state:
            return words
    raise ValueError(f"No road leads to {state}.")


@dataclass
class Walker:
    """A cast at a moment. `pause` is how long the next act waits; `told` hears of every act."""

    cast: dict[str, User]
    now: datetime
    pause: timedelta = timedelta(hours=20)
    dictionary: Mapping[str, str] = field(default_factory=dict)
    told: Callable[[Request, str, User, datetime], None] = field(default=lambda *_: None)

    def walk(self, request: Request, state: str) -> Request:
        """Bring a draft to the state by its road."""
        for word in road_to(request.direction, state):
            if word in PASSING.values() and kinds.actor(STEPS[word], request) is None:
                continue  # the kind has no desk there: the request has passed it already
            for own, facts in kind_facts.road(request) if word == "report" else ():
                request = self.act(request, own, **facts)
            request = self.act(request, word)
        return request

    def act(self, request: Request, word: str, *, now: datetime | None = None, **facts: Any) -> Request:
        """One step or milestone, after whoever must be heard before has spoken."""
        self.now = now or self.now + self.pause
        request = self.clear_desks(self._fresh(request), word)
        step = STEPS.get(word)
        if step and step.actor(request.direction, request.state) is None:
            step = None
        row: Step | Milestone | None = step or kinds.milestone(request, word)
        actor = kinds.actor(row, request) if row else None
        if actor is None:
            raise ValueError(f"{word} does not exist for {request.direction} in {request.state}.")
        facts = {**default_facts(word, request, self.now), **facts}
        if word == "translate":
            facts.setdefault("texts", translated(request, self.dictionary))
        if facts.get("result") == "accepted" and "assurance_sha256" not in facts:
            facts["assurance_sha256"] = self._assured(request)
        by = self._someone(request, actor.roles)
        if step.sort == DECISION if step else isinstance(row, Milestone) and row.ends_task:
            by = self._claim(request, actor.roles)
        if step:
            request = engine.fire(request, word, by=by, now=self.now, facts=facts)
        else:
            engine.mark(request, word, by=by, now=self.now, facts=facts)
        self.told(request, word, by, self.now)
        return self._fresh(request)

    def take_up(self, request: Request) -> None:
        """Somebody of the first open desk claims its task."""
        task = request.tasks.open().filter(owner=None).order_by("pk").first()
        if task:
            self._claim(request, (task.desk,))

    def clear_desks(self, request: Request, word: str) -> Request:
        """Let advisers and translators finish where their desk stands before the one that acts."""
        step = STEPS.get(word)
        actor = kinds.actor(step, request) if step and step.sort == DECISION else None
        while actor and not request.tasks.open().filter(desk__in=actor.roles).exists():
            before = request.tasks.open().filter(desk__in=[*ADVISERS, Role.TRANSLATOR]).first()
            if before is None:
                break
            self._finish(request, before)
        return request

    def _finish(self, request: Request, task: Task) -> None:
        self.now += self.pause / 4
        by = self._claim(request, (task.desk,))
        if task.desk == Role.TRANSLATOR:
            facts: Facts = {"texts": translated(request, self.dictionary)}
            word = "translate"
        else:
            facts = {"recommendation": "grant", "text": OPINION}
            word = "opine"
        engine.mark(request, word, by=by, now=self.now, facts=facts)
        self.told(request, word, by, self.now)

    def _assured(self, request: Request) -> str:
        """The written assurance, attached by the registry; its digest."""
        paper, by = SimpleUploadedFile("assurance.txt", ASSURANCE.encode()), self._someone(request, (Role.REGISTRAR,))
        given = {"title": "Written assurance", "purpose": "assurance"}
        return attaching.attach(request, paper, by=by, now=self.now, **given).sha256

    def _claim(self, request: Request, roles: Iterable[str]) -> User:
        task = request.tasks.open().filter(desk__in=list(roles)).select_related("owner").first()
        if task is None:
            raise ValueError(f"No desk of {tuple(roles)} is open in {request.state}.")
        if task.owner:
            return self._known(task.owner)
        by = self._someone(request, (task.desk,))
        engine.claim(task, by=by, now=self.now)
        return by

    def _someone(self, request: Request, roles: Iterable[str]) -> User:
        for role in roles:
            for user in self.cast.values():
                fits = access.holds(user, role, request) and access.sees(user, request)
                if fits and not (role == Role.COUNTERSIGNER and access.has_given_opinion(user, request)):
                    return user
        raise ValueError(f"Nobody of the cast is {tuple(roles)} for {request}.")

    def _known(self, user: User) -> User:
        return self.cast.get(user.username, user)

    @staticmethod
    def _fresh(request: Request) -> Request:
        return Request.objects.select_related("counterpart", "instrument", "agency").get(pk=request.pk)


ADVISERS = (Role.REVIEWER, Role.DATA_PROTECTION, Role.SECURITY)
OPINION = (
    "The conduct is an offence in both states; the measure is proportionate. "
    "该行为在双方境内均构成犯罪,所请求措施适当。"
)
ASSURANCE = "We accept the conditions and will keep them. 我方接受上述条件,并将予以遵守。\n"


def translated(request: Request, dictionary: Mapping[str, str] | None = None) -> dict[str, str]:
    """A translation for each text that lacks one: the dictionary's, else a marked stand-in."""
    marked = f"[{texts.target_language(request)}] "
    return {
        one.key: (dictionary or {}).get(one.original) or marked + one.original
        for one in texts.texts_of(request) if not one.is_current
    }


def dictionary_of(original: Any, translation: Any) -> dict[str, str]:
    """Original text -> its translation, for two structures of the same shape (a translation may leave things out)."""
    if isinstance(original, str):
        return {original: translation} if isinstance(translation, str) and original else {}
    pairs: Iterable[tuple[Any, Any]] = ()
    if isinstance(original, dict) and isinstance(translation, dict):
        pairs = ((original.get(key), value) for key, value in translation.items())
    elif isinstance(original, list) and isinstance(translation, list):
        pairs = zip(original, translation, strict=False)
    return {old: new for one, other in pairs for old, new in dictionary_of(one, other).items()}
