"""Who works here, in which role, and how much may they see?"""

from functools import cached_property

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mla.models.zones import existing_zone
from mla.vocabulary import Classification, Role

DENSITIES = [("comfortable", _("comfortable")), ("compact", _("compact"))]


class Compartment(models.Model):
    """A closed circle: a request in it is seen by its members only."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=200)

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """An officer. Roles come from memberships, the ceiling of what is seen from `clearance`."""

    name_zh = models.CharField(_("name in Chinese"), max_length=100, blank=True)
    title = models.CharField(_("official title"), max_length=200, blank=True)
    title_zh = models.CharField(
        _("official title in Chinese"), max_length=200, blank=True, db_default="",
        help_text=_("Printed beside the other one in letters that the person signs."),
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    zone = models.CharField(
        _("time zone"), max_length=64, blank=True, validators=[existing_zone],
        help_text=_("IANA name; empty: the authority's"),
    )
    wants_digest = models.BooleanField(_("daily digest by e-mail"), default=True)
    told_by = models.JSONField(_("how messages are sent"), default=dict, blank=True)  # sort -> "each", "digest", "none"
    density = models.CharField(_("density of lists"), max_length=12, choices=DENSITIES, default="comfortable")
    has_shortcuts = models.BooleanField(_("shortcuts of one key"), default=True)
    clearance = models.PositiveSmallIntegerField(
        _("clearance"), choices=Classification.choices, default=Classification.RESTRICTED
    )
    compartments = models.ManyToManyField(
        Compartment, blank=True, related_name="members", verbose_name=_("compartments")
    )

    def __str__(self) -> str:
        return self.name_in(get_language() or "en")

    def name_in(self, language: str) -> str:
        """The name as that language writes it; one without a Chinese form stays as it is."""
        chinese = self.name_zh if language.startswith("zh") else ""
        return chinese or self.get_full_name() or self.username

    @property
    def names(self) -> dict[str, str]:
        """The name as letters have it, by language (`en`, `zh`)."""
        return {"en": self.name_in("en"), "zh": self.name_in("zh-hans")}

    @cached_property
    def _held(self) -> list[tuple[str, int, str, int, str]]:
        columns = ("role", "authority_id", "authority__code", "authority__party_id", "authority__party__code")
        return list(self.memberships.values_list(*columns))

    @cached_property
    def roles(self) -> dict[str, set[int]]:
        """Role -> ids of the authorities where this person holds it, read once per request."""
        held: dict[str, set[int]] = {}
        for role, authority, *_of in self._held:
            held.setdefault(role, set()).add(authority)
        return held

    @cached_property
    def central_roles(self) -> frozenset[str]:
        """The roles held at the office's own central authority."""
        return frozenset(role for role, _id, code, *_of in self._held if code == settings.MLA_OFFICE_AUTHORITY)

    @property
    def is_central(self) -> bool:
        """Whether this person works at the office's own central authority."""
        return bool(self.central_roles)

    @cached_property
    def authority_ids(self) -> set[int]:
        """Ids of every authority this person belongs to."""
        return {authority for _role, authority, *_of in self._held}

    @cached_property
    def party_ids(self) -> set[tuple[int, bool]]:
        """The parties whose authorities this person belongs to, each with whether it is the office's own."""
        return {(party, code == settings.MLA_OFFICE_PARTY) for *_of, party, code in self._held}

    @cached_property
    def compartment_ids(self) -> set[int]:
        """Ids of the compartments this person is in."""
        return set(self.compartments.values_list("pk", flat=True))

    @cached_property
    def recused_from(self) -> set[int]:
        """Ids of the requests this person must not touch."""
        return set(self.recusals.values_list("request_id", flat=True))


class Membership(models.Model):
    """One person holds one role at one authority."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("user"))
    authority = models.ForeignKey(
        "mla.Authority", models.PROTECT, related_name="memberships", verbose_name=_("authority")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["user", "authority", "role"], name="one_membership")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Recusal(models.Model):
    """A person who must not see or touch one request, with the reason."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recusals", verbose_name=_("user"))
    request = models.ForeignKey("mla.Request", models.CASCADE, related_name="recusals", verbose_name=_("request"))
    reason = models.CharField(_("reason"), max_length=500)

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        constraints = [models.UniqueConstraint(fields=["user", "request"], name="one_recusal")]

    def __str__(self) -> str:
        return f"{self.user} / {self.request}"
