"""Who does what by when, after a meeting? Action items, their history, and the warnings that were given."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mla import access
from mla.models import Authority
from mla.tongues import spoken
from mla.vocabulary import Role
from workflows.models.commitments import Meeting
from workflows.models.meetings import AgendaItem

if TYPE_CHECKING:
    from mla.models import User


class ActionItemQuerySet(models.QuerySet["ActionItem"]):
    """Action items, by whom they concern and who may know of them."""

    def open(self) -> Self:
        """Those still to be done."""
        return self.filter(status="open")

    def concerning(self, user: "User") -> Self:
        """Those the person owns, or a desk that they hold."""
        at_desk = Q(desk__in=sorted(user.central_roles), authority=None)
        for role, places in sorted(user.roles.items()):
            if role not in access.AT_CENTRAL:
                at_desk |= Q(desk=role, authority__in=sorted(places))
        return self.filter(Q(owner=user) | (at_desk & ~Q(desk="")))

    def visible_to(self, user: "User") -> Self:
        """Those of meetings the person may know of, and those that concern them; never one whose item of the agenda
        names a request that is hidden from the person, or that is classified above their clearance."""
        known = Q(meeting__in=Meeting.objects.visible_to(user)) | Q(pk__in=self.model.objects.concerning(user))
        hidden = AgendaItem.objects.secret_to(user)
        return self.filter(known, meeting__classification__lte=user.clearance).exclude(agenda__in=hidden)


class ActionItem(models.Model):
    """What somebody is to do by a day: a person, a desk (of the office where no authority is named), or an authority of
    the other side.

    `due_at` is the midnight after the due day at whoever owes; `wake_at` when the sweep looks next. `starts_at` is when
    it was agreed or last moved: a warning that would lie before is left out.
    """

    STATUSES = [("open", pgettext_lazy("action item", "open")), ("done", _("done")), ("cancelled", _("cancelled"))]
    code = models.CharField(_("number"), max_length=40, unique=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="actions", verbose_name=_("meeting"))
    agenda = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="actions",
        verbose_name=_("item of the agenda"),
    )
    text_en = models.TextField(_("text in English"))
    text_zh = models.TextField(_("text in Chinese"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="action_items", verbose_name=_("owner")
    )
    desk = models.CharField(_("desk"), max_length=20, choices=Role.choices, blank=True)
    authority = models.ForeignKey(
        Authority, models.PROTECT, null=True, related_name="+", verbose_name=_("authority")
    )
    due_on = models.DateField(_("due on"))
    due_at = models.DateTimeField(_("late from"))
    starts_at = models.DateTimeField()
    wake_at = models.DateTimeField(null=True)
    status = models.CharField(_("status"), max_length=10, choices=STATUSES, default="open")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("action item")
        verbose_name_plural = _("action items")
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False, desk="", authority=None)
                | (Q(owner=None) & (~Q(desk="") | Q(authority__isnull=False))),
                name="action_has_one_owner",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(status="open"), name="action_open"),  # inbox, deadlines
            models.Index(fields=["wake_at"], condition=Q(wake_at__isnull=False), name="action_sweep"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def text(self) -> str:
        """What is to be done, in the reader's language."""
        return spoken(self.text_en, self.text_zh)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.status == "open"

    @property
    def last_minute(self) -> datetime:
        """The last minute of the due day at whoever owes."""
        return self.due_at - timedelta(minutes=1)

    @property
    def is_theirs(self) -> bool:
        """Whether an authority of the other side owes it."""
        return self.owner_id is None and not self.desk


class ActionChange(models.Model):
    """One line of an action item's history. Added to, never changed: a trigger refuses it."""

    SORTS = [
        ("agree", _("agreed")), ("done", _("done")), ("move", pgettext_lazy("action item", "moved")),
        ("cancel", _("cancelled")),
    ]
    action = models.ForeignKey(ActionItem, models.PROTECT, related_name="changes")
    sort = models.CharField(max_length=8, choices=SORTS)
    note = models.TextField(blank=True)
    due_before = models.DateField(null=True)
    due_after = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.action_id} {self.sort}"


class ActionRung(models.Model):
    """One warning of an action item, claimed once by this row's uniqueness. `to` says which levels it told."""

    action = models.ForeignKey(ActionItem, models.CASCADE, db_index=False, related_name="rungs")
    name = models.CharField(max_length=24)
    to = models.JSONField(default=list)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField()

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["action", "name"], name="one_claim_per_action_rung")]

    def __str__(self) -> str:
        return f"{self.action_id} {self.name}"
