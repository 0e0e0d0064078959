"""What have the two sides agreed to do next? One list for the report, whatever it is fed by."""

from datetime import datetime
from typing import Any

from documents.terms import named
from mla.models import Party
from workflows.models import Commitment

GOING_ON = ("open", "progress")


def actions(party: Party | None, as_of: datetime) -> list[dict[str, Any]]:
    """The next steps that hold at that moment, the most urgent first: {source, text: {en, zh}, owner: {en, zh}, due_on
    (ISO 8601, may be empty)}.

    They are the commitments that are not settled: those with a day, and those of which somebody noted how to go on.
    """
    rows = Commitment.objects.select_related("owner").prefetch_related("standings").order_by("code")
    found = [_step(one, as_of) for one in (rows.filter(meeting__parties=party) if party else rows)]
    return sorted((one for one in found if one), key=lambda one: (one["due_on"] or "9999", one["source"]))


def _step(one: Commitment, as_of: datetime) -> dict[str, Any] | None:
    noted = [each for each in one.standings.all() if each.at <= as_of]
    last = max(noted, key=lambda each: (each.at, each.pk), default=None)
    if (last and last.status not in GOING_ON) or not (last or one.due_on):
        return None
    said = {"en": last.reasons, "zh": last.reasons} if last else {"en": one.text_en, "zh": one.text_zh}
    owner = named(one.owner.name_en, one.owner.name_zh) if one.owner else None
    return {"source": one.code, "text": said, "owner": owner, "due_on": one.due_on.isoformat() if one.due_on else ""}
