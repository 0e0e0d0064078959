"""What would an ordinary officer tell for the certificates? For the walks of the demo and of tests."""

from datetime import datetime

from documents import certificates
from mla.demo.certificates import ANSWERS
from mla.models import Request
from mla.vocabulary import Outcome


def certificates_of(request: Request, now: datetime) -> dict[str, dict[str, str]]:
    """What the executing officer tells for the certificates of all items; the other side's come from abroad."""
    if request.is_outgoing:
        return {}
    day = request.home.day(now).isoformat()
    return {
        str(item.seq): {
            one.name: day if one.sort == "day" else ANSWERS[one.name]
            for one in certificates.block(item, request) if Outcome.FULL in one.needed
        }
        for item in request.items.all()
    }
