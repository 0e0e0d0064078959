"""How is a dispatch recorded, and later the receipt?"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.models import Attachment, Delivery, Letter
from mla.forms.moments import MomentField
from mla.forms.naming import NamedErrors
from mla.models import Party, User
from mla.moments import in_capital, written

_NUMBERED = frozenset({Delivery.Way.COURIER, Delivery.Way.POST, Delivery.Way.BAG})


class DispatchForm(NamedErrors, forms.Form):
    """The way, its number, and when the letter left."""

    way = forms.ChoiceField(label=_("Way of delivery"), choices=Delivery.Way.choices, widget=forms.RadioSelect)
    number = forms.CharField(
        label=_("Courier or receipt number"), required=False, max_length=80,
        help_text=_("Needed for courier, registered post and diplomatic bag."),
    )

    def __init__(self, *args: Any, letter: Letter, user: User, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letter = letter
        self.fields["sent_at"] = _moment(_("When it left"), user, now)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("way") in _NUMBERED and not cleaned.get("number"):
            self.add_error("number", _("This way of delivery has a number: give it."))
        issued = self.letter.issued_at.replace(second=0, microsecond=0)
        if (sent := cleaned.get("sent_at")) and sent < issued:
            self.add_error("sent_at", _("The letter was issued later: %(when)s.") % {
                "when": in_capital(issued, Party.home())})
        return cleaned


class ReceiptForm(NamedErrors, forms.Form):
    """When it arrived, who took it, and the file that proves it."""

    received_by = forms.CharField(
        label=_("Received or handed over to"), max_length=120,
        help_text=_("Name and office, as they stand in the receipt."),
    )
    proof = forms.ModelChoiceField(
        Attachment.objects.none(), label=_("Proof of delivery"), required=False, empty_label=_("none"),
        help_text=_("A file of this request: attach the receipt first, then choose it here."),
    )

    def __init__(self, *args: Any, delivery: Delivery, user: User, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.delivery, self.zone = delivery, _zone(user)
        self.fields["received_at"] = _moment(_("When it arrived"), user, now)
        files = delivery.letter.request.attachments.order_by("-uploaded_at", "-pk")
        self.fields["proof"].queryset = files  # type: ignore[attr-defined]
        self.order_fields(["received_at", "received_by", "proof"])

    def clean_received_at(self) -> datetime:
        """Not before it left."""
        received = self.cleaned_data["received_at"]
        if received < self.delivery.sent_at:
            raise forms.ValidationError(_("It cannot have arrived before it left (%(when)s).") % {
                "when": written(self.delivery.sent_at, self.zone)})
        return received


def _moment(label: Any, user: User, now: datetime) -> MomentField:
    zone = _zone(user)
    place = zone.key.rpartition("/")[2].replace("_", " ")
    return MomentField(
        zone, now, label=label, initial=now.replace(second=0, microsecond=0), widget=forms.DateTimeInput(),
        help_text=_("Date and time in your time zone (%(zone)s), such as 2026-03-31 14:05.") % {"zone": place},
    )


def _zone(user: User) -> ZoneInfo:
    return ZoneInfo(user.zone) if user.zone else Party.home().tz
