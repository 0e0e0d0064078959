"""May what is marked for sharing (TLP 2.0) go there? A guard of the acts that pass a request on."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from mla import access

if TYPE_CHECKING:
    from mla.models import Request


def kept(request: "Request", facts: dict[str, Any]) -> list[str]:
    """What is marked TLP:RED or TLP:AMBER+STRICT goes to no other authority than the one that holds it."""
    authority = facts.get("authority")
    if access.may_hold(request, int(authority) if authority else None):
        return []
    told = {"marking": request.get_tlp_display()}
    return [_("This is marked %(marking)s: it stays with the authority it was sent to (CK-30).") % told]
