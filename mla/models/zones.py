"""Which time zones are there? Those of the IANA database: a moment in an unknown zone is a wrong deadline."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def existing_zone(name: str) -> None:
    """Refuses, as a field's validator, what the IANA database does not know."""
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Give its IANA name, for example Asia/Shanghai."), params={"name": name},
        )
