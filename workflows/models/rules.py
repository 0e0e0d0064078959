"""Which obligations are there? Each is a rule, as data, in versions."""

from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from mla.exceptions import NotPossible
from mla.models import Instrument
from mla.models.authorities import Bilingual
from workflows.periods import Regime

SOURCE_CLASSES = [
    ("treaty", _("treaty")), ("statute", _("statute")), ("commitment", _("commitment")), ("policy", _("policy")),
]

MAY_CHANGE = frozenset({"verified_by", "verified_on", "valid_to"})
"""What is still said of a published version: who has read its text, and when it ends."""


class ClockRule(Bilingual):
    """One obligation as data: who owes what, from which act or date, how long, and what pauses or ends it.

    `starts_on`, `stops_on`, `pauses_on`, `resumes_on` hold lists of "word" or "word:party" (home, counterpart,
    requesting, requested). `starts_field` names a dated field (`hearing_on`, `review_on`) read when `starts_on` says.
    `selects` narrows by instrument, kind, item_type, urgency, direction, party, obligated_party, authority_kind,
    data_category, each also as not_<selector> (lists of codes; absent: all).

    `ladder` holds the rungs of escalation: {"at": "-14d", "50%", "due" or "+1wk", "to": ["desk", "supervisor",
    "working", "leadership"]}, and `"letter": "L24"` where the reminder goes out by itself. A published version is
    never changed but followed by the next; a draft starts no clock.
    """

    UNITS = [("h", _("hours")), ("d", _("days")), ("wd", _("working days")), ("wk", _("weeks")), ("mo", _("months"))]
    OBLIGATED = [
        ("home", _("our side")), ("counterpart", _("the other side")), ("requesting", _("the requesting side")),
        ("requested", _("the requested side")), ("leg", _("the authority on the leg")),
    ]
    SUBJECTS = [("request", _("request")), ("item", _("item")), ("leg", _("leg")), ("person", _("person"))]
    code = models.CharField(_("code"), max_length=32)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    source_class = models.CharField(_("source class"), max_length=12, choices=SOURCE_CLASSES)
    instrument = models.ForeignKey(Instrument, models.PROTECT, null=True, blank=True, verbose_name=_("instrument"))
    article = models.CharField(_("article"), max_length=60, blank=True)
    verified_by = models.CharField(_("verified by"), max_length=150, blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    selects = models.JSONField(_("applies to"), default=dict, blank=True)
    subject = models.CharField(_("runs on"), max_length=8, choices=SUBJECTS, default="request")
    obligated = models.CharField(_("obligated"), max_length=12, choices=OBLIGATED)
    starts_on = models.JSONField(_("starts on"), default=list, blank=True)
    starts_field = models.CharField(_("starts from the date"), max_length=20, blank=True)
    starts_after = models.CharField(_("starts at the end of the clock"), max_length=32, blank=True)
    repeats = models.BooleanField(_("repeats"), default=False)
    stops_on = models.JSONField(_("is met by"), default=list)
    pauses_on = models.JSONField(_("is paused by"), default=list, blank=True)
    resumes_on = models.JSONField(_("runs again with"), default=list, blank=True)
    cancels_on = models.JSONField(_("is cancelled by"), default=list, blank=True)
    count = models.SmallIntegerField(_("length"))
    unit = models.CharField(_("unit"), max_length=2, choices=UNITS)
    regime = models.CharField(
        _("rules for counting"), max_length=12, blank=True, choices=[(one.value, one.value) for one in Regime],
        help_text=_("empty: those of the obligated party"),
    )
    pause_grounds = models.JSONField(
        _("grounds of a stay"), default=list, blank=True, help_text=_("codes with which a stay pauses it; empty: any")
    )
    max_extension = models.CharField(
        _("longest extension"), max_length=8, blank=True, help_text=_("such as 30d, in all; empty: none is allowed")
    )
    max_runs = models.PositiveSmallIntegerField(
        _("runs at most"), null=True, blank=True, help_text=_("how often a repeating period runs; empty: no limit")
    )
    ladder = models.JSONField(_("escalation"), default=list, blank=True)
    at_expiry_en = models.CharField(_("what expiry means, in English"), max_length=300, blank=True)
    at_expiry_zh = models.CharField(_("what expiry means, in Chinese"), max_length=300, blank=True)
    lapses = models.BooleanField(_("lets the request lapse"), default=False)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    is_draft = models.BooleanField(_("draft"), default=False, help_text=_("a draft starts no clock"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("clock rule")
        verbose_name_plural = _("clock rules")
        ordering = ["code", "version"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_rule_version")]

    @property
    def length(self) -> str:
        """As `periods.Length.parse` reads it."""
        return f"{self.count}{self.unit}"

    def save(self, *args: Any, **options: Any) -> None:
        """Raises NotPossible where a published version would change in more than `MAY_CHANGE`."""
        kept = ClockRule.objects.filter(pk=self.pk, is_draft=False).first()
        if kept and any(
            getattr(kept, field.attname) != getattr(self, field.attname)
            for field in self._meta.concrete_fields if field.name not in MAY_CHANGE
        ):
            raise NotPossible(gettext("A published rule is never changed; the next version begins as a draft."))
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """A draft may go; raises NotPossible for a published version."""
        if ClockRule.objects.filter(pk=self.pk, is_draft=False).exists():
            raise NotPossible(gettext("A published rule is never changed; the next version begins as a draft."))
        return super().delete(*args, **options)
