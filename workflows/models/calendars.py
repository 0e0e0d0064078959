"""Which days does a jurisdiction work? Its calendar in versions; a version is whole and never changed."""

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mla.exceptions import NotPossible


class DraftRows(models.QuerySet[Any]):
    """Rows that change only while they belong to a draft. Each refusal costs a query, and is worth it."""

    def published(self) -> Self:
        """Those that nobody changes any more."""
        return self.filter(is_draft=False)

    def update(self, **changes: Any) -> int:
        refuse(self.published())
        return super().update(**changes)

    def delete(self) -> tuple[int, dict[str, int]]:
        refuse(self.published())
        return super().delete()


class DayRows(DraftRows):
    """The same of the days of a version."""

    def published(self) -> Self:
        return self.filter(version__is_draft=False)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        days = list(objs)
        refuse(CalendarVersion.objects.published().filter(pk__in={one.version_id for one in days}))
        return super().bulk_create(days, *args, **options)


def refuse(published: DraftRows) -> None:
    """Raises NotPossible where there is one: clocks rest on it."""
    if published.exists():
        raise NotPossible(gettext("A published calendar is never changed; the next version begins as a draft."))


class CalendarVersion(models.Model):
    """The days of one jurisdiction that depart from an ordinary week, over whole years, as known at one time.

    Years outside `first_year`..`last_year` are answered by the library. `published_until` is the last year whose
    working days are officially known; empty where the law fixes every year.
    """

    SOURCES = [("library", _("library")), ("file", _("file")), ("edited", _("edited"))]
    code = models.CharField(_("calendar"), max_length=16)
    number = models.PositiveIntegerField(_("version"))
    source = models.CharField(_("source"), max_length=10, choices=SOURCES)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    published_until = models.PositiveSmallIntegerField(_("published until"), null=True, blank=True)
    is_draft = models.BooleanField(_("draft"), default=True)
    created_at = models.DateTimeField(_("made at"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(_("published at"), null=True)

    objects = DraftRows.as_manager()

    class Meta:
        verbose_name = _("version of a calendar")
        verbose_name_plural = _("versions of calendars")
        ordering = ["code", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["code", "number"], name="one_calendar_version"),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(is_draft=True), name="one_draft_per_calendar"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"

    def save(self, *args: Any, **options: Any) -> None:
        """Raises NotPossible where the version is published already."""
        refuse(CalendarVersion.objects.published().filter(pk=self.pk))
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """A draft may go; raises NotPossible for a published version."""
        refuse(CalendarVersion.objects.published().filter(pk=self.pk))
        return super().delete(*args, **options)


class CalendarDay(models.Model):
    """One day of a version that departs from an ordinary week: a weekday off, or a weekend worked."""

    version = models.ForeignKey(CalendarVersion, models.CASCADE, related_name="days", verbose_name=_("version"))
    day = models.DateField(_("day"))
    is_working = models.BooleanField(_("working day"))
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=200, blank=True)

    objects = DayRows.as_manager()

    class Meta:
        verbose_name = _("day of a calendar")
        verbose_name_plural = _("days of calendars")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["version", "day"], name="one_row_per_day")]

    def __str__(self) -> str:
        return f"{self.day}"

    def save(self, *args: Any, **options: Any) -> None:
        """Raises NotPossible where the version is published."""
        refuse(CalendarVersion.objects.published().filter(pk=self.version_id))
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Raises NotPossible where the version is published."""
        refuse(CalendarVersion.objects.published().filter(pk=self.version_id))
        return super().delete(*args, **options)
