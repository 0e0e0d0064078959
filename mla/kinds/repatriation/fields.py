"""What is asked with each act about a person? The fields of the forms; their answers are what letters print."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mla.forms.items import choice
from mla.forms.moments import OffsetMomentField
from mla.kinds.repatriation.forms import DOCUMENTS, MANNERS, WANTED
from mla.kinds.repatriation.persons import ORDERS
from mla.models import Request

Fields = dict[str, forms.Field]
MEANS = [
    ("documents", _("documents")), ("registers", _("registers of population or passports")),
    ("fingerprints", _("fingerprints")), ("interview", _("interview")), ("family", _("inquiry with the family")),
    ("other", _("other means")),
]
ESCORTS = [
    ("none", _("unescorted")), ("aircraft", _("escorted to the aircraft")),
    ("flight", _("escorted in flight by two officers or more")), ("medical", _("medical escort")),
    ("charter", _("charter flight")),
]
FAILURES = [
    ("document", _("no valid travel document")), ("flight", _("flight cancelled")),
    ("refused", _("the person refused to board")), ("carrier", _("the carrier or captain refused")),
    ("transit", _("a transit State refused")), ("entry", _("entry was refused on arrival")),
    ("court", _("a court stayed the removal")), ("absconded", _("the person absconded")),
    ("health", _("not fit to travel")), ("other", _("another reason")),
]


def _line(label: Any, help_text: Any = "", *, required: bool = True, length: int = 300) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=length)


def _text(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=required, widget=forms.Textarea)


def _reasons(request: Request) -> Fields:
    return {"reasons": _text(_("Reasons"))}


def ordering(request: Request) -> Fields:
    """The order of removal has become final."""
    return {
        "order_type": choice(_("Sort of order"), ORDERS),
        "number": _line(_("Number of the order"), required=False, length=120),
    }


def inviting(request: Request) -> Fields:
    """The interview is appointed."""
    return {
        "interview_at": OffsetMomentField(label=_("Time of the interview")),
        "place": _line(_("Place of the interview")), "manner": choice(_("Manner of the interview"), MANNERS),
        "officers": _line(_("Interviewing officers"), required=False),
        "wanted": _text(_("What the person should bring"), required=False),
    }


def interviewing(request: Request) -> Fields:
    """The interview was held, or not."""
    return {
        "held": choice(_("Interview"), [
            ("held", _("held")), ("refused", _("refused by the person")),
            ("absent", _("not held: the person was absent")),
            ("moved", _("not held: put off")),
        ], _("Where the person refuses, the period of verification can be stayed on that ground.")),
        "result": _text(_("Result of the interview"), required=False),
    }


def verifying(request: Request) -> Fields:
    """Identity and nationality are verified."""
    return {
        "means": forms.MultipleChoiceField(label=_("Verified by"), choices=MEANS,
                                           widget=forms.CheckboxSelectMultiple),
        "verified_name": _line(_("Name as registered"), _("In native script; where it differs from the request."),
                               required=False, length=150),
        "remarks": _text(_("Remarks"), required=False),
    }


def denying(request: Request) -> Fields:
    """The person is no national; the reasons are what the other side may check."""
    return {"reasons": _text(_("Reasons"), _("Which registers were searched with which particulars, and the result."))}


def doubting(request: Request) -> Fields:
    """Identity or nationality cannot be determined on what is known."""
    return {"reasons": _text(_("Reasons")), "wanted": _text(_("What is needed to go on"), required=False)}


def applying(request: Request) -> Fields:
    """A travel document is asked for; the photograph is enclosed."""
    return {
        "document_type": choice(_("Travel document wanted"), WANTED),
        "valid_until": forms.DateField(label=_("Validity wanted until"), required=False),
        "itinerary": _text(_("Planned travel"), _("Days, flights and port of entry, as far as they are known.")),
        "photo": forms.BooleanField(label=_("A photograph is enclosed"), required=False),
    }


def issuing(request: Request) -> Fields:
    """The travel document: its number is checked by its machine-readable zone where that is given."""
    return {
        "document_type": choice(_("Type of document"), DOCUMENTS),
        "number": _line(_("Number of the document"), length=20),
        "mrz": _line(_("Machine-readable zone"), _("Optional: the two lines, or a field with its check digit."),
                     required=False, length=100),
        "issued_on": forms.DateField(label=_("Issued on")),
        "expires_on": forms.DateField(label=_("Valid until"), help_text=_("Watched until the person is handed over.")),
        "entries": choice(_("Entries"), [("one", _("one entry")), ("several", _("several entries"))]),
        "delivery": _line(_("How the document is delivered"), required=False),
        "conditions": _text(_("Conditions"), required=False),
    }


def renewing(request: Request) -> Fields:
    """A new document is wanted before, or after, the old one expires."""
    return {**_reasons(request), "travel_on": forms.DateField(label=_("Travel planned for"), required=False)}


def announcing(request: Request) -> Fields:
    """The itinerary of one person or of a manifest, with the escort."""
    persons = [(str(one.pk), str(one)) for one in request.persons.order_by("pk")]
    return {
        "persons": forms.MultipleChoiceField(label=_("Persons who travel"), choices=persons,
                                             widget=forms.CheckboxSelectMultiple),
        "flight": _line(_("Flight"), _("Carrier, number and route. Example: “XX 123, Newark to Shanghai”.")),
        "departs_at": OffsetMomentField(label=_("Departure")), "arrives_at": OffsetMomentField(label=_("Arrival")),
        "short_notice": _text(_("Reason for short notice"), _("Needed where departure is less than 72 hours away."),
                              required=False),
        "transit": _text(_("Transit"), _("Each State of transit, with its permission."), required=False),
        "handover_point": _line(_("Place of handover")),
        "escort": choice(_("Escort"), ESCORTS),
        "officers": _text(_("Escorting officers"), _("Names and passport numbers, one to a line."), required=False),
        "restraint": _text(_("Means of restraint"), _("Which, when, and by whose decision."), required=False),
        "medical": _text(_("Medical needs and medication"), required=False),
        "receiving_officer": _line(_("Receiving officer, if known"), required=False),
        "contingency": _text(_("If boarding or entry is refused"), _("Who decides, and where the person is kept.")),
        "property": _text(_("Property and money"), _("As listed with the person."), required=False),
    }


def departing(request: Request) -> Fields:
    """The person has left."""
    return {"port": _line(_("Port of departure")), "flight": _line(_("Flight"))}


def handing_over(request: Request) -> Fields:
    """The person is handed over: both officers sign the record."""
    return {
        "place": _line(_("Place of handover")),
        "delivered_by": _line(_("Handed over by"), _("Name, rank and authority.")),
        "received_by": _line(_("Received by"), _("Name, rank and authority.")),
        "documents": _text(_("Documents handed over")), "property": _text(_("Property and money"), required=False),
        "condition": _text(_("Condition of the person"), _("Health, injuries, complaints; or “none”.")),
    }


def failing(request: Request) -> Fields:
    """The return failed."""
    return {"reason": choice(_("Reason"), FAILURES), "remarks": _text(_("What happened, and what is planned"))}


taking_back = discharging = _reasons
