"""How is a moment asked for that has happened? In the zone of who types, and never in the future."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from mla import identifiers
from mla.moments import written


class StampField(forms.CharField):
    """A moment typed in ISO 8601 with its UTC offset, such as 2026-03-06T17:30:00-05:00; without it it is refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> str:
        """The moment in its normal form; empty where none is given."""
        typed = super().clean(value)
        found, wrong = identifiers.moment(typed) if typed else ("", None)
        if wrong:
            raise forms.ValidationError(wrong)
        return found


class MomentField(forms.DateTimeField):
    """A moment typed in one zone, with its rule: it has happened."""

    def __init__(self, zone: ZoneInfo, now: datetime, **kwargs: Any) -> None:
        self.zone, self.now = zone, now
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return timezone.localtime(value, self.zone).replace(tzinfo=None) if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(self.zone):
            return super().to_python(value)

    def validate(self, value: datetime | None) -> None:
        super().validate(value)
        if value and value > self.now:
            raise forms.ValidationError(
                _("“%(label)s” lies in the future: an act is recorded once it has happened (it is now %(now)s).")
                % {"label": self.label, "now": written(self.now, self.zone)}
            )
