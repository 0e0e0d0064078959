"""What was promised at which meeting, how is it measured, and how does it stand?"""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from mla.models import Authority, Party
from mla.models.authorities import Bilingual
from mla.tongues import spoken, tongue
from mla.vocabulary import Classification, Theme

if TYPE_CHECKING:
    from mla.models import User


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings, by who may know of them."""

    def visible_to(self, user: "User") -> Self:
        """Those within the person's clearance: for the central authority all, for others those their authority takes
        part in. What an item of the agenda names is asked apart."""
        cleared = self.filter(classification__lte=user.clearance)
        if user.is_central:
            return cleared
        invited = Meeting._base_manager.filter(participants__authority__in=user.authority_ids)
        return cleared.filter(pk__in=invited.values("pk"))


class Meeting(Bilingual):
    """A Dialogue, or another meeting of the two sides: who met, what was on the agenda and decided, what was promised.

    `revision` grows with every change, so that a form made before another's change is refused. A meeting that is
    closed, or whose minutes are signed, changes no more; `closing` says why one was closed without minutes.
    """

    SORTS = [
        ("dialogue", _("Dialogue")), ("summit", _("meeting of heads of state")), ("group", _("working group")),
        ("expert", _("expert meeting")), ("review", _("case review")), ("other", _("other meeting")),
    ]
    code = models.SlugField(_("code"), max_length=32, unique=True)
    sort = models.CharField(_("sort"), max_length=8, choices=SORTS, default="dialogue")
    parties = models.ManyToManyField(Party, related_name="+", verbose_name=_("parties"))
    held_on = models.DateField(_("held on"))
    source = models.CharField(_("source"), max_length=400, blank=True)
    place_en = models.CharField(_("place in English"), max_length=200, blank=True)
    place_zh = models.CharField(_("place in Chinese"), max_length=200, blank=True)
    classification = models.PositiveSmallIntegerField(
        _("classification"), choices=Classification.choices, default=Classification.UNCLASSIFIED
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closing = models.TextField(_("why it was closed without minutes"), blank=True)
    history = HistoricalRecords()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-held_on", "pk"]

    @property
    def place(self) -> str:
        """Where it is held, in the reader's language."""
        return spoken(self.place_en, self.place_zh)

    @property
    def is_closed(self) -> bool:
        """Whether it changes no more."""
        return self.closed_at is not None


class Commitment(models.Model):
    """One outcome of a meeting, in both languages. Where the exact words of the source are not at hand, the text is a
    paraphrase and says so.

    It is measured by a metric's figure (`metric`, `figure`), by a day (`due_on`), or judged by hand.
    """

    MEASURES = [("metric", _("by a metric")), ("milestone", _("by a day")), ("judgement", _("judged, with reasons"))]
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="commitments", verbose_name=_("meeting"))
    code = models.CharField(_("code"), max_length=16, unique=True)
    topic = models.CharField(_("topic"), max_length=16, choices=Theme.choices)
    text_en = models.TextField(_("text in English"))
    text_zh = models.TextField(_("text in Chinese"))
    is_paraphrase_en = models.BooleanField(_("paraphrase in English"), default=False)
    is_paraphrase_zh = models.BooleanField(_("paraphrase in Chinese"), default=False)
    source = models.CharField(_("source"), max_length=400)
    measure = models.CharField(_("measured"), max_length=10, choices=MEASURES)
    metric = models.CharField(_("metric"), max_length=4, blank=True)
    figure = models.CharField(_("figure"), max_length=24, blank=True)
    due_on = models.DateField(_("day"), null=True, blank=True)
    owner = models.ForeignKey(
        Authority, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["meeting", "code"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(measure="metric") & ~Q(metric="") & ~Q(figure=""))
                | Q(measure="milestone", due_on__isnull=False) | Q(measure="judgement"),
                name="measured_by_something",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def text(self) -> str:
        """Its text in the reader's language."""
        return spoken(self.text_en, self.text_zh)

    @property
    def is_paraphrase(self) -> bool:
        """Whether that text is not in the words of the source."""
        return self.is_paraphrase_zh if tongue() == "zh" else self.is_paraphrase_en


class Standing(models.Model):
    """How a commitment stands, as somebody judged it at a moment. Added to, never changed: a trigger refuses it."""

    STATUSES = [
        ("open", _("open")), ("progress", _("in progress")), ("kept", _("kept")), ("not_kept", _("not kept")),
        ("valid", _("remains valid")), ("superseded", _("superseded")),
    ]
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="standings", verbose_name=_("commitment")
    )
    status = models.CharField(_("status"), max_length=10, choices=STATUSES)
    reasons = models.TextField(_("reasons"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("standing of a commitment")
        verbose_name_plural = _("standings of commitments")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.status}"
