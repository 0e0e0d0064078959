"""On which law does a request rest, is it in force for this scope today, and which articles are verified?"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from mla.models.authorities import Bilingual, Party


class Instrument(Bilingual):
    """A treaty, convention, statute or commitment under which assistance is asked."""

    SOURCES = [
        ("treaty", _("treaty")), ("statute", _("statute")), ("commitment", _("commitment")), ("policy", _("policy")),
    ]
    code = models.CharField(_("code"), max_length=32, unique=True)
    short_en = models.CharField(_("short name in English"), max_length=100, blank=True)
    short_zh = models.CharField(_("short name in Chinese"), max_length=100, blank=True)
    source_class = models.CharField(_("source class"), max_length=12, choices=SOURCES, default="treaty")
    parties = models.ManyToManyField(Party, related_name="instruments", verbose_name=_("parties"))
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    basis_en = models.TextField(_("basis phrase in English"), blank=True)
    basis_zh = models.TextField(_("basis phrase in Chinese"), blank=True)
    consults_before_refusal = models.BooleanField(_("consultation comes before refusal"), default=False)
    denies_private_rights = models.BooleanField(_("gives no private rights"), default=False)
    serves_kinds = models.JSONField(_("kinds of request"), default=list, blank=True)
    demands = models.JSONField(_("what it demands of a request"), default=dict, blank=True, help_text=_(
        "notice_days, certificates, spares_facts, asks: see docs/completeness.md"
    ))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["code"]

    def status_on(self, day: date, scope: str = "") -> str:
        """`in_force`, `suspended`, `resumed` or `not_in_force` on that day for that scope (a theme, or all)."""
        dated = self.statuses.filter(Q(scope="") | Q(scope=scope), begins_on__lte=day)
        current = dated.filter(Q(ends_on=None) | Q(ends_on__gte=day)).order_by("-begins_on", "-scope").first()
        return current.status if current else "not_in_force"


class InstrumentStatus(models.Model):
    """From when to when an instrument was in force, suspended or resumed, for one scope or for all."""

    STATUSES = [
        ("in_force", _("in force")), ("suspended", _("suspended")),
        ("resumed", _("resumed")), ("terminated", _("terminated")),
    ]
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="statuses", verbose_name=_("instrument"))
    scope = models.CharField(_("scope"), max_length=32, blank=True, help_text=_("a theme; empty: all"))
    status = models.CharField(_("status"), max_length=12, choices=STATUSES)
    begins_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("status of an instrument")
        verbose_name_plural = _("statuses of instruments")
        ordering = ["instrument", "begins_on"]

    def __str__(self) -> str:
        return f"{self.instrument}: {self.get_status_display()}"


class Citation(models.Model):
    """One article of an instrument; printed in a letter only once someone has verified it."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="citations", verbose_name=_("instrument"))
    subject = models.SlugField(
        _("subject"), max_length=40, help_text=_("what it is cited for: confirm, GR-SOV, CK-06, ...")
    )
    article = models.CharField(_("article"), max_length=40)
    text_en = models.TextField(_("text in English"), blank=True)
    text_zh = models.TextField(_("text in Chinese"), blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("verified by")
    )
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    verified_source = models.CharField(_("verified against"), max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["instrument", "article"]
        constraints = [models.UniqueConstraint(fields=["instrument", "subject", "article"], name="one_citation")]

    def __str__(self) -> str:
        return f"{self.instrument.code} {self.article}"

    @property
    def is_verified(self) -> bool:
        """Whether the article may be printed."""
        return self.verified_on is not None


class Ground(Bilingual):
    """A ground of refusal (GR-), postponement (PP-) or condition (CD-), with the code all parties share."""

    code = models.CharField(_("code"), max_length=16, unique=True)
    sort = models.CharField(
        _("sort"), max_length=12,
        choices=[("refusal", _("refusal")), ("postponement", _("postponement")), ("condition", _("condition"))],
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("ground")
        verbose_name_plural = _("grounds")
        ordering = ["code"]
