"""What is a request for assistance, and what belongs to it?"""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from mla import access
from mla.lifecycle import Lifecycle
from mla.models.authorities import Authority, Party
from mla.models.people import Compartment, User
from mla.models.record import Event
from mla.models.selections import RequestQuerySet
from mla.vocabulary import (
    HOME,
    Channel,
    Classification,
    Confidentiality,
    Direction,
    Disposition,
    Outcome,
    ProceedingStage,
    Theme,
    Tlp,
    Urgency,
    types_of_assistance,
)


class Request(FSMModelMixin, Lifecycle):
    """One request for assistance, outgoing or incoming. Its row is the one lock.

    `readers` are those who may see it: the ids of authorities (its agency, those of its legs), and below zero the
    persons and parties that its marking admits (`access.reader_keys`); a database trigger keeps them.
    `content_digest` is that of the answers when last submitted or changed: opinions stand while it stays.
    """

    kind = models.CharField(_("kind"), max_length=32)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction.choices)
    own_reference = models.CharField(_("our reference"), max_length=40, blank=True)
    foreign_reference = models.CharField(_("their reference"), max_length=80, blank=True)
    title = models.CharField(_("title"), max_length=200)
    counterpart = models.ForeignKey(Party, models.PROTECT, related_name="requests", verbose_name=_("other party"))
    agency = models.ForeignKey(
        Authority, models.PROTECT, null=True, blank=True, related_name="requests", verbose_name=_("requesting agency")
    )
    requested_authority = models.ForeignKey(
        Authority, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("authority abroad")
    )
    investigating_authority = models.CharField(_("authority conducting the proceeding"), max_length=300, blank=True)
    investigating_functions = models.CharField(_("its functions"), max_length=300, blank=True)
    instrument = models.ForeignKey(
        "mla.Instrument", models.PROTECT, null=True, blank=True, verbose_name=_("legal basis")
    )
    theme = models.CharField(_("theme"), max_length=16, choices=Theme.choices, default=Theme.OTHER)
    urgency = models.CharField(_("urgency"), max_length=12, choices=Urgency.choices, default=Urgency.ROUTINE)
    urgency_reason = models.TextField(_("reason for urgency"), blank=True)
    classification = models.PositiveSmallIntegerField(
        _("classification"), choices=Classification.choices, default=Classification.RESTRICTED
    )
    tlp = models.CharField(
        _("marking for sharing (TLP)"), max_length=12, choices=Tlp.choices, blank=True, db_default=""
    )
    compartment = models.ForeignKey(Compartment, models.PROTECT, null=True, blank=True, verbose_name=_("compartment"))
    confidentiality = models.CharField(_("confidentiality"), max_length=8, choices=Confidentiality.choices, blank=True)
    confidentiality_reason = models.TextField(_("reason for confidentiality"), blank=True)
    language = models.CharField(_("language of the original"), max_length=10, default="en")
    subject_matter = models.TextField(_("subject matter"), blank=True)
    proceeding_stage = models.CharField(
        _("stage of the proceeding"), max_length=20, choices=ProceedingStage.choices, blank=True
    )
    facts = models.TextField(_("summary of facts"), blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    nexus = models.TextField(_("connection between the request and the case"), blank=True)
    special_procedure = models.TextField(_("special procedure"), blank=True)
    time_limit_on = models.DateField(_("time limit wanted"), null=True, blank=True)
    time_limit_reason = models.TextField(_("reason for the time limit"), blank=True)
    review_on = models.DateField(_("review date"), null=True, blank=True)
    channel = models.CharField(_("channel"), max_length=16, choices=Channel.choices, blank=True)
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    details = models.JSONField(_("details of the kind"), default=dict, blank=True)
    draft = models.JSONField(_("answers as typed"), default=dict, blank=True)
    draft_revision = models.PositiveIntegerField(default=0)
    content_digest = models.CharField(max_length=64, blank=True)
    is_review_owed = models.BooleanField(
        _("transmitted before it was reviewed"), default=False, db_default=False
    )
    split_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="splits")
    duplicate_of = models.ForeignKey(  # the same matter on a lead channel: this one is not counted as one of its own
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates", db_index=False,
        verbose_name=_("duplicate of"),
    )
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("created at"))
    entered_at = models.DateTimeField(_("in this state since"))
    readers = ArrayField(models.BigIntegerField(), default=list, editable=False)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        constraints = [
            models.CheckConstraint(condition=~models.Q(duplicate_of=models.F("id")), name="no_duplicate_of_itself"),
            models.UniqueConstraint(
                fields=["own_reference"], condition=~models.Q(own_reference=""), name="one_own_reference"
            ),
        ]
        indexes = [
            models.Index(  # the newest requests, and of them those that a person may see
                fields=["-created_at", "-id"], include=["classification", "compartment", "tlp"], name="request_list"
            ),
            models.Index(  # what named persons or one agency alone may see, of which there is little
                fields=["tlp"], condition=models.Q(tlp__in=sorted(access.CLOSED)), name="request_closed"
            ),
            models.Index(fields=["duplicate_of"], condition=~models.Q(duplicate_of=None), name="request_duplicates"),
            GinIndex(fields=["readers"], name="request_readers"),  # visible_to a member of an authority
        ]

    def __str__(self) -> str:
        return f"{self.own_reference or _('draft')} {self.title}"

    @property
    def is_outgoing(self) -> bool:
        """Whether we ask."""
        return self.direction == Direction.OUT

    @cached_property
    def asked_language(self) -> str:
        """The official language of the party that is asked."""
        return (self.counterpart if self.is_outgoing else self.home).language

    @cached_property
    def home(self) -> Party:
        """The office's own party. Under the request's lock it is that of the reference data in memory."""
        return Party.home()

    @property
    def outcome(self) -> str:
        """Derived from the items: all the same, else `partial`; empty while an item has none."""
        outcomes = {item.outcome for item in self.items.all()}
        if not outcomes or "" in outcomes:
            return ""
        return outcomes.pop() if len(outcomes) == 1 else Outcome.PARTIAL

    def record(
        self, verb: str, *, by: User | None, now: datetime, happened_at: datetime | None = None,
        party: str = HOME, note: str = "", **details: Any,
    ) -> Event:
        """Write one event: the only writer of history. The caller holds the lock, and read the request under it."""
        end = self.record_end
        event = Event(
            request=self, seq=end.length + 1, verb=verb, party=party, actor=by,
            happened_at=happened_at or now, recorded_at=now, note=note, details=details, previous=end.head,
        )
        event.digest = event.compute_digest()
        event.save(force_insert=True)
        end.head, end.length = event.digest, event.seq  # as the database's trigger has
        return event


class AssistanceItem(models.Model):
    """One measure asked for, with its decision and its outcome."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="items", verbose_name=_("request"))
    seq = models.PositiveSmallIntegerField(_("number"))
    type = models.CharField(_("type of assistance"), max_length=20, choices=types_of_assistance)
    description = models.TextField(_("assistance sought"), blank=True)
    purpose = models.TextField(_("what it is to prove"), blank=True)
    hearing_on = models.DateField(_("date of the hearing"), null=True, blank=True)
    details = models.JSONField(_("details of the type"), default=dict, blank=True)
    disposition = models.CharField(
        _("decision"), max_length=12, choices=Disposition.choices, default=Disposition.PENDING
    )
    grounds = ArrayField(models.CharField(max_length=16), default=list, blank=True, verbose_name=_("grounds"))
    reasons = models.TextField(_("reasons"), blank=True)
    review_on = models.DateField(_("review date"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)
    steps_taken = models.TextField(_("steps taken"), blank=True)
    concluded_at = models.DateTimeField(_("concluded at"), null=True, blank=True)

    class Meta:
        verbose_name = _("assistance item")
        verbose_name_plural = _("assistance items")
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["request", "seq"], name="one_item_per_number")]

    def __str__(self) -> str:
        return f"{self.seq}. {self.get_type_display()}"

    @property
    def is_granted(self) -> bool:
        """Whether it is to be executed."""
        return self.disposition in (Disposition.GRANTED, Disposition.CONDITIONAL)


class Leg(models.Model):
    """One stay of the request with one authority of ours: who is obligated from when to when."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="legs", verbose_name=_("request"))
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="legs", verbose_name=_("authority"))
    is_return = models.BooleanField(_("on the way back"), default=False)
    opened_at = models.DateTimeField(_("from"))
    closed_at = models.DateTimeField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("leg")
        verbose_name_plural = _("legs")
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request"], condition=models.Q(closed_at=None), name="one_open_leg"),
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.opened_at:%Y-%m-%d}"


class Translation(models.Model):
    """The translation of one free text, tied to its original by the original's digest (CK-17)."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="translations", verbose_name=_("request"))
    key = models.CharField(_("text"), max_length=60)
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("translation"))
    original_digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [models.UniqueConstraint(fields=["request", "key", "language"], name="one_translation")]

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"
