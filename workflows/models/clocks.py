"""What is owed by when? Clocks store facts and the due moment derived from them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mla.models import AssistanceItem, Authority, Event, Leg, Party, Person, Request
from workflows.models.rules import ClockRule

LIVE = ("running", "paused")
"""The statuses of a clock that has not ended."""
_IS_LIVE = Q(status__in=list(LIVE))


class Clock(models.Model):
    """One running obligation. Facts are stored (start, entries), the moments are derived from them.

    `due_at` is the moment from which it is late: for whole days the midnight after the due day at the obligated side.
    `wake_at` is the first look that an act has set for it; a database trigger hands it to `Wake`, and the sweep moves
    that one on.
    """

    STATUSES = [
        ("running", _("running")), ("paused", _("paused")), ("met", _("met")), ("met_late", _("met late")),
        ("waived", _("waived")), ("cancelled", _("cancelled")),
    ]
    rule = models.ForeignKey(ClockRule, models.PROTECT, related_name="clocks")
    request = models.ForeignKey(Request, models.PROTECT, related_name="clocks")
    item = models.ForeignKey(AssistanceItem, models.PROTECT, null=True, db_index=False, related_name="clocks")
    leg = models.ForeignKey(Leg, models.PROTECT, null=True, db_index=False, related_name="clocks")
    person = models.ForeignKey(Person, models.PROTECT, null=True, db_index=False, related_name="clocks")
    obligated = models.CharField(_("obligated"), max_length=12)
    party = models.ForeignKey(Party, models.PROTECT, db_index=False, related_name="+")
    run = models.PositiveSmallIntegerField(_("run"), default=1)
    authority = models.ForeignKey(Authority, models.PROTECT, null=True, db_index=False, related_name="+")
    started_by = models.ForeignKey(Event, models.PROTECT, db_index=False, related_name="+")
    stopped_by = models.ForeignKey(Event, models.PROTECT, null=True, db_index=False, related_name="+")
    starts_at = models.DateTimeField(_("started at"))
    stops_at = models.DateTimeField(_("ended at"), null=True)
    status = models.CharField(_("status"), max_length=10, choices=STATUSES, default="running")
    strict = models.CharField(_("strict end"), max_length=40)
    due = models.CharField(_("due"), max_length=40)
    due_at = models.DateTimeField(_("late from"))
    unpaused_due_at = models.DateTimeField(_("late from, had nothing paused it"), null=True)
    wake_at = models.DateTimeField(_("first look"), null=True)
    is_provisional = models.BooleanField(_("provisional"), default=False)
    is_late = models.BooleanField(_("expired"), default=False)
    calendar_version = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=_IS_LIVE, name="clock_deadlines"),  # deadlines, feeds
            # May this item or person be deleted? Most clocks have none.
            models.Index(fields=["item"], condition=Q(item__isnull=False), name="clock_item"),
            models.Index(fields=["person"], condition=Q(person__isnull=False), name="clock_person"),
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
    """One line of a clock's ledger, with reason and actor: a pause with its end, an extension with its length, or the
    moment from which the clock was waived or cancelled."""

    SORTS = [
        ("pause", _("pause")), ("extension", _("extension")), ("waiver", _("waiver")),
        ("cancellation", _("cancellation")),
    ]

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="entries")
    sort = models.CharField(max_length=12, choices=SORTS)
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


class Wake(models.Model):
    """When the sweep looks at a clock next; None where it need not. A clock that was never to be looked at has no row.

    It stands apart because it is moved often: a narrow row with two indexes, where a clock has six.
    """

    clock = models.OneToOneField(Clock, models.CASCADE, primary_key=True, related_name="wake")
    at = models.DateTimeField(_("next look"), null=True)

    class Meta:
        verbose_name = _("next look")
        verbose_name_plural = _("next looks")
        indexes = [models.Index(fields=["at"], condition=Q(at__isnull=False), name="clock_sweep")]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.at}"


class Rung(models.Model):
    """One step of a clock's escalation, claimed once by this row's uniqueness. `to` says whom it tells."""

    clock = models.ForeignKey(Clock, models.CASCADE, db_index=False, related_name="rungs")
    name = models.CharField(max_length=24)
    to = models.JSONField(default=list)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField()

    class Meta:
        ordering = ["due_at"]
        constraints = [models.UniqueConstraint(fields=["clock", "name"], name="one_claim_per_rung")]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.name}"


class ClockChange(models.Model):
    """One entry of the journal: an end that moved because a calendar or a rule changed. Never changed itself."""

    CAUSES = [("calendar", _("calendar")), ("rule", _("rule"))]
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="changes", verbose_name=_("clock"))
    cause = models.CharField(_("cause"), max_length=10, choices=CAUSES)
    told = models.CharField(_("what changed"), max_length=300)
    before = models.CharField(_("version before"), max_length=40)
    after = models.CharField(_("version after"), max_length=40)
    old_strict = models.CharField(_("strict end before"), max_length=40)
    new_strict = models.CharField(_("strict end after"), max_length=40)
    old_due = models.CharField(_("due before"), max_length=40)
    new_due = models.CharField(_("due after"), max_length=40)
    changed_at = models.DateTimeField(_("changed at"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("change of a clock")
        verbose_name_plural = _("changes of clocks")
        ordering = ["changed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.clock_id}: {self.old_due} -> {self.new_due}"
