"""Who met, about what, and what was decided? Participants, agenda and minutes of meetings."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mla.models import Authority, Request
from mla.models.authorities import Bilingual
from mla.tongues import spoken
from mla.vocabulary import Classification
from workflows.models.commitments import Commitment, Meeting

if TYPE_CHECKING:
    from mla.models import User


class Participant(Bilingual):
    """One person of a delegation, as they are named in the minutes."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="participants", verbose_name=_("meeting"))
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+", verbose_name=_("authority"))
    post_en = models.CharField(_("post in English"), max_length=200, blank=True)
    post_zh = models.CharField(_("post in Chinese"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["pk"]

    @property
    def post(self) -> str:
        """The post in the reader's language."""
        return spoken(self.post_en, self.post_zh)


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """Items of agendas, by what they name."""

    def secret_to(self, user: "User") -> Self:
        """Those that name a request which the person may not see."""
        named = AgendaItem.requests.through.objects
        return self.filter(pk__in=named.exclude(request__in=Request.objects.visible_to(user)).values("agendaitem"))


class AgendaItem(models.Model):
    """One item of an agenda, what it is about, and what was decided. Its number is its place among the items.

    Whoever may not see a request that it names reads the title, but neither the reference nor the decision.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda", verbose_name=_("meeting"))
    title_en = models.CharField(_("title in English"), max_length=300)
    title_zh = models.CharField(_("title in Chinese"), max_length=300)
    commitments = models.ManyToManyField(
        Commitment, blank=True, related_name="agenda_items", verbose_name=_("commitments")
    )
    requests = models.ManyToManyField(Request, blank=True, related_name="agenda_items", verbose_name=_("requests"))
    decision_en = models.TextField(_("decision in English"), blank=True)
    decision_zh = models.TextField(_("decision in Chinese"), blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of the agenda")
        verbose_name_plural = _("items of the agenda")
        ordering = ["pk"]

    def __str__(self) -> str:
        return spoken(self.title_en, self.title_zh)

    @property
    def decision(self) -> str:
        """What was decided, in the reader's language."""
        return spoken(self.decision_en, self.decision_zh)


class MinutesQuerySet(models.QuerySet["Minutes"]):
    """Minutes, by their version."""

    def newest(self, meeting: Meeting) -> "Minutes | None":
        """Those of the meeting that were begun last, signed or not."""
        return self.filter(meeting=meeting).order_by("-pk").first()

    def signed(self) -> Self:
        """Those that are frozen."""
        return self.exclude(signed_at=None)


class Minutes(models.Model):
    """The minutes of a meeting (L45), drawn up by one person and signed by another.

    `content` is what the paper prints; `request_ids` are the requests it names, and only who sees them all reads it. A
    database trigger refuses to change what was signed: a mistake is put right by further minutes, which name those that
    they correct and, in both languages, the `reasons`; since `begun_at` the meeting may be changed for them.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes", verbose_name=_("meeting"))
    number = models.CharField(_("number"), max_length=40, unique=True)
    classification = models.PositiveSmallIntegerField(_("classification"), choices=Classification.choices)
    content = models.JSONField()
    remarks = models.JSONField(default=dict)
    request_ids = ArrayField(models.BigIntegerField(), default=list)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    paper = models.OneToOneField("documents.Paper", models.PROTECT, null=True, related_name="minutes")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    reasons = models.JSONField(default=dict)
    begun_at = models.DateTimeField(null=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("drafted_by")), name="minutes_signed_by_another"
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None, signed_at=None, paper=None)
                | Q(signed_by__isnull=False, signed_at__isnull=False, paper__isnull=False),
                name="minutes_signed_when",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, begun_at=None) | Q(corrects__isnull=False, begun_at__isnull=False),
                name="minutes_correction_begun_when",
            ),
            models.UniqueConstraint(fields=["meeting"], condition=Q(corrects=None), name="one_first_minutes"),
            models.UniqueConstraint(fields=["meeting"], condition=Q(signed_at=None), name="one_draft_of_minutes"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_signed(self) -> bool:
        """Whether they are frozen."""
        return self.signed_at is not None

    @property
    def is_correcting(self) -> bool:
        """Whether they are the draft of a correction, for which the meeting may be changed."""
        return self.corrects_id is not None and not self.is_signed
