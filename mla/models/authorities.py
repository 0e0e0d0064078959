"""Which states and authorities deal with each other, where, when and in which language?"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from mla.models.zones import existing_zone
from mla.tongues import spoken
from mla.vocabulary import AuthorityKind


class Bilingual(models.Model):
    """Something with an English and a Chinese name, shown in the reader's language."""

    name_en = models.CharField(_("name in English"), max_length=300)
    name_zh = models.CharField(_("name in Chinese"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return spoken(self.name_en, self.name_zh)


class Party(Bilingual):
    """A state (or a party of its own jurisdiction) that asks and is asked."""

    code = models.CharField(_("code"), max_length=8, unique=True, help_text=_("ISO 3166 code"))
    formal_en = models.CharField(_("formal name in English"), max_length=300)
    formal_zh = models.CharField(_("formal name in Chinese"), max_length=300, blank=True)
    capital_en = models.CharField(_("capital in English"), max_length=100)
    capital_zh = models.CharField(_("capital in Chinese"), max_length=100, blank=True)
    zone = models.CharField(_("time zone of the capital"), max_length=64, validators=[existing_zone])
    calendar = models.CharField(_("calendar"), max_length=16, help_text=_("code of the working calendar"))
    regime = models.CharField(_("rules for counting periods"), max_length=16, default="PLAIN")
    language = models.CharField(_("official language"), max_length=10)
    demands = models.JSONField(_("what it demands of a request"), default=dict, blank=True, help_text=_(
        "Numbers by name, such as notice_days: see docs/completeness.md"
    ))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["code"]

    @property
    def tz(self) -> ZoneInfo:
        """The capital's time zone."""
        return ZoneInfo(self.zone)

    def day(self, moment: datetime) -> date:
        """The day that it is in the capital at that moment."""
        return moment.astimezone(self.tz).date()

    @classmethod
    def home(cls) -> "Party":
        """The office's own party: the one setting that knows it."""
        return cls.objects.get(code=settings.MLA_OFFICE_PARTY)


class AuthorityQuerySet(models.QuerySet["Authority"]):
    """Authorities, by what they are for."""

    def own(self) -> "Authority":
        """The office's own central authority: a setting names it."""
        return self.select_related("party").get(code=settings.MLA_OFFICE_AUTHORITY)

    def central_of(self, party: Party) -> "Authority | None":
        """The central authority of another party, if it is known."""
        return self.filter(party=party, kind=AuthorityKind.CENTRAL).order_by("pk").first()


class Authority(Bilingual):
    """An office of a party: central, competent, case-handling, police, ..."""

    code = models.CharField(_("code"), max_length=32, unique=True)
    party = models.ForeignKey(Party, models.PROTECT, related_name="authorities", verbose_name=_("party"))
    kind = models.CharField(_("kind"), max_length=20, choices=AuthorityKind.choices)
    unit_en = models.CharField(_("unit in English"), max_length=300, blank=True)
    unit_zh = models.CharField(_("unit in Chinese"), max_length=300, blank=True)
    address_en = models.TextField(_("address in English"), blank=True)
    address_zh = models.TextField(_("address in Chinese"), blank=True)
    zone = models.CharField(
        _("time zone"), max_length=64, blank=True, validators=[existing_zone], help_text=_("empty: the party's")
    )
    calendar = models.CharField(_("calendar"), max_length=16, blank=True, help_text=_("empty: the party's"))
    languages = models.JSONField(_("languages"), default=list, blank=True)
    is_round_the_clock = models.BooleanField(_("reachable round the clock"), default=False)
    history = HistoricalRecords()

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering = ["code"]

    @property
    def tz(self) -> ZoneInfo:
        """Where this authority's days begin and end."""
        return ZoneInfo(self.zone or self.party.zone)


class Contact(Bilingual):
    """A person or post to turn to, at working or leadership level."""

    LEVELS = [("working", _("working level")), ("leadership", _("leadership level"))]
    authority = models.ForeignKey(Authority, models.CASCADE, related_name="contacts", verbose_name=_("authority"))
    level = models.CharField(_("level"), max_length=12, choices=LEVELS, default="working")
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    title_zh = models.CharField(_("title in Chinese"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=32, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    office_hours_en = models.CharField(_("office hours in English"), max_length=100, blank=True)
    office_hours_zh = models.CharField(_("office hours in Chinese"), max_length=100, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["level", "pk"]

    @property
    def office_hours(self) -> str:
        """When the contact is reached, in the reader's language."""
        return spoken(self.office_hours_en, self.office_hours_zh)
