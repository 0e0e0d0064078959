"""What happened? The append-only record, and the counters that number without gaps."""

import hashlib
from datetime import datetime
from typing import Any

import rfc8785
from django.conf import settings
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

GENESIS = "0" * 64
COUNTED = (
    "verify", "not_national", "undetermined", "issue_document", "depart", "hand_over", "fail", "preserve", "renew",
    "call", "raise_level", "answer_call", "feedback", "schedule", "control", "nominate", "assess", "list", "review",
    "arrest", "resolve", "delist", "seize", "wire", "give_back", "confirm", "remind", "correct",
)
"""The acts that the metrics count one by one."""


class Event(models.Model):
    """One act on one request. Written once by `Request.record`; a database trigger refuses change.

    `happened_at` is the legal moment clocks run from, `recorded_at` the moment it was keyed in.
    `digest` covers every column and the digest of the event before it (SHA-256 over RFC 8785 JSON).
    """

    request = models.ForeignKey("mla.Request", models.PROTECT, db_index=False, related_name="events")
    seq = models.PositiveIntegerField(_("number"))
    verb = models.CharField(_("act"), max_length=24)
    party = models.CharField(_("acting party"), max_length=12)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+"
    )
    happened_at = models.DateTimeField(_("happened at"))
    recorded_at = models.DateTimeField(_("recorded at"))
    note = models.TextField(_("note"), blank=True)
    details = models.JSONField(_("details"), default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["request", "seq"]
        constraints = [models.UniqueConstraint(fields=["request", "seq"], name="one_event_per_number")]
        indexes = [
            models.Index(  # the metrics: few acts of all are counted
                fields=["verb", "happened_at"], condition=models.Q(verb__in=COUNTED), name="event_counted"
            ),
            models.Index(  # may this person be deleted? What the office does by itself has no actor
                fields=["actor"], condition=models.Q(actor__isnull=False), name="event_actor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}#{self.seq} {self.verb}"

    def compute_digest(self) -> str:
        """The digest this event must have, from its own columns and `previous`."""
        content: dict[str, Any] = {
            "request": self.request_id, "seq": self.seq, "verb": self.verb, "party": self.party,
            "actor": self.actor_id, "happened_at": canonical_moment(self.happened_at),
            "recorded_at": canonical_moment(self.recorded_at), "note": self.note,
            "details": self.details, "previous": self.previous,
        }
        return hashlib.sha256(rfc8785.dumps(content)).hexdigest()


def canonical_moment(moment: datetime) -> str:
    """A moment as whole microseconds since 1970 UTC, the same before and after the database."""
    return str(round(moment.timestamp() * 1_000_000))


class RecordEnd(models.Model):
    """The last event of a request's record, so that a cut-off end is noticed. Database triggers write it: it begins
    with the request and follows each event. It stands apart because it is moved often, and a request's row is wide."""

    request = models.OneToOneField("mla.Request", models.CASCADE, primary_key=True, related_name="record_end")
    head = models.CharField(_("digest of the last event"), max_length=64)
    length = models.PositiveIntegerField(_("number of the last event"))

    class Meta:
        verbose_name = _("end of a record")
        verbose_name_plural = _("ends of records")

    def __str__(self) -> str:
        return f"{self.request_id}#{self.length}"


class Counter(models.Model):
    """The last number given in a series; incremented last in a transaction, so numbers have no gaps."""

    series = models.CharField(max_length=64, unique=True)
    value = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}: {self.value}"

    @classmethod
    def take(cls, series: str) -> int:
        """The next number of the series. Call inside a transaction: a rollback gives the number back."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO mla_counter (series, value) VALUES (%s, 1) "
                "ON CONFLICT (series) DO UPDATE SET value = mla_counter.value + 1 RETURNING value",
                [series],
            )
            return cursor.fetchone()[0]


class ReferenceStamp(models.Model):
    """One row: a value that a database trigger replaces whenever reference data change. `mla.reference` reads it."""

    value = models.UUIDField()

    def __str__(self) -> str:
        return str(self.value)
