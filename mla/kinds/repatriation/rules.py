"""What must hold before an act about a person? Each rule yields the sentences that refuse it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from mla import identifiers, stays
from mla.kinds.repatriation import claims, standing
from mla.kinds.repatriation.standing import Standing
from mla.milestones import persons_named
from mla.models import Person, Request

Facts = dict[str, Any]
Rule = Callable[[Request, Person, Standing, Facts], Iterator[str]]
HALTS = frozenset({"ST-COURT", "ST-PROTECTION", "ST-ABSCOND", "ST-HOSPITAL"})
"""The grounds on which nobody travels."""


def guarded(*rules: Rule) -> Callable[[Request, Facts], list[str]]:
    """A guard that asks each rule about each person whom the act concerns."""

    def guard(request: Request, facts: Facts) -> list[str]:
        known = standing.of_request(request)
        missing: list[str] = []
        persons = {one.pk: one for one in request.persons.all()}
        pks = persons_named(facts)
        if not pks or any(pk not in persons for pk in pks):
            return [_("Choose a person of this request.")]
        for pk in pks:
            for rule in (*rules, _no_claim_told):
                missing += rule(request, persons[pk], known[pk], facts)
        return list(dict.fromkeys(missing))

    return guard


def _no_claim_told(request: Request, person: Person, now: Standing, facts: Facts) -> Iterator[str]:
    """No act of ours tells the state of nationality of a claim to protection."""
    if request.is_outgoing and any(claims.speaks_of_claim(one) for one in facts.values() if isinstance(one, str)):
        yield _("The text mentions asylum or refugee status: nothing of that may go to the state of nationality.")


def no_claim(request: Request, person: Person, now: Standing, facts: Facts) -> Iterator[str]:
    """No claim to protection is pending for the person."""
    yield from claims.barred(request, person)


def not_over(request: Request, person: Person, now: Standing, facts: Facts) -> Iterator[str]:
    """The person is not back yet, and is still to return."""
    if now.has("hand_over"):
        yield _("%(person)s has been handed over.") % {"person": person}
    elif now.result == "discharge":
        yield _("%(person)s no longer needs to be returned.") % {"person": person}


def verified(request: Request, person: Person, now: Standing, facts: Facts) -> Iterator[str]:
    """Identity and nationality stand verified."""
    if not now.is_verified:
        yield _("%(person)s: identity and nationality have not been verified.") % {"person": person}


def not_verified(request: Request, person: Person, now: Standing, facts: Facts) -> Iterator[str]:
    """They are not verified already."""
    if now.is_verified:
        yield _("%(person)s: identity and nationality are verified already.") % {"person": person}


def has_document(request: Request, person: Person, now: Standing, facts: Facts) -> Iterator[str]:
    """A travel document was issued and stands."""
    if now.document is None:
        yield _("%(person)s: no travel document has been issued.") % {"person": person}


def means_given(request: Request, person: Person, now: Standing, facts: Facts) -> Iterator[str]:
    """It is said by what they were verified."""
    if not facts.get("means"):
        yield _("Say by what identity and nationality were verified.")


def reasoned(request: Request, person: Person, now: Standing, facts: Facts) -> Iterator[str]:
    """Reasons are given."""
    if not str(facts.get("reasons") or "").strip():
        yield _("Reasons are needed.")


def document_sound(request: Request, person: Person, now: Standing, facts: Facts) -> Iterator[str]:
    """Number and dates; the machine-readable zone, where given, has right check digits and the same number."""
    if not facts.get("number"):
        yield _("The number of the document is missing.")
    if not (facts.get("issued_on") and facts.get("expires_on")):
        yield _("A travel document needs the day of issue and the last day of validity.")
    elif facts["expires_on"] <= facts["issued_on"]:
        yield _("The document expires before it is issued.")
    if facts.get("mrz"):
        normal, wrong = identifiers.normalise("mrz", facts["mrz"])
        signs = normal.replace("\n", "").replace(" ", "")
        number = str(facts.get("number") or "").replace(" ", "").upper()
        if wrong:
            yield wrong
        elif len(signs) == 88 and not signs[44:53].rstrip("<").startswith(number[:9]):
            yield _("The machine-readable zone has another number than the document.")


def free_to_travel(request: Request, person: Person, now: Standing, facts: Facts) -> Iterator[str]:
    """No stay stands in the way of the journey."""
    labels = {one.ground for one in stays.standing(request) if one.concerns(person.pk)} & HALTS
    if labels:
        told = {"person": person, "grounds": ", ".join(sorted(labels))}
        yield _("%(person)s cannot travel: a stay stands (%(grounds)s). Lift it first.") % told


def valid_on_arrival(request: Request, person: Person, now: Standing, facts: Facts) -> Iterator[str]:
    """Departure and arrival are known, and the document is still valid on the day of arrival."""
    departs, arrives = (moment(facts.get(name)) for name in ("departs_at", "arrives_at"))
    if departs is None or arrives is None:
        yield _("Departure and arrival are needed, each with its UTC offset.")
        return
    if arrives <= departs:
        yield _("The arrival lies before the departure.")
    until = (now.document or {}).get("expires_on")
    if until and date.fromisoformat(until) < arrives.date():
        told = {"person": person, "day": until}
        yield _("%(person)s: the travel document is valid until %(day)s only; ask for its renewal.") % told


def announced(request: Request, person: Person, now: Standing, facts: Facts) -> Iterator[str]:
    """The itinerary was announced, and nothing has come of it yet."""
    if not now.has("announce"):
        yield _("%(person)s: the itinerary has not been announced.") % {"person": person}


def departed(request: Request, person: Person, now: Standing, facts: Facts) -> Iterator[str]:
    """The person has departed."""
    if not now.has("depart"):
        yield _("%(person)s: the departure has not been recorded.") % {"person": person}


def handed_over(request: Request, person: Person, now: Standing, facts: Facts) -> Iterator[str]:
    """The person was handed over."""
    if not now.has("hand_over"):
        yield _("%(person)s has not been handed over.") % {"person": person}


def moment(told: Any) -> datetime | None:
    """The moment as an act keeps it; None where there is none, or none with an offset."""
    found = datetime.fromisoformat(told) if told else None
    return found if found and found.tzinfo else None
