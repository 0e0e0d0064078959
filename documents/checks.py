"""Django's system checks of letters: what would show only when the first one is due."""

from typing import Any

from django.conf import settings
from django.core import checks


def seal(**_: Any) -> list[checks.CheckMessage]:
    """Without a key all else runs, but no letter is sealed, so none leaves; hence a warning."""
    if settings.MLA_SEAL_PKCS12 or settings.MLA_SEAL_PKCS11 or settings.MLA_SEAL_DEMO:
        return []
    return [
        checks.Warning(
            "Letters are not sealed: the office has no key.",
            hint="Set MLA_SEAL_PKCS12 or MLA_SEAL_PKCS11; docs/operations.md says how.",
            id="documents.W001",
        ),
    ]
