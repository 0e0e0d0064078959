"""What is said for a request that passes a state without a desk? What the kind leaves no room to decide."""

from typing import Any

from mla import kinds, texts
from mla.models import Authority, Request
from mla.vocabulary import Disposition


def facts(request: Request, word: str) -> dict[str, Any]:
    """The facts of the passing step, marked `passed`: every item granted; the usual channel; our own authority.

    Texts that are not yet translated stay behind in `untranslated`: they are due, but do not hold up the request.
    """
    passed: dict[str, Any] = {"passed": True}
    if word == "grant":
        passed["dispositions"] = {str(one.seq): {"disposition": Disposition.GRANTED} for one in request.items.all()}
    elif word == "transmit":
        passed["channel"] = request.channel or kinds.get(request.kind).channel
        passed["untranslated"] = [str(one) for one in texts.stale(request)]
        if not request.is_outgoing:
            passed["authority"] = Authority.objects.own().pk
    return passed
