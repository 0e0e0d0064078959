"""What does every page know? Whether this is a demonstration, which office it serves, and the reader's zone."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(http: HttpRequest) -> dict[str, Any]:
    """For `base.html`; costs no query. The navigation is `workflows.context.navigation`."""
    user = getattr(http, "user", None)
    return {
        "demo": settings.MLA_DEMO,
        "office": settings.MLA_OFFICE_AUTHORITY,
        "zone": getattr(user, "zone", ""),
    }
