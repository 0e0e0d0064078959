"""The request to trace parcels and to find who sent and awaits them (outcomes of the Dialogue, counter-narcotics)."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from mla.desks import IN, OUT
from mla.forms.basis import BasisForm, ReceiptForm
from mla.forms.case import CaseForm, HandlingForm
from mla.forms.drafting import Need as Asked
from mla.forms.sharing import LimitsForm, MarkingForm
from mla.forms.subjects import IDENTIFIERS, OFFENCES, ORGANISATIONS, PERSONS
from mla.issuing import Need, Row
from mla.kind import Kind, only_item
from mla.kinds.parcel.acts import ACTS
from mla.kinds.parcel.forms import ParcelFactsForm, ParcelForm, PartyForm, SeizureForm, TraceForm
from mla.models import Request
from mla.sections import Section
from mla.vocabulary import AssistanceType, AuthorityKind, Channel, Theme


def _need_parcel(request: Request) -> Asked:
    return ("CK-09", _("Enter at least one parcel"))


PARCELS = replace(IDENTIFIERS, form=ParcelForm, title=_("Parcels"), another=_("Add another parcel"),
                  remove=_("Remove this parcel"), need=_need_parcel)
PARTIES = replace(PERSONS, form=PartyForm, need=lambda request: None)
KIND = Kind(
    code="parcel",
    name=_("Request to trace parcels"),
    help=_("Follows parcels and consignments to persons and networks. A coercive measure needs a formal request."),
    outgoing=(
        Section("basis", _("Parties and basis"), _("Who asks whom."), (BasisForm,)),
        Section("case", _("Case and authority"), _("What the case is about and who conducts it."), (CaseForm,)),
        Section("facts", _("Facts"), _("What happened, and how the parcels come into it."), (ParcelFactsForm,)),
        Section("offences", _("Offences"), _("The offences with the text of the law."), rows=(OFFENCES,)),
        Section("parcels", _("Parcels"), _("Each with its number, and where it has been."), rows=(PARCELS,)),
        Section("persons", _("Sender and addressee"), _("Who sent, paid for, awaits or picked up the parcels."),
                rows=(PARTIES, ORGANISATIONS)),
        Section("seizure", _("Seizure"), _("What was found before this request."), (SeizureForm,)),
        Section("ask", _("What is wanted"), _("What you want to know, and what nobody must learn."), (TraceForm,),
                subject=only_item(AssistanceType.PARCEL)),
        Section("handling", _("Handling"), _("Time limit, confidentiality, marking and limits on use."),
                (HandlingForm, MarkingForm, LimitsForm)),
    ),
    receipt=Section("receipt", _("Receipt"), _("How, when and from whom the request came."), (ReceiptForm,)),
    item_forms={AssistanceType.PARCEL: TraceForm},
    channel=Channel.POLICE,
    authority_kind=AuthorityKind.POLICE,
    order=7,
    request_letter="L39",
    fixed_items=(AssistanceType.PARCEL,),
    theme=Theme.NARCOTICS,
    acts=ACTS,
    letters={
        ("respond", IN): (Row("respond", IN, "L40"),),
        ("propose", OUT): (Row("propose", OUT, "L40C"),), ("propose", IN): (Row("propose", IN, "L40C"),),
        ("agree", OUT): (Row("agree", OUT, "L40C"),), ("agree", IN): (Row("agree", IN, "L40C"),),
    },
    titles={
        "L39": ("Request to trace parcels", "邮件包裹追踪请求"),
        "L40": ("Response to the request to trace parcels", "邮件信息答复"),
        "L40C": ("Controlled delivery", "控制下交付函"),
    },
    prints={
        "L39": ("earlier", "case", "basis", "offences", "particulars", "parcels", "persons", "organisations",
                "items_asked", "is_silent", "marking", "limits", "language", "annexes"),
        "L40": ("parcels", "numbers", "persons", "organisations", "measures", "items_concluded", "results",
                "marking", "use_limits"),
        "L40C": ("said", "is_agreement", "is_ours"),
    },
    needs={
        "L39": (
            Need("case.authority", _("the authority conducting the proceeding")),
            Need("case.facts", _("the summary of the facts")), Need("offences", _("the applicable law")),
            Need("parcels", _("the parcels")), Need("items_asked.*.description", _("the assistance sought")),
        ),
        "L40": (Need("items_concluded", _("the items with their results")),),
        "L40C": (Need("said", _("the plan of the controlled delivery")),),
    },
)
