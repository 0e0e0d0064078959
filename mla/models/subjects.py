"""Whom and what is a request about? Persons, organisations, identifiers, offences that several requests may share."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mla import identifiers, nationalities


class Person(models.Model):
    """A person concerned, in Latin and native script."""

    ROLES = [
        ("suspect", _("suspect")), ("accused", _("accused")), ("convicted", _("convicted person")),
        ("witness", _("witness")), ("expert", _("expert")), ("victim", _("victim")),
        ("third_party", _("third party")), ("account_holder", _("account holder")),
        ("subscriber", _("subscriber")), ("recipient", _("recipient of documents")),
        ("returnee", _("person to be returned")), ("fugitive", _("fugitive")), ("sender", _("sender of a parcel")),
        ("consignee", _("addressee of a parcel")), ("caller", _("person calling")),
    ]
    request = models.ForeignKey("mla.Request", models.CASCADE, related_name="persons", verbose_name=_("request"))
    role = models.CharField(_("role in the case"), max_length=20, choices=ROLES)
    surname = models.CharField(_("surname (Latin script)"), max_length=100)
    given_names = models.CharField(_("given names (Latin script)"), max_length=150, blank=True)
    native_name = models.CharField(_("name in native script"), max_length=100, blank=True)
    aliases = models.CharField(_("other names"), max_length=300, blank=True)
    sex = models.CharField(
        _("sex"), max_length=1, blank=True, choices=[("F", _("female")), ("M", _("male")), ("X", _("unspecified"))]
    )
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    birth_place = models.CharField(_("place of birth"), max_length=200, blank=True)
    nationality = models.CharField(_("nationality"), max_length=100, blank=True)
    document = models.CharField(_("identity document (type, number, issuer)"), max_length=200, blank=True)
    address = models.TextField(_("last known address"), blank=True)
    language = models.CharField(_("language spoken"), max_length=60, blank=True)
    details = models.JSONField(
        _("details of the kind"), default=dict, db_default=models.Value({}, models.JSONField()), blank=True
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["pk"]

    def __str__(self) -> str:
        latin = f"{self.surname.upper()} {self.given_names}".strip()
        return f"{latin} ({self.native_name})" if self.native_name else latin

    @property
    def nationality_name(self) -> str:
        """The state of nationality: by its name in the reader's language where its code was given."""
        return nationalities.name(self.nationality)


class Organisation(models.Model):
    """A legal entity concerned."""

    request = models.ForeignKey("mla.Request", models.CASCADE, related_name="organisations", verbose_name=_("request"))
    name = models.CharField(_("name"), max_length=200)
    native_name = models.CharField(_("name in native script"), max_length=200, blank=True)
    registration = models.CharField(_("registration number"), max_length=60, blank=True)
    seat = models.CharField(_("seat"), max_length=200, blank=True)
    representative = models.CharField(_("representative"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Identifier(models.Model):
    """An account, address or number that names somebody or something, with the moment it was used."""

    SCHEMES = identifiers.CHOICES
    request = models.ForeignKey("mla.Request", models.CASCADE, related_name="identifiers", verbose_name=_("request"))
    item = models.ForeignKey(
        "mla.AssistanceItem", models.CASCADE, null=True, blank=True, related_name="identifiers", verbose_name=_("item")
    )
    scheme = models.CharField(_("type"), max_length=20, choices=SCHEMES)
    value = models.CharField(_("value"), max_length=300)
    normalized = models.CharField(_("normalised value"), max_length=300, db_index=True)
    provider = models.CharField(_("provider"), max_length=200, blank=True)
    seen_at = models.CharField(_("time of use with UTC offset"), max_length=40, blank=True)
    port = models.PositiveIntegerField(_("source port"), null=True, blank=True)
    details = models.JSONField(
        _("details of the kind"), default=dict, db_default=models.Value({}, models.JSONField()), blank=True
    )

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()}: {self.value}"


class Offence(models.Model):
    """What the law punishes: the provisions' text and the highest penalty."""

    request = models.ForeignKey("mla.Request", models.CASCADE, related_name="offences", verbose_name=_("request"))
    name = models.CharField(_("offence"), max_length=200)
    provision = models.CharField(_("provision"), max_length=200)
    text = models.TextField(_("text of the provision"))
    max_penalty = models.CharField(_("maximum penalty"), max_length=200)
    committed_from = models.DateField(_("committed from"), null=True, blank=True)
    committed_to = models.DateField(_("committed to"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("offence")
        verbose_name_plural = _("offences")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
