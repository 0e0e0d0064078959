"""How long was a request in the stock, and what was done about it? One narrow row a stay, derived from the record."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from mla import access
from mla.models import Authority, Compartment, Party, Request
from mla.vocabulary import Direction, Theme, Urgency

if TYPE_CHECKING:
    from mla.models import User


class MeasureQuerySet(models.QuerySet["Measure"]):
    """Measures, by who may know of them."""

    def visible_to(self, user: "User") -> Self:
        """Of requests the person may see. For the central authority by the row's own columns, without a join."""
        if not user.is_central:
            return self.filter(request__in=Request.objects.visible_to(user))
        closed = Request.objects.filter(tlp__in=sorted(access.CLOSED))
        withheld = closed.exclude(readers__overlap=access.reader_keys(user))
        return self.filter(access.cleared(user, key="request")).exclude(request__in=withheld.values("pk"))


class PastChange(models.Model):
    """Something reached back into a quarter that was over. Database triggers write these rows; their number and the
    last of them say whether what was counted of the past still holds."""

    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.pk} {self.at:%Y-%m-%d}"


class Measure(models.Model):
    """One stay of a request in the stock: from its entry, or its reopening, to its end.

    An outgoing request enters at `transmit`, an incoming one at `receive`, a linked one when it is split off. A stay
    that goes on in the next because an answered request was reopened ends as `carried`, at the moment the next begins.
    `workflows.reports.measures` alone writes these rows, from the record with its corrections; `done_at` is when the
    requested side answered (outgoing: their report, incoming: our response), and `paused` is in seconds,
    up to the answer or the end. Direction, kind, theme, party, authority and access are those of the request today.
    """

    request = models.ForeignKey(Request, models.CASCADE, db_index=False, related_name="measures")
    nth = models.PositiveSmallIntegerField()
    is_last = models.BooleanField()
    direction = models.CharField(max_length=3, choices=Direction.choices)
    kind = models.CharField(max_length=32)
    theme = models.CharField(max_length=16, choices=Theme.choices)
    party = models.ForeignKey(Party, models.PROTECT, db_index=False, related_name="+")
    authority = models.ForeignKey(Authority, models.PROTECT, null=True, db_index=False, related_name="+")
    urgency_first = models.CharField(max_length=12, choices=Urgency.choices)
    urgency = models.CharField(max_length=12, choices=Urgency.choices)
    classification = models.PositiveSmallIntegerField()
    compartment = models.ForeignKey(Compartment, models.PROTECT, null=True, db_index=False, related_name="+")
    begins_at = models.DateTimeField()
    began_with = models.CharField(max_length=24)
    acknowledged_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_with = models.CharField(max_length=24)
    asked_at = models.DateTimeField(null=True)
    consulted_at = models.DateTimeField(null=True)
    postponed_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_with = models.CharField(max_length=24)
    paused = models.BigIntegerField(default=0)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "nth"], name="one_measure_per_stay")]
        indexes = [
            models.Index(  # the stock by age: what has not ended
                fields=["begins_at"], include=["direction", "classification", "compartment", "request"],
                condition=Q(ended_at=None), name="measure_stock",
            ),
            models.Index(  # what was answered in a period
                fields=["done_at"], condition=Q(done_at__isnull=False), name="measure_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}.{self.nth}"
