"""Which obligations are there? Each is a rule, as data, in versions."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import timedelta
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
_OF_THE_VERSION = MAY_CHANGE | {"id", "version", "valid_from", "is_draft"}


class RuleQuerySet(models.QuerySet["ClockRule"]):
    """Rules, which published are never changed in bulk either."""

    def update(self, **values: Any) -> int:
        """Raises NotPossible where a published version would change in more than `MAY_CHANGE`."""
        if not MAY_CHANGE.issuperset(values):
            self._refuse_published()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Drafts may go; raises NotPossible where there is a published version among them."""
        self._refuse_published()
        return super().delete()

    def deliver(self, rules: Iterable["ClockRule"], *, edited: Collection[int]) -> list[str]:
        """Take in rules as delivered; a line on each that somebody here has to decide on. `edited`: whose numbers.

        1. Of a version that is here with the same text, only what may still change is brought up to date, unless
           somebody here has edited it; a text that another version has is here already.
        2. A version that is not here, of a rule nobody here has edited, is stored as it comes, published.
        3. Any other becomes the draft of the next version, to be compared, simulated and published here; where there
           is a draft already, it waits until that is published or discarded.
        """
        here: dict[str, list[ClockRule]] = defaultdict(list)
        for one in self.order_by("code", "version"):
            here[one.code].append(one)
        told: list[str] = []
        fresh: list[ClockRule] = []
        for rule in rules:
            versions = here[rule.code]
            if same := [one for one in versions if one.text == rule.text]:
                self._keep_up(rule, [one for one in same if one.version == rule.version and one.pk not in edited])
                continue
            if any(one.version == rule.version or one.pk in edited for one in versions):
                if any(one.is_draft for one in versions):
                    told.append(f"waits until the draft is published or discarded: {rule.code}")
                    continue
                rule.follow(versions[-1])
                told.append(f"a draft to decide on: {rule.code} {rule.version}")
            fresh.append(rule)
            versions.append(rule)
        ClockRule._default_manager.bulk_create(fresh)
        return told

    def _keep_up(self, rule: "ClockRule", kept: list["ClockRule"]) -> None:
        said = {name: getattr(rule, name) for name in MAY_CHANGE}
        for one in kept:
            if not one.is_draft and any(getattr(one, name) != value for name, value in said.items()):
                self.filter(pk=one.pk).update(**said)

    def _refuse_published(self) -> None:
        if self.filter(is_draft=False).exists():
            raise NotPossible(gettext("A published rule is never changed; the next version begins as a draft."))


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

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("clock rule")
        verbose_name_plural = _("clock rules")
        ordering = ["code", "version"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_rule_version")]

    @property
    def length(self) -> str:
        """As `periods.Length.parse` reads it."""
        return f"{self.count}{self.unit}"

    @property
    def text(self) -> dict[str, Any]:
        """What the rule says, whatever its version, from whenever it holds and whoever has verified it."""
        fields = (field for field in self._meta.concrete_fields if field.name not in _OF_THE_VERSION)
        return {field.attname: getattr(self, field.attname) for field in fields}

    def follow(self, before: "ClockRule") -> None:
        """Become the draft of the version after `before`, holding from a later day; nothing is stored."""
        self.pk, self.version, self.is_draft, self.valid_to = None, before.version + 1, True, None
        self.valid_from = max(self.valid_from, before.valid_from + timedelta(days=1))

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
