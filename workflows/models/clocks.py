"""What is owed by when? Rules are data, clocks store facts and their derived due moment."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from mla.models import AssistanceItem, Authority, Event, Instrument, Leg, Party, Person, Request
from mla.models.authorities import Bilingual
from workflows.periods import Regime

SOURCE_CLASSES = [
    ("treaty", _("treaty")), ("statute", _("statute")), ("commitment", _("commitment")), ("policy", _("policy")),
]


class ClockRule(Bilingual):
    """One obligation as data: who owes what, from which act or date, how long, and what pauses or ends it.

    `starts_on`, `stops_on`, `pauses_on`, `resumes_on` hold lists of "word" or "word:party" (home, counterpart,
    requesting, requested). `starts_field` names a dated field (`hearing_on`, `review_on`) read when `starts_on` says.
    `selects` narrows by instrument, kind, item_type, urgency, direction, party, obligated_party, authority_kind,
    data_category, each also as not_<selector> (lists of codes; absent: all).
    """

    UNITS = [("h", _("hours")), ("d", _("days")), ("wd", _("working days")), ("wk", _("weeks")), ("mo", _("months"))]
    OBLIGATED = [
        ("home", _("our side")), ("counterpart", _("the other side")), ("requesting", _("the requesting side")),
        ("requested", _("the requested side")), ("leg", _("the authority on the leg")),
    ]
    SUBJECTS = [("request", _("request")), ("item", _("item")), ("leg", _("leg"))]
    code = models.CharField(_("code"), max_length=32)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    source_class = models.CharField(_("source class"), max_length=12, choices=SOURCE_CLASSES)
    instrument = models.ForeignKey(Instrument, models.PROTECT, null=True, blank=True, verbose_name=_("instrument"))
    article = models.CharField(_("article"), max_length=60, blank=True)
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
    warns_before = models.JSONField(_("warns before (hours)"), default=list, blank=True)
    lapses = models.BooleanField(_("lets the request lapse"), default=False)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
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


class Clock(models.Model):
    """One running obligation. Facts are stored (start, entries), the moments are derived from them.

    `due_at` is the moment from which it is late: for whole days the midnight after the due day at the obligated side.
    """

    STATUSES = [
        ("running", _("running")), ("paused", _("paused")), ("met", _("met")), ("met_late", _("met late")),
        ("waived", _("waived")), ("cancelled", _("cancelled")),
    ]
    rule = models.ForeignKey(ClockRule, models.PROTECT, related_name="clocks")
    request = models.ForeignKey(Request, models.PROTECT, related_name="clocks")
    item = models.ForeignKey(AssistanceItem, models.PROTECT, null=True, related_name="clocks")
    leg = models.ForeignKey(Leg, models.PROTECT, null=True, related_name="clocks")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="clocks")
    obligated = models.CharField(_("obligated"), max_length=12)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, models.PROTECT, null=True, related_name="+")
    started_by = models.ForeignKey(Event, models.PROTECT, related_name="clocks_started")
    stopped_by = models.ForeignKey(Event, models.PROTECT, null=True, related_name="clocks_stopped")
    starts_at = models.DateTimeField(_("started at"))
    stops_at = models.DateTimeField(_("ended at"), null=True)
    status = models.CharField(_("status"), max_length=10, choices=STATUSES, default="running")
    strict = models.CharField(_("strict end"), max_length=40)
    due = models.CharField(_("due"), max_length=40)
    due_at = models.DateTimeField(_("late from"))
    wake_at = models.DateTimeField(_("next look"), null=True)
    is_provisional = models.BooleanField(_("provisional"), default=False)
    is_late = models.BooleanField(_("expired"), default=False)
    calendar_version = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["wake_at"], condition=Q(wake_at__isnull=False), name="clock_sweep"),  # the sweep
            models.Index(  # follow()
                fields=["request"], condition=Q(status__in=["running", "paused"]), name="clock_live"
            ),
        ]
        constraints = [
            models.CheckConstraint(  # at most one narrower subject beside the request
                condition=Q(item=None, leg=None) | Q(item=None, person=None) | Q(leg=None, person=None),
                name="one_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule.code}: {self.due}"


class ClockEntry(models.Model):
    """One line of a clock's ledger: a pause with its end, or an extension, each with reason and actor."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="entries")
    sort = models.CharField(max_length=10, choices=[("pause", _("pause")), ("extension", _("extension"))])
    begins_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"), null=True)
    length = models.CharField(_("length"), max_length=8, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["begins_at", "pk"]

    def __str__(self) -> str:
        return f"{self.sort} {self.begins_at:%Y-%m-%d}"


class Rung(models.Model):
    """One step of a clock's escalation, claimed once by this row's uniqueness."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="rungs")
    name = models.CharField(max_length=20)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField()

    class Meta:
        ordering = ["due_at"]
        constraints = [models.UniqueConstraint(fields=["clock", "name"], name="one_claim_per_rung")]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.name}"
