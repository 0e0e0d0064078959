"""How far has each person come? Read from the record: the acts about a person, in the order in which they happened."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mla.milestones import persons_named
from mla.models import Event, Person, Request
from mla.vocabulary import Outcome

Facts = Mapping[str, Any]
SETTLING = ("verify", "not_national", "undetermined", "issue_document", "refuse_document", "discharge")
"""The acts after which something is known of a person that the requesting side wanted to know."""
TRAVEL = ("announce", "depart", "hand_over", "fail", "take_back")
WORDS = ("order", "invite", "interview", *SETTLING, "apply", "renew", *TRAVEL)
_ENDS = {  # what the last settling act makes of one person's share of the request
    "not_national": Outcome.FULL, "issue_document": Outcome.FULL, "undetermined": Outcome.NEGATIVE,
    "refuse_document": Outcome.REFUSED, "discharge": Outcome.WITHDRAWN,
}


@dataclass(slots=True)
class Standing:
    """One person's acts, the oldest first, each with what was said and when it happened."""

    acts: list[tuple[str, Facts, datetime]] = field(default_factory=list)

    @property
    def last(self) -> str:
        """The word of the latest act; empty where there was none."""
        return self.acts[-1][0] if self.acts else ""

    @property
    def result(self) -> str:
        """The latest act that told something of the person; empty while nothing is known."""
        return next((word for word, *_rest in reversed(self.acts) if word in SETTLING), "")

    @property
    def is_verified(self) -> bool:
        """Whether identity and nationality stand verified: no later act has undone it."""
        said = [word for word, *_rest in self.acts if word in ("verify", "not_national", "undetermined")]
        return bool(said) and said[-1] == "verify"

    @property
    def document(self) -> Facts | None:
        """The travel document last issued; None before, and where it was denied or refused since."""
        for word, told, _at in reversed(self.acts):
            if word == "issue_document":
                return told
            if word in ("not_national", "refuse_document"):
                return None
        return None

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done for the person here."""
        said = [word for word, *_rest in self.acts if word != "order"]
        if said and said[-1] in ("hand_over", "fail", "discharge"):
            return True
        return self.result in ("not_national", "undetermined", "refuse_document")

    def has(self, *words: str) -> bool:
        """Whether the latest act of travel is one of these words."""
        travel = [word for word, *_rest in self.acts if word in TRAVEL]
        return bool(travel) and travel[-1] in words

    def since(self, word: str) -> datetime | None:
        """When the act last happened."""
        return next((at for said, _told, at in reversed(self.acts) if said == word), None)


def of(persons: Iterable[Person], events: Iterable[Event]) -> dict[int, Standing]:
    """The standing of each person. `events` in the order in which they were recorded."""
    found = {one.pk: Standing() for one in persons}
    for event in sorted(events, key=lambda one: (one.happened_at, one.seq)):
        for pk in persons_named(event.details):
            if event.verb in WORDS and pk in found:
                found[pk].acts.append((event.verb, event.details, event.happened_at))
    return found


def of_request(request: Request) -> dict[int, Standing]:
    """The same for one request. Two queries."""
    return of(request.persons.order_by("pk"), request.events.filter(verb__in=WORDS).order_by("seq"))


def outcome(standings: Iterable[Standing], *, is_verification_only: bool) -> str:
    """What became of the request, from what became of its persons; empty while one of them is not answered.

    Full where each was answered: a document issued, or the person found not to be a national. Mixed ends are partial;
    persons who were no longer to be returned count only where nobody is left.
    """
    ends: list[str] = []
    for one in standings:
        result = one.result
        if result == "verify" and is_verification_only:
            ends.append(Outcome.FULL)
        elif result in _ENDS and not (result == "issue_document" and one.document is None):
            ends.append(_ENDS[result])
        else:
            return ""
    left = {end for end in ends if end != Outcome.WITHDRAWN} or set(ends)
    return "" if not left else left.pop() if len(left) == 1 else Outcome.PARTIAL


def offers(request: Request) -> frozenset[str]:
    """The acts that make sense for at least one person as they stand. Two queries."""
    return frozenset().union(*(_next(one) for one in of_request(request).values()))


def _next(one: Standing) -> frozenset[str]:
    """The acts that make sense for a person."""
    said = {word for word, *_rest in one.acts}
    found = {"order"} - said
    if one.has("hand_over"):
        return frozenset(found | {"take_back"})
    if one.result == "discharge":
        return frozenset(found)
    found |= {"not_national", "discharge"}
    if one.is_verified:
        found |= {"apply", "issue_document"} | (set() if one.document else {"refuse_document"})
    else:
        found |= {"invite", "verify", "undetermined"} | ({"interview"} if "invite" in said else set())
    if one.document is not None:
        found |= {"renew", "fail", "announce"} - ({"announce"} if one.has("depart") else set())
    then = {"depart"} if one.has("announce") else {"hand_over"} if one.has("depart") else set()
    return frozenset(found | then)


def in_words(events: Sequence[Event], persons: Sequence[Person]) -> str:
    """For lists: how many persons, and how many of them stand where."""
    words = labels()
    counted = Counter(words.get(one.last, _("not answered")) for one in of(persons, events).values())
    said = (_("%(number)s %(where)s") % {"number": number, "where": word} for word, number in counted.items())
    return " · ".join(said)


def labels() -> dict[str, str]:
    """Where somebody stands after each act, in the language in use."""
    return {
        "verify": _("verified"), "not_national": _("not a national"), "undetermined": _("undetermined"),
        "issue_document": _("document issued"), "refuse_document": _("document refused"),
        "apply": _("document asked for"), "renew": _("renewal asked for"), "announce": _("travel announced"),
        "depart": _("departed"), "hand_over": _("handed over"), "fail": _("return failed"),
        "take_back": _("taken back"), "discharge": _("no longer needed"), "invite": _("interview appointed"),
        "interview": _("interviewed"),
    }
