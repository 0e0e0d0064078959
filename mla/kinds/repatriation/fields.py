"""What is asked with each act about a person? The fields of the forms; their answers are what letters print."""

from functools import partial

from django import forms
from django.utils.translation import gettext_lazy as _

from mla.forms import telling
from mla.forms.items import choice
from mla.forms.moments import OffsetMomentField
from mla.forms.telling import prose
from mla.kinds.repatriation.forms import DOCUMENTS, MANNERS, WANTED
from mla.kinds.repatriation.persons import ORDERS
from mla.models import Request

Fields = dict[str, forms.Field]
line = partial(telling.line, length=300)
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


def _reasons(request: Request) -> Fields:
    return {"reasons": prose(_("Reasons"))}


def ordering(request: Request) -> Fields:
    """The order of removal has become final."""
    return {
        "order_type": choice(_("Sort of order"), ORDERS),
        "number": line(_("Number of the order"), required=False, length=120),
    }


def inviting(request: Request) -> Fields:
    """The interview is appointed."""
    return {
        "interview_at": OffsetMomentField(label=_("Time of the interview")),
        "place": line(_("Place of the interview")), "manner": choice(_("Manner of the interview"), MANNERS),
        "officers": line(_("Interviewing officers"), required=False),
        "wanted": prose(_("What the person should bring"), required=False),
    }


def interviewing(request: Request) -> Fields:
    """The interview was held, or not."""
    return {
        "held": choice(_("Interview"), [
            ("held", _("held")), ("refused", _("refused by the person")),
            ("absent", _("not held: the person was absent")),
            ("moved", _("not held: put off")),
        ], _("Where the person refuses, the period of verification can be stayed on that ground.")),
        "result": prose(_("Result of the interview"), required=False),
    }


def verifying(request: Request) -> Fields:
    """Identity and nationality are verified."""
    return {
        "means": forms.MultipleChoiceField(label=_("Verified by"), choices=MEANS,
                                           widget=forms.CheckboxSelectMultiple),
        "verified_name": line(_("Name as registered"), _("In native script; where it differs from the request."),
                               required=False, length=150),
        "remarks": prose(_("Remarks"), required=False),
    }


def denying(request: Request) -> Fields:
    """The person is no national; the reasons are what the other side may check."""
    return {"reasons": prose(_("Reasons"), _("Which registers were searched with which particulars, and the result."))}


def doubting(request: Request) -> Fields:
    """Identity or nationality cannot be determined on what is known."""
    return {"reasons": prose(_("Reasons")), "wanted": prose(_("What is needed to go on"), required=False)}


def applying(request: Request) -> Fields:
    """A travel document is asked for; the photograph is enclosed."""
    return {
        "document_type": choice(_("Travel document wanted"), WANTED),
        "valid_until": forms.DateField(label=_("Validity wanted until"), required=False),
        "itinerary": prose(_("Planned travel"), _("Days, flights and port of entry, as far as they are known.")),
        "photo": forms.BooleanField(label=_("A photograph is enclosed"), required=False),
    }


def issuing(request: Request) -> Fields:
    """The travel document: its number is checked by its machine-readable zone where that is given."""
    return {
        "document_type": choice(_("Type of document"), DOCUMENTS),
        "number": line(_("Number of the document"), length=20),
        "mrz": line(_("Machine-readable zone"), _("Optional: the two lines, or a field with its check digit."),
                     required=False, length=100),
        "issued_on": forms.DateField(label=_("Issued on")),
        "expires_on": forms.DateField(label=_("Valid until"), help_text=_("Watched until the person is handed over.")),
        "entries": choice(_("Entries"), [("one", _("one entry")), ("several", _("several entries"))]),
        "delivery": line(_("How the document is delivered"), required=False),
        "conditions": prose(_("Conditions"), required=False),
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
        "flight": line(_("Flight"), _("Carrier, number and route. Example: “XX 123, Newark to Shanghai”.")),
        "departs_at": OffsetMomentField(label=_("Departure")), "arrives_at": OffsetMomentField(label=_("Arrival")),
        "short_notice": prose(_("Reason for short notice"), _("Needed where departure is less than 72 hours away."),
                              required=False),
        "transit": prose(_("Transit"), _("Each State of transit, with its permission."), required=False),
        "handover_point": line(_("Place of handover")),
        "escort": choice(_("Escort"), ESCORTS),
        "officers": prose(_("Escorting officers"), _("Names and passport numbers, one to a line."), required=False),
        "restraint": prose(_("Means of restraint"), _("Which, when, and by whose decision."), required=False),
        "medical": prose(_("Medical needs and medication"), required=False),
        "receiving_officer": line(_("Receiving officer, if known"), required=False),
        "contingency": prose(_("If boarding or entry is refused"), _("Who decides, and where the person is kept.")),
        "property": prose(_("Property and money"), _("As listed with the person."), required=False),
    }


def departing(request: Request) -> Fields:
    """The person has left."""
    return {"port": line(_("Port of departure")), "flight": line(_("Flight"))}


def handing_over(request: Request) -> Fields:
    """The person is handed over: both officers sign the record."""
    return {
        "place": line(_("Place of handover")),
        "delivered_by": line(_("Handed over by"), _("Name, rank and authority.")),
        "received_by": line(_("Received by"), _("Name, rank and authority.")),
        "documents": prose(_("Documents handed over")), "property": prose(_("Property and money"), required=False),
        "condition": prose(_("Condition of the person"), _("Health, injuries, complaints; or “none”.")),
    }


def failing(request: Request) -> Fields:
    """The return failed."""
    return {"reason": choice(_("Reason"), FAILURES), "remarks": prose(_("What happened, and what is planned"))}


def taking_back(request: Request) -> Fields:
    """The person is handed back: where, and by whom to whom."""
    return {
        "reasons": prose(_("Reasons")), "place": line(_("Place of handover")),
        "delivered_by": line(_("Handed back by"), _("Name, rank and authority.")),
        "received_by": line(_("Received by"), _("Name, rank and authority.")),
        "property": prose(_("Documents, property and money"), _("What was handed back with the person.")),
    }


discharging = _reasons
