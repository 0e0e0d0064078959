"""What went out on paper, and what came in?"""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from mla.models import AssistanceItem, Authority, Counter, Event, Party, Request
from mla.tongues import spoken


class Letter(models.Model):
    """One letter of ours. Its content is frozen when it is issued; the PDF is printed and sealed once.

    `snapshot` is what the template prints, `html` the page it made; `unsealed_sha256` is the digest of the PDF before
    its seal, `sha256` names the stored bytes. `token` is the random code by which a holder of the paper verifies it.
    A letter is superseded by a correction, never deleted or printed anew; a database trigger refuses both.
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
    token = models.CharField(_("verification code"), max_length=32, unique=True)
    template = models.CharField(max_length=80)
    template_version = models.CharField(max_length=64)
    snapshot = models.JSONField()
    left_out = models.JSONField(_("citations left out because nobody verified them"), default=list, blank=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    printing_since = models.DateTimeField(null=True)
    html = models.TextField(blank=True)
    unsealed_sha256 = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True)
    pages = models.PositiveSmallIntegerField(null=True)
    renderer = models.CharField(max_length=60, blank=True)
    rendered_at = models.DateTimeField(null=True)
    certificate = models.CharField(_("sealed with the certificate"), max_length=64, blank=True)
    sealed_by = models.CharField(_("sealed by"), max_length=200, blank=True)
    has_timestamp = models.BooleanField(_("carries a timestamp of a third party"), default=False)
    failure = models.TextField(_("why it could not be made"), blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["issued_at", "pk"]
        indexes = [
            models.Index(fields=["id"], condition=Q(sha256=""), name="letters_without_pdf"),  # the repair job
            models.Index(fields=["-issued_at", "-id"], name="letter_register"),  # the register, newest first
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.code}"

    @property
    def subject(self) -> str:
        """What the letter is called, in the reader's language."""
        return spoken(self.subject_en, self.subject_zh)

    @property
    def is_rendered(self) -> bool:
        """Whether the PDF exists."""
        return bool(self.sha256)

    @staticmethod
    def next_number(request: Request, year: int) -> str:
        """The next letter number of the year with this counterpart, without gaps."""
        series = f"{settings.MLA_OFFICE_PARTY}-{request.counterpart.code}-{year}"
        return f"{series}-L{Counter.take(series + '-L'):04d}"


class Paper(models.Model):
    """A paper of the office's own that belongs to no request, such as a report: frozen, printed and sealed as letters
    are, and verified like them. One that is corrected is superseded by the later paper and stays. A database trigger
    refuses to change it, but for the facts of its printing."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    title_en = models.CharField(_("title in English"), max_length=300)
    title_zh = models.CharField(_("title in Chinese"), max_length=300)
    sender = models.ForeignKey(Authority, models.PROTECT, related_name="+", verbose_name=_("sender"))
    issued_at = models.DateTimeField(_("issued at"))
    token = models.CharField(_("verification code"), max_length=32, unique=True)
    template = models.CharField(max_length=80)
    template_version = models.CharField(max_length=64)
    snapshot = models.JSONField()
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="superseded_by")
    printing_since = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True)
    pages = models.PositiveSmallIntegerField(null=True)
    certificate = models.CharField(_("sealed with the certificate"), max_length=64, blank=True)
    failure = models.TextField(_("why it could not be made"), blank=True)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["issued_at", "pk"]

    def __str__(self) -> str:
        return self.number


class KnownSeal(models.Model):
    """A certificate with which an office of another party seals its papers, as both sides compared it.

    Papers sealed with any other are refused. One that is withdrawn stays, so that it is known what it had sealed.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="seals", verbose_name=_("party"))
    owner = models.CharField(_("office that seals"), max_length=200)
    certificate = models.CharField(
        _("SHA-256 of the certificate"), max_length=64, unique=True,
        validators=[RegexValidator(r"^[0-9a-f]{64}$", _("Sixty-four signs from 0 to 9 and a to f."))],
    )
    compared = models.CharField(_("how and with whom it was compared"), max_length=300)
    is_withdrawn = models.BooleanField(_("withdrawn"), default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("known seal")
        verbose_name_plural = _("known seals")
        ordering = ["party", "pk"]

    def __str__(self) -> str:
        return f"{self.owner} {self.certificate[:16]}"


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
    number = models.CharField(_("their letter number"), max_length=80, blank=True)
    dated_on = models.DateField(_("date of their letter"), null=True, blank=True)
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


class Passages(models.Model):
    """What an officer wrote into the marked passages of a letter before the act that issues it.

    `texts` maps a passage's name to what was typed, by language: `{"closing": {"en": "...", "zh": "..."}}`.
    """

    request = models.ForeignKey(Request, models.CASCADE, related_name="passages", verbose_name=_("request"))
    word = models.CharField(_("act"), max_length=24)
    code = models.CharField(_("letter"), max_length=4)
    texts = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()

    class Meta:
        verbose_name = _("passages of a letter")
        verbose_name_plural = _("passages of letters")
        constraints = [models.UniqueConstraint(fields=["request", "word", "code"], name="one_passages_per_letter")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.word} {self.code}"


class Delivery(models.Model):
    """One dispatch of a letter, and the proof that it arrived."""

    class Way(models.TextChoices):
        COURIER = "courier", _("courier")
        POST = "post", _("registered post")
        BAG = "bag", _("diplomatic bag")
        EMAIL = "email", _("e-mail")
        PORTAL = "portal", _("secure portal")
        HAND = "hand", _("handed over in person")

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="deliveries", verbose_name=_("letter"))
    way = models.CharField(_("way of delivery"), max_length=8, choices=Way.choices)
    number = models.CharField(_("courier or receipt number"), max_length=80, blank=True)
    sent_at = models.DateTimeField(_("sent at"))
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    received_by = models.CharField(_("received or handed over to"), max_length=120, blank=True)
    proof = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proof of delivery")
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.way} {self.number}"


class CaseFile(models.Model):
    """The papers of one request bound into one PDF, on a person's order; a job makes it and tells how far it is."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="case_files", verbose_name=_("request"))
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(null=True)
    failure = models.TextField(blank=True)

    class Meta:
        verbose_name = _("case file")
        verbose_name_plural = _("case files")
        ordering = ["ordered_at", "pk"]

    def __str__(self) -> str:
        return f"{self.request_id} {self.ordered_at:%Y-%m-%d %H:%M}"
