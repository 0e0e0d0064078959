"""What helps to write a request: what it said at each of its versions, and templates that the office keeps."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mla.models.requests import Request
from mla.vocabulary import Direction


class Version(models.Model):
    """Every answer of a request as it stood when it was handed in, answered, or left for a while as a draft.

    `lines` are the answers in words, by language: `{"en": [[page, field, label, words], ...], "zh": [...]}`.
    """

    request = models.ForeignKey(Request, models.CASCADE, related_name="versions", verbose_name=_("request"))
    number = models.PositiveIntegerField(_("number"))
    word = models.CharField(_("kept with"), max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    content_digest = models.CharField(max_length=64)
    lines = models.JSONField()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["request", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.request_id} v{self.number}"


class RequestTemplate(models.Model):
    """Ready answers from which a draft of one kind begins; persons, organisations and identifiers are never in it."""

    kind = models.CharField(_("kind"), max_length=32)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction.choices)
    name = models.CharField(_("name"), max_length=120)
    help = models.CharField(_("when to use it"), max_length=300, blank=True)
    material = models.JSONField()
    is_offered = models.BooleanField(_("offered to drafters"), default=True)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("kept by"))
    kept_at = models.DateTimeField(_("kept at"))

    class Meta:
        verbose_name = _("template of a request")
        verbose_name_plural = _("templates of requests")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "direction", "name"], name="one_template_per_name")]

    def __str__(self) -> str:
        return self.name
