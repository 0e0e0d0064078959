"""By what is the register of letters narrowed?"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from documents.catalogue import titles
from documents.models import Delivery
from mla.filtering import ANY, AddressFilter, select
from mla.models import Authority, Party

_ON_THE_WAY = [("none", _("not dispatched")), ("sent", _("dispatched, no receipt yet")), ("received", _("delivered"))]
_OF_REQUEST = ("request__own_reference__icontains", "request__foreign_reference__icontains")


class RegisterFilter(AddressFilter):
    """Letters by number or reference, other party, authority, day, kind of letter and delivery."""

    q = forms.CharField(label=_("Number or reference"), required=False, max_length=100)
    direction = select(_("In or out"), [("out", _("sent by us")), ("in", _("received"))])
    code = select(_("Letter"), [])
    party = select(_("Other party"), [])
    authority = select(_("Authority"), [])
    since = forms.DateField(label=_("From day"), required=False, help_text=_("For example 2026-03-31."))
    until = forms.DateField(label=_("To day"), required=False)
    delivery = select(_("Delivery"), _ON_THE_WAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.home = Party.home()
        others = Party.objects.exclude(pk=self.home.pk).order_by("code")
        self._offer("code", [(code, f"{code} {english}") for code, (english, _chinese) in sorted(titles().items())])
        self._offer("party", [(one.code, str(one)) for one in others])
        self._offer("authority", [(one.code, str(one)) for one in Authority.objects.order_by("code")])

    def sent(self) -> Q:
        """The condition on letters of ours."""
        chosen = self.chosen()
        if chosen.get("direction") == "in":
            return Q(pk__in=())
        found = self._of_request("number__icontains", "subject_en__icontains", "subject_zh__icontains")
        if code := chosen.get("code"):
            found &= Q(code=code)
        if authority := chosen.get("authority"):
            found &= Q(addressee__code=authority) | Q(sender__code=authority)
        return found & self._between("issued_at") & _delivered(chosen.get("delivery", ""))

    def received(self) -> Q:
        """The condition on letters received; those have no code, and nobody delivers them for us."""
        chosen = self.chosen()
        if chosen.get("direction") == "out" or chosen.get("code") or chosen.get("delivery"):
            return Q(pk__in=())
        found = self._of_request("number__icontains", "title__icontains")
        if authority := chosen.get("authority"):
            found &= Q(request__requested_authority__code=authority) | Q(request__agency__code=authority)
        undated = Q(dated_on=None) & self._between("uploaded_at")
        since, until = chosen.get("since"), chosen.get("until")
        dated = Q(dated_on__isnull=False) & Q(dated_on__gte=since or date.min) & Q(dated_on__lte=until or date.max)
        return found & (undated | dated)

    def _of_request(self, *own: str) -> Q:
        chosen, found = self.chosen(), Q()
        if words := chosen.get("q"):
            for name in (*own, *_OF_REQUEST):
                found |= Q(**{name: words})
        if party := chosen.get("party"):
            found &= Q(request__counterpart__code=party)
        return found

    def _between(self, field: str) -> Q:
        """The days of the home capital, both with."""
        chosen, found = self.chosen(), Q()
        if since := chosen.get("since"):
            found &= Q(**{f"{field}__gte": self._midnight(since)})
        if until := chosen.get("until"):
            found &= Q(**{f"{field}__lt": self._midnight(until + timedelta(days=1))})
        return found

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.home.tz)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [ANY, *choices]  # type: ignore[attr-defined]


def _delivered(wanted: str) -> Q:
    if not wanted:
        return Q()
    deliveries = Delivery.objects.filter(letter=OuterRef("pk"))
    received = Exists(deliveries.exclude(received_at=None))
    if wanted == "received":
        return Q(received)
    return Q(Exists(deliveries)) & ~Q(received) if wanted == "sent" else ~Q(Exists(deliveries))
