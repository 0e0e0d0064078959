"""Urgent contact on the hotline between duty officers, at working and leadership level (2017 Dialogue, outcome 3)."""

from django.utils.translation import gettext_lazy as _

from mla.desks import IN, OUT, turns
from mla.forms.basis import BasisForm, ReceiptForm
from mla.forms.call import CallForm, WishForm
from mla.forms.case import HandlingForm
from mla.forms.subjects import IDENTIFIERS
from mla.issuing import Need, Row
from mla.kind import Kind, only_item
from mla.kinds.hotline import acts, roster
from mla.sections import Section
from mla.vocabulary import AssistanceType, AuthorityKind, Channel, Role, State, Theme, Urgency

DESKS: dict[str, str | None] = {
    State.DRAFT: Role.DUTY_OFFICER, State.INTAKE: Role.DUTY_OFFICER, State.REVIEW: None, State.TRANSMISSION: None,
    State.EXECUTION: Role.DUTY_OFFICER, State.RESPONSE: None, State.RESPONDED: Role.DUTY_OFFICER,
}
KIND = Kind(
    code="hotline",
    name=_("Call on the hotline"),
    help=_("Urgent contact between duty officers, recorded, read back and confirmed in writing. It is no evidence."),
    outgoing=(
        Section("basis", _("Parties and basis"), _("Who asks whom."), (BasisForm,)),
        Section("call", _("Incident and call"), _("What happens, and what is asked for."), (CallForm,)),
        Section("ask", _("What is asked of the other side"), _("In words that can be read out."), (WishForm,),
                subject=only_item(AssistanceType.URGENT_CONTACT)),
        Section("identifiers", _("Identifiers"), _(
            "Addresses, accounts and numbers, each with the moment of its use. A call may be made without any."
        ), rows=(IDENTIFIERS,)),
        Section("handling", _("Handling"), _("Time limit, confidentiality and costs."), (HandlingForm,)),
    ),
    receipt=Section("receipt", _("Receipt"), _("How, when and from whom the request came."), (ReceiptForm,)),
    item_forms={AssistanceType.URGENT_CONTACT: WishForm},
    channel=Channel.HOTLINE,
    authority_kind=AuthorityKind.POLICE,
    order=5,
    request_letter="L43",
    fixed_items=(AssistanceType.URGENT_CONTACT,),
    theme=Theme.NETWORK,
    urgency=Urgency.URGENT,
    intake=("CK-05", "CK-07", "CK-18", "CK-24", "CK-25", "CK-30"),
    acts=acts.ACTS,
    guards={"admit": acts.admitted, "report": acts.reported, "close": acts.ended},
    panels=roster.panels,
    desks=(*turns(OUT, DESKS), *turns(IN, DESKS)),
    letters={
        ("grant", IN): (),
        ("transmit", OUT): (),
        ("transmit", IN): (),
        ("confirm", OUT): (Row("confirm", OUT, "L43"),),
        ("respond", OUT): (),
        ("respond", IN): (),
    },
    titles={"L43": ("Confirmation of a call on the hotline", "热线通话确认")},
    prints={
        "L43": ("case", "particulars", "items_asked", "identifiers", "calls", "differences", "is_test", "language"),
    },
    needs={
        "L43": (
            Need("case.facts", _("the summary of the facts")), Need("items_asked", _("the assistance requested")),
            Need("calls", _("the call")),
        ),
    },
)
