"""What becomes of the request when something becomes of a person? The outcome is derived, never typed."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from mla.exceptions import NotPossible
from mla.kinds.repatriation import rules, standing
from mla.kinds.repatriation.standing import Standing
from mla.milestones import persons_named
from mla.models import Party, Request

Facts = dict[str, Any]
NOTICE = timedelta(hours=72)


def follow(word: str, request: Request, facts: Facts, at: datetime) -> None:
    """Derive the outcome of the one item from what has become of each person; the steps taken name them."""
    if word == "announce":
        _refuse_short_notice(facts, at)
    known = standing.of_request(request)
    for pk in persons_named(facts):
        known[pk].acts.append((word, facts, at))
        known[pk].acts.sort(key=lambda act: act[2])
    item = request.items.order_by("seq").first()
    if item is None or not item.is_granted:
        return
    only = item.details.get("scope") == "verification"
    outcome = standing.outcome(known.values(), is_verification_only=only)
    steps = _steps(request, known) if outcome else ""
    item.outcome, item.steps_taken, item.concluded_at = outcome, steps, at if outcome else None
    item.save(update_fields=["outcome", "steps_taken", "concluded_at"])


def _steps(request: Request, known: dict[int, Standing]) -> str:
    """One sentence a person, in the language of our office."""
    with override(Party.home().language):
        labels = standing.labels()
        persons = request.persons.order_by("pk")
        return "\n".join(f"{one}: {labels[known[one.pk].result]}" for one in persons)


def _refuse_short_notice(facts: Facts, at: datetime) -> None:
    """Less than 72 hours before departure the notice says why it comes so late."""
    departs = rules.moment(facts.get("departs_at"))
    if departs and departs - at < NOTICE and not facts.get("short_notice"):
        raise NotPossible(_("The departure is less than 72 hours away: give the reason for the short notice."))


def unanswered(request: Request, facts: Facts) -> list[str]:
    """Before a report: each person is answered. The outcome follows from the persons and is not typed."""
    item = request.items.order_by("seq").first()
    if item is None or item.outcome or not item.is_granted:
        return []
    only = item.details.get("scope") == "verification"
    known = standing.of_request(request)
    return [
        _("%(person)s has not been answered yet.") % {"person": one} for one in request.persons.order_by("pk")
        if not standing.outcome([known[one.pk]], is_verification_only=only)
    ]


def unreturned(request: Request, facts: Facts) -> list[str]:
    """Before the file is closed: whoever has a document was handed over, or it is known why not."""
    known = standing.of_request(request)
    return [
        _("%(person)s has a travel document: record the handover, the failed return, or that it is no longer needed.")
        % {"person": one}
        for one in request.persons.order_by("pk") if known[one.pk].document and not known[one.pk].is_over
    ]
