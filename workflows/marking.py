"""What does a reader of a request learn of its marking: who may read it besides, and from whom it comes?"""

from typing import Any

from django.utils.translation import gettext as _

from mla import access
from mla.models import Request, User
from mla.vocabulary import Tlp


def rows(request: Request) -> list[tuple[str, Any]]:
    """The rows of the summary: the third party with its marking and consent; under a closed marking the readers."""
    told = request.details
    source = Tlp(told["source_tlp"]).label if told.get("source_tlp") in Tlp.values else ""
    found = [
        (_("Comes from a third party"), told.get("source", "")), (_("Marking of the third party"), source),
        (_("Consent of the third party"), told.get("source_consent", "")),
    ]
    if request.tlp not in access.CLOSED:
        return found
    named = User.objects.filter(pk__in=told.get("recipients") or ()).order_by("last_name", "first_name")
    return [*found, (_("Named recipients"), ", ".join(str(one) for one in named))]
