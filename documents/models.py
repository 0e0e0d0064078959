"""What went out on paper, and what came in?"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mla.models import AssistanceItem, Authority, Counter, Event, Request


class Letter(models.Model):
    """One letter of ours. Its content is frozen when it is issued; the PDF is rendered once, then never changed.

    `snapshot` is what the template printed, `html` the frozen page; `sha256` names the stored PDF bytes.
    A letter is superseded by a correction, never deleted or rendered anew.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="letters", verbose_name=_("request"))
    event = models.ForeignKey(Event, models.PROTECT, related_name="letters", verbose_name=_("issued with"))
    code = models.CharField(_("letter"), max_length=4)
    number = models.CharField(_("number"), max_length=40, unique=True)
    subject_en = models.CharField(_("subject in English"), max_length=300)
    subject_zh = models.CharField(_("subject in Chinese"), max_length=300, blank=True)
    sender = models.ForeignKey(Authority, models.PROTECT, related_name="+", verbose_name=_("sender"))
    addressee = models.ForeignKey(Authority, models.PROTECT, related_name="+", verbose_name=_("addressee"))
    languages = models.JSONField(_("languages"), default=list)
    prevailing = models.CharField(_("prevailing text"), max_length=10)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(_("issued at"))
    template_version = models.CharField(max_length=64)
    snapshot = models.JSONField()
    html = models.TextField()
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True)
    pages = models.PositiveSmallIntegerField(null=True)
    renderer = models.CharField(max_length=60, blank=True)
    rendered_at = models.DateTimeField(null=True)
    failure = models.TextField(_("why it could not be made"), blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["issued_at", "pk"]
        indexes = [
            models.Index(fields=["id"], condition=Q(sha256=""), name="letters_without_pdf"),  # the repair job
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.code}"

    @property
    def is_rendered(self) -> bool:
        """Whether the PDF exists."""
        return bool(self.sha256)

    @staticmethod
    def next_number(request: Request, year: int) -> str:
        """The next letter number of the year with this counterpart, without gaps."""
        series = f"{settings.MLA_OFFICE_PARTY}-{request.counterpart.code}-{year}"
        return f"{series}-L{Counter.take(series + '-L'):04d}"


class Attachment(models.Model):
    """A file that came with the request or goes out with it, kept by its digest."""

    PURPOSES = [
        ("annex", _("annex to the request")), ("result", _("result of execution")), ("answer", _("answer")),
        ("assurance", _("assurance")), ("incoming", _("letter received")),
    ]
    request = models.ForeignKey(Request, models.PROTECT, related_name="attachments", verbose_name=_("request"))
    item = models.ForeignKey(AssistanceItem, models.PROTECT, null=True, blank=True, related_name="attachments")
    purpose = models.CharField(_("purpose"), max_length=12, choices=PURPOSES, default="annex")
    title = models.CharField(_("title"), max_length=200)
    filename = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    is_original = models.BooleanField(_("original to be returned"), default=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["uploaded_at", "pk"]

    def __str__(self) -> str:
        return self.title
