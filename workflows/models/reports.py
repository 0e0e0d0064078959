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
    The classified edition has a list of `cases`, and the classification of the highest of them; whoever may not see
    each of them does not open it. `annexes` holds what was reconciled, what was agreed and the obstacles.
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
    has_cases = models.BooleanField(_("with the list of cases (classified)"), default=False)
    cases = models.JSONField(default=list)
    annexes = models.JSONField(default=dict)
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
                condition=Q(is_public=False) | Q(has_cases=False), name="report_public_without_cases"
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


class Reconciliation(models.Model):
    """The other side's list compared with ours: what the numbers were at that moment, and what differed.

    `differences` are those of all requests, each {code, told, ours, theirs, line, request}; a page shows those of
    requests that its reader may see. Of a sealed package it is kept who had sealed it.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("other party"))
    at = models.DateTimeField(_("compared at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("compared by"))
    sha256 = models.CharField(max_length=64)
    sealed_by = models.CharField(_("sealed by"), max_length=200, blank=True)
    certificate = models.CharField(_("sealed with the certificate"), max_length=64, blank=True)
    signed_at = models.CharField(_("sealed at"), max_length=40, blank=True)
    theirs = models.PositiveIntegerField()
    ours = models.PositiveIntegerField()
    matched = models.PositiveIntegerField()
    differences = models.JSONField(default=list)

    class Meta:
        verbose_name = _("reconciliation")
        verbose_name_plural = _("reconciliations")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.party} {self.at:%Y-%m-%d}"


class SentList(models.Model):
    """Our list of requests for the other side, sealed: what it says is in its paper, and whoever made it fetches it."""

    paper = models.OneToOneField("documents.Paper", models.PROTECT, related_name="sent_list")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("other party"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    lines = models.PositiveIntegerField(_("requests"))

    class Meta:
        verbose_name = _("list sent")
        verbose_name_plural = _("lists sent")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.paper)
