"""What is asked of a parcel, of those who sent and await it, of a seizure, and of what is wanted."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mla import identifiers
from mla.findings import BLOCK, WARN
from mla.forms.case import FactsForm
from mla.forms.drafting import DraftForm, Flaw, Need
from mla.forms.items import ItemForm, PeriodMixin, choice, day, line, text
from mla.forms.subjects import IdentifierForm, PersonForm
from mla.models import Identifier, Request
from mla.tracking import SCHEMES, EventsField

PARTIES = ("sender", "consignee", "suspect", "third_party")
WANTED = [
    ("sender", _("the sender's identity, address and account")), ("consignee", _("the addressee and who picked it up")),
    ("others", _("other consignments of the same sender or addressee")), ("cctv", _("pictures of the posting")),
    ("hold", _("holding the parcel")), ("controlled_delivery", _("controlled delivery")),
]
YES_NO = [("yes", _("yes")), ("no", _("no"))]
_HS = re.compile(r"\d{4}(\.?\d{2}){0,3}")


class ParcelForm(IdentifierForm):
    """One parcel: its number, what was declared, and where it has been."""

    service = line(_("service"), _("Example: “EMS”, “registered letter”, “air freight”."), 100)
    dispatch = line(_("dispatch and receptacle"), _("Number of the dispatch, and identifier of the receptacle."), 100)
    weight = line(_("weight"), _("With its unit. Example: “0.48 kg”."), 40)
    contents = line(_("declared contents"), _("In the words of the declaration."), 200)
    declared_value = line(_("declared value"), _("With the currency. Example: “40.00 USD”."), 40)
    hs_code = line(_("HS code"), _("Heading of the Harmonized System. Example: “2933.33”."), 15)
    customs_form = line(_("customs form"), _("Sort and number. Example: “CN23 RB123456785CN”."), 60)
    invoice = line(_("invoice"), _("Number and day."), 100)
    mawb = line(_("master air waybill of its dispatch"), _("Three digits of the airline and eight more."), 20)
    container = line(_("container of its dispatch"), _("Four letters and seven digits."), 20)
    origin = line(_("posted at"), _("Office or town."), 120)
    posted_on = day(_("posted on"))
    location = line(_("where it is now"), _("As far as you know. Example: “Held at Newark by customs.”"), 200)
    events = EventsField(label=_("tracking events"), widget=forms.Textarea(attrs={"rows": "4"}), help_text=_(
        "One on each line: code, moment with its UTC offset, place. Example: “EMA 2026-03-02T10:20+08:00 Suzhou”. "
        "EMA posting, EMC and EMD exchange offices, EME customs, EMG delivery office, EMH no delivery, EMI delivered."
    ))
    needed = {
        "scheme": ("CK-07", _("Choose the sort of number")),
        "value": ("CK-07", _("Enter the number on the label")),
    }
    wanted = {"provider": ("CK-07", _("Name the operator"))}

    class Meta:
        model = Identifier
        fields = [
            "scheme", "value", "provider", "service", "dispatch", "weight", "contents", "declared_value", "hs_code",
            "customs_form", "invoice", "mawb", "container", "origin", "posted_on", "location", "events",
        ]
        labels = {"scheme": _("sort of number"), "value": _("number"), "provider": _("operator")}
        help_texts = {
            "scheme": _("Each operator's numbers are checked by its own rule."),
            "value": _("As on the label; spaces and dashes do not matter. Example: “RB123456785CN”."),
            "provider": _("The post or the carrier that numbered it. Example: “China Post”."),
        }

    def set_choices(self) -> None:
        names = dict(Identifier.SCHEMES)
        known = [*SCHEMES, *([self.instance.scheme] if self.instance.scheme not in ("", *SCHEMES) else [])]
        self.fields["scheme"].choices = [("", ""), *((one, names[one]) for one in known)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for scheme in ("mawb", "container"):
            if cleaned.get(scheme):
                cleaned[scheme], wrong = identifiers.normalise(scheme, cleaned[scheme])
                if wrong:
                    self.add_error(scheme, gettext("%(what)s (CK-07)") % {"what": wrong})
        if cleaned.get("hs_code") and not _HS.fullmatch(cleaned["hs_code"].strip()):
            self.add_error("hs_code", gettext("Enter 4, 6, 8 or 10 digits of the Harmonized System (CK-07)"))
        return cleaned


class PartyForm(PersonForm):
    """Somebody who sent, paid for, awaits or picked up a parcel. Often only a name and a telephone number is known."""

    phone = line(_("telephone"), _("With its country code, as on the label."), 40)
    email = line(_("e-mail address"), "", 120)
    account = line(_("account at a shop or platform"), _("Platform and account, and the real sender if it only posts."))
    label_ip = line(_("address from which the label was bought"), _("IP address with moment and UTC offset."), 100)
    mailbox = line(_("mailbox or pick-up place"), "", 200)
    paid = choice(_("paid for the parcel"), YES_NO)

    class Meta(PersonForm.Meta):
        fields = [*PersonForm.Meta.fields, "phone", "email", "account", "label_ip", "mailbox", "paid"]
        help_texts = PersonForm.Meta.help_texts | {"role": _("Who the person is to the parcel.")}

    def set_choices(self) -> None:
        field = self.fields["role"]
        field.choices = [one for one in field.choices if one[0] in ("", *PARTIES)]  # type: ignore[attr-defined]

    def flaws(self) -> Iterator[Flaw]:
        """A name alone finds nobody."""
        clues = ("born_on", "document", "address", "phone", "email", "account", "label_ip")
        if not any(self.is_answered(name) for name in clues):
            yield "address", WARN, "CK-09", gettext(
                "Enter an address, a telephone number or an account, if one is known"
            )


class ParcelFactsForm(FactsForm):
    """What happened, and how the parcels come into it."""

    needed = {**FactsForm.needed, "nexus": ("CK-07", _("Explain how the parcels are connected with the case"))}


class SeizureForm(DraftForm):
    """What was found and taken before the request, and where."""

    is_particular = True
    prose = {"same_sender": False}

    seized = choice(_("was anything seized"), YES_NO, _(
        "From one of these parcels or from another of the same sender."
    ))
    seized_on = day(_("seized on"))
    seized_at = line(_("place of the seizure"), _("Example: “International mail facility, Newark”."))
    seized_by = line(_("agency that seized"), "", 200)
    seizure_number = line(_("seizure number"), "", 80)
    substance = line(_("substance"), _("As the laboratory names it, with its CAS number."), 200)
    concealment = line(_("method of concealment"), _("Example: “In foil between two picture frames.”"))
    gross = line(_("gross weight"), _("With its unit."), 40)
    net = line(_("net weight"), _("With its unit."), 40)
    purity = line(_("purity"), _("In per cent, with the method."), 80)
    laboratory = line(_("laboratory report"), _("Laboratory, number and day; attach the report."))
    pictures = line(_("pictures"), _("Which of the attached files show the parcel and its label."))
    same_sender = text(_("other parcels of the same sender"), _("Numbers and days, if they are not entered above."))

    class Meta:
        model = Request
        fields = [
            "seized", "seized_on", "seized_at", "seized_by", "seizure_number", "substance", "concealment", "gross",
            "net", "purity", "laboratory", "pictures", "same_sender",
        ]

    needed = {"seized": ("CK-07", _("Say whether anything was seized"))}

    def needed_now(self) -> dict[str, Need]:
        needed = dict(self.needed)
        if self.answer("seized") == "yes":
            needed["seized_on"] = ("CK-07", _("Enter the day of the seizure"))
            needed["substance"] = ("CK-07", _("Name the substance"))
        return needed

    def flaws(self) -> Iterator[Flaw]:
        """Nothing is seized in the future; a substance is proved by a laboratory."""
        on = self.answer("seized_on")
        if on and on > self.today:
            yield "seized_on", BLOCK, "CK-07", gettext("The day of the seizure lies ahead: enter the day it was made")
        if self.is_answered("substance") and not self.is_answered("laboratory"):
            yield "laboratory", WARN, "CK-07", gettext("Name the laboratory report, or say that it follows")


class TraceForm(PeriodMixin, ItemForm):
    """What is wanted of the parcels, and what nobody must learn of it."""

    wanted_of = forms.MultipleChoiceField(
        label=_("what is wanted"), choices=WANTED, widget=forms.CheckboxSelectMultiple,
        help_text=_("Opening a parcel or a coercive measure needs a formal request."),
    )
    in_transit = forms.BooleanField(label=_("A parcel is still on its way"), help_text=_(
        "Then an answer is asked for within 48 hours instead of ten working days."
    ))
    period_from = day(_("other consignments from"), _("The first day for which they are wanted."))
    period_to = day(_("other consignments to"))
    no_tip_off = choice(_("may sender, addressee or carrier learn of the request"), YES_NO, _(
        "“No” is printed as a ban on tipping off."
    ))
    delivery_plan = text(_("plan of the controlled delivery"), _(
        "Route, who watches it where, who takes over, when it is stopped. Both sides must agree (UN Drugs Convention "
        "1988, Article 11)."
    ))
    delivery_contents = choice(_("contents during the controlled delivery"), [
        ("intact", _("left intact")), ("removed", _("removed")), ("replaced", _("replaced in whole or in part")),
    ], _("What is done with the drugs, with the consent of both sides."))
    delivery_costs = line(_("costs of the controlled delivery"), _("Who bears them."))
    needed = {
        **ItemForm.needed, "wanted_of": ("CK-07", _("Choose what is wanted")),
        "no_tip_off": ("CK-18", _("Say whether anybody concerned may learn of the request")),
    }

    class Meta(ItemForm.Meta):
        fields = [
            "wanted_of", "in_transit", "description", "period_from", "period_to", "purpose", "no_tip_off",
            "delivery_plan", "delivery_contents", "delivery_costs",
        ]

    def needed_now(self) -> dict[str, Need]:
        needed, wanted = dict(self.needed), self.answer("wanted_of") or []
        if "controlled_delivery" in wanted:
            needed["delivery_plan"] = ("CK-14", _("Describe the controlled delivery, so that the other side can agree"))
            needed["delivery_contents"] = ("CK-14", _("Say what is done with the drugs"))
        if "others" in wanted:
            needed["period_from"] = ("CK-10", _("Enter from when other consignments are wanted"))
        return needed
