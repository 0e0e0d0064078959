"""By what may two requests be about the same? One row for each key, derived from whom and what a request names."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mla.models.requests import Request


class LinkKey(models.Model):
    """A key of a request. Derived: `mla.links.storing` writes it in the transaction that stores the subjects.

    `said` is what the key was made of, as it stands in the request; only who may see the request reads it.
    """

    SORTS = [
        ("born", _("person, by name and date of birth")), ("document", _("identity document")),
        ("registration", _("registered entity")), ("account", _("account")), ("number", _("telephone number")),
        ("network", _("network address")), ("device", _("device")), ("parcel", _("parcel")), ("file", _("file")),
        ("transfer", _("transfer of money")), ("reference", _("reference of the other side")),
        ("place", _("street address")), ("person", _("person, by name")), ("organisation", _("organisation, by name")),
    ]
    request = models.ForeignKey(
        Request, models.CASCADE, related_name="link_keys", db_index=False, verbose_name=_("request")
    )
    sort = models.CharField(_("sort"), max_length=12, choices=SORTS)
    key = models.CharField(_("key"), max_length=120)
    said = models.CharField(_("as it stands there"), max_length=200)

    class Meta:
        verbose_name = _("link key")
        verbose_name_plural = _("link keys")
        indexes = [
            models.Index(fields=["key", "sort", "-request"], name="link_find"),  # the newest requests with a key
        ]
        constraints = [models.UniqueConstraint(fields=["request", "sort", "key"], name="one_link_key")]

    def __str__(self) -> str:
        return f"{self.get_sort_display()}: {self.said}"
