"""What did the office report on a period? Its figures frozen, its comments, its sign-off by a second person."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mla.models import Party
from mla.vocabulary import Classification


class Report(models.Model):
    """The progress report on a period. Its figures are those of `as_of`; signed, nothing of it changes any more.

    `figures` and `previous` hold each metric's figures by side (in, out, all); `comments` what an officer wrote, by
    section, `{"en": "...", "zh": "..."}`. A report for the public leaves small numbers out before anything is stored.
    A database trigger refuses to change what was signed, but for the facts of its printing.
    """

    number = models.CharField(_("number"), max_length=40, unique=True)
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("other party")
    )
    first = models.DateField(_("from"))
    last = models.DateField(_("to"))
    zone = models.CharField(_("time zone"), max_length=64)
    as_of = models.DateTimeField(_("data as of"))
    is_public = models.BooleanField(_("for the public"), default=False)
    classification = models.PositiveSmallIntegerField(
        _("classification"), choices=Classification.choices, default=Classification.RESTRICTED
    )
    figures = models.JSONField()
    previous = models.JSONField()
    trend = models.JSONField(default=dict)
    commitments = models.JSONField(default=list)
    comments = models.JSONField(default=dict)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    paper = models.OneToOneField("documents.Paper", models.PROTECT, null=True, related_name="report")

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="report_has_days"),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("drafted_by")), name="report_signed_by_another"
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None, signed_at=None) | Q(signed_by__isnull=False, signed_at__isnull=False),
                name="report_signed_when",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_signed(self) -> bool:
        """Whether it is frozen."""
        return self.signed_at is not None
