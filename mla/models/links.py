"""How do requests belong together? By keys, derived from whom and what they name; and by links that people made."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from mla.models.people import User
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


class RequestLinkQuerySet(models.QuerySet["RequestLink"]):
    """Links that people made, by the requests they connect."""

    def of(self, request: Request) -> Self:
        """Those of a request, on either side."""
        return self.filter(models.Q(later=request) | models.Q(earlier=request))

    def with_any(self, request: Request, others: Iterable[int]) -> Self:
        """Those of a request with one of these, by their keys."""
        keys = list(others)
        return self.filter(models.Q(later=request, earlier__in=keys) | models.Q(earlier=request, later__in=keys))


class RequestLink(models.Model):
    """One request goes back to another: who said so, when and why. Two requests are linked in one way at most.

    `later` is the one that follows up, supplements, confirms or is a part; `earlier` the one it goes back to. Undoing a
    link deletes the row; the records of both requests keep when it was made and undone.
    """

    SORTS = [
        ("follow_up", _("follow-up")), ("supplement", _("supplement")), ("confirmation", _("written confirmation")),
        ("part", _("part of a priority case")), ("related", _("related")),
    ]
    later = models.ForeignKey(Request, models.PROTECT, related_name="links_back", verbose_name=_("later request"))
    earlier = models.ForeignKey(Request, models.PROTECT, related_name="links_on", verbose_name=_("earlier request"))
    sort = models.CharField(_("sort"), max_length=12, choices=SORTS)
    reasons = models.TextField(_("reasons"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made at"))

    objects = RequestLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link of two requests")
        verbose_name_plural = _("links of two requests")
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(later=models.F("earlier")), name="no_link_with_itself"),
            models.UniqueConstraint(Least("later", "earlier"), Greatest("later", "earlier"), name="one_link_a_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.later_id} {self.sort} {self.earlier_id}"
