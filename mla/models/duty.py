"""Who answers the hotline, and when? One row for each shift of an officer."""

from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from mla.models.authorities import Contact
from mla.models.people import User
from mla.models.zones import existing_zone


class DutyShiftQuerySet(models.QuerySet["DutyShift"]):
    """Shifts, by when they are."""

    def at(self, moment: datetime) -> Self:
        """Those that run at a moment; a shift ends before its last moment begins."""
        return self.filter(begins_at__lte=moment, ends_at__gt=moment).select_related("officer")

    def from_now(self, moment: datetime) -> Self:
        """Those that run or come, the earliest first."""
        return self.filter(ends_at__gt=moment).select_related("officer")


class DutyShift(models.Model):
    """One officer on duty at one level, from a moment to a moment; `zone` is where the roster was written."""

    officer = models.ForeignKey(User, models.CASCADE, related_name="duty_shifts", verbose_name=_("officer"))
    level = models.CharField(_("level"), max_length=12, choices=Contact.LEVELS, default="working")
    begins_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))
    zone = models.CharField(_("time zone"), max_length=64, validators=[existing_zone])

    objects = DutyShiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("shift on duty")
        verbose_name_plural = _("shifts on duty")
        ordering = ["begins_at", "level", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("begins_at")), name="shift_ends_after_begin"
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], name="duty_from_now")]  # those that run or come

    def __str__(self) -> str:
        return f"{self.officer}, {self.get_level_display()}"

    @property
    def tz(self) -> ZoneInfo:
        """The zone in which the shift was written."""
        return ZoneInfo(self.zone)
