"""How is a moment asked for that has happened? In the zone of who types, and never in the future."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import identifiers
from mla.moments import written


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


class OffsetMomentField(forms.CharField):
    """A moment at a place that may lie anywhere: typed in ISO 8601 with its offset from UTC, and kept so."""

    def __init__(self, **kwargs: Any) -> None:
        example = gettext_lazy("Date, local time and UTC offset, for example 2026-08-20T23:40-04:00.")
        super().__init__(**{"max_length": 40, "help_text": example, **kwargs})

    def clean(self, value: Any) -> str:
        cleaned = super().clean(value)
        if not cleaned:
            return ""
        normal, wrong = identifiers.moment(cleaned)
        if wrong:
            raise forms.ValidationError(_("“%(label)s”: %(what)s") % {"label": self.label, "what": wrong})
        return normal
