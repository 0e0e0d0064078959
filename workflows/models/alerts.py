"""Who was told of a deadline, and does the sweep live? Messages, calendar feeds, and the sweep's pulse."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mla.models import Authority, Request
from mla.vocabulary import Role
from workflows.models.actions import ActionItem
from workflows.models.clocks import Rung


def new_token() -> str:
    """A secret of 256 bits for an address."""
    return secrets.token_urlsafe(32)


class Alert(models.Model):
    """One message to one person: kept before it is sent, sent at least once, always under the same message id."""

    SORTS = [
        ("rung", _("deadline")), ("digest", _("daily digest")), ("sweep", _("sweep")), ("calendar", _("calendar")),
        ("mention", _("mention")),
        ("task", _("task")), ("asked", _("question")), ("moved", _("step")), ("halt", _("hard stop")),
        ("action", _("action item")),
    ]
    sort = models.CharField(_("sort"), max_length=10, choices=SORTS)
    subject_key = models.CharField(max_length=80)  # what it is about, such as "rung 17" or "digest 2026-11-22"
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="alerts")
    rung = models.ForeignKey(Rung, models.CASCADE, null=True, related_name="alerts")
    request = models.ForeignKey(Request, models.CASCADE, null=True, related_name="+", db_index=False)
    action = models.ForeignKey(ActionItem, models.CASCADE, null=True, related_name="alerts")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["subject_key", "recipient"], name="one_message_each")]
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(sent_at=None), name="alert_unsent"),  # the sender
            models.Index(fields=["recipient", "-created_at"], name="alert_of_person"),  # the page of messages
        ]

    def __str__(self) -> str:
        return f"{self.subject_key} -> {self.recipient_id}"

    @property
    def message_id(self) -> str:
        """The same at every attempt, so that a mailbox shows the message once."""
        return f"<mla.{self.pk}.{self.created_at:%Y%m%d%H%M%S}@{settings.EMAIL_DOMAIN}>"


class Feed(models.Model):
    """A calendar feed at a secret address: of one person, or of one desk of an authority; revocable."""

    token = models.CharField(max_length=64, unique=True, default=new_token)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feeds")
    desk = models.CharField(_("desk"), max_length=20, choices=Role.choices, blank=True)
    authority = models.ForeignKey(Authority, models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.owner} {self.desk}"


class Pulse(models.Model):
    """The last run of a periodic job, by name: when it began and ended, how much it saw, how late it was."""

    name = models.CharField(max_length=40, unique=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    seen = models.PositiveIntegerField(default=0)
    lag_seconds = models.FloatField(default=0)
    failure = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.name} {self.began_at:%Y-%m-%d %H:%M}"
