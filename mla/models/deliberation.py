"""What is asked, offered and advised about a request before it is decided?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mla.models.requests import AssistanceItem, Request
from mla.vocabulary import HOME, State


class Point(models.Model):
    """One thing asked in a deficiency notice, with the answer or that it was declined.

    `section` and `field` name the answer of the writer that mends it, where a finding of the checks became the point.
    """

    request = models.ForeignKey(Request, models.CASCADE, related_name="points", verbose_name=_("request"))
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.CharField(_("asking party"), max_length=12)
    code = models.CharField(_("check"), max_length=8)
    text = models.TextField(_("what is needed"))
    section = models.CharField(max_length=40, blank=True)
    field = models.CharField(max_length=80, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    is_declined = models.BooleanField(_("declined"), default=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("point")
        verbose_name_plural = _("points")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.code}: {self.text[:40]}"


class Condition(models.Model):
    """A condition offered, and the assurance with which it was accepted. It binds the results of its item, or of all.

    `terms` holds what its code demands: `on` (a day: return, hearing by video), `contact`, `listed` (those to whom
    the material may go, or exceptions, one a line). The assurance is a file of the request, known by its digest.
    """

    request = models.ForeignKey(Request, models.CASCADE, related_name="conditions", verbose_name=_("request"))
    item = models.ForeignKey(AssistanceItem, models.CASCADE, null=True, blank=True, related_name="conditions")
    code = models.CharField(_("code"), max_length=16)
    text = models.TextField(_("text"))
    terms = models.JSONField(_("required data"), default=dict, blank=True)
    proposed_by = models.CharField(_("proposing party"), max_length=12, default=HOME)
    proposed_at = models.DateTimeField(_("proposed at"))
    is_accepted = models.BooleanField(_("accepted"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    assurance = models.TextField(_("assurance"), blank=True)
    given_by = models.CharField(_("authority that gives the assurance"), max_length=300, blank=True)
    competent_body = models.CharField(_("body competent for the undertaking"), max_length=300, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    assurance_sha256 = models.CharField(_("digest of the assurance"), max_length=64, blank=True)
    breached_at = models.DateTimeField(_("not kept since"), null=True, blank=True)
    breach = models.TextField(_("how it was not kept"), blank=True)

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.code}: {self.text[:40]}"


class Opinion(models.Model):
    """What one adviser thought of the request as it then was; it stands while the content stays."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="opinions", verbose_name=_("request"))
    role = models.CharField(_("role"), max_length=20)
    state = models.CharField(_("state"), max_length=20, choices=State.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    recommendation = models.CharField(_("recommendation"), max_length=20)
    text = models.TextField(_("opinion"))
    content_digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.role}: {self.recommendation}"
