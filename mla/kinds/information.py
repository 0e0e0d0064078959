"""The request from police to police for information on malicious cyber activity."""

from django.utils.translation import gettext_lazy as _

from mla.forms.basis import BasisForm, ReceiptForm
from mla.forms.case import HandlingForm
from mla.forms.incident import AskForm, IncidentForm
from mla.forms.subjects import NEEDED_IDENTIFIERS
from mla.kind import Kind, only_item
from mla.sections import Section
from mla.vocabulary import AssistanceType, AuthorityKind, Channel

KIND = Kind(
    code="information",
    name=_("Request for information on malicious cyber activity"),
    help=_("Between police: for information that needs no compulsion. It is no evidence unless the sender agrees."),
    outgoing=(
        Section("basis", _("Parties and basis"), _("Who asks whom."), (BasisForm,)),
        Section("incident", _("Incident"), _("What happened, and when."), (IncidentForm,)),
        Section("identifiers", _("Identifiers"), _("Addresses, accounts and numbers, each with the moment of its use."),
                rows=(NEEDED_IDENTIFIERS,)),
        Section("ask", _("Information wanted"), _(
            "What you want to know, and what for."
        ), (AskForm,), subject=only_item(AssistanceType.INFORMATION)),
        Section("handling", _("Handling"), _("Time limit, confidentiality and costs."), (HandlingForm,)),
    ),
    receipt=Section("receipt", _("Receipt"), _("How, when and from whom the request came."), (ReceiptForm,)),
    item_forms={AssistanceType.INFORMATION: AskForm},
    channel=Channel.POLICE,
    authority_kind=AuthorityKind.POLICE,
    order=2,
    fixed_items=(AssistanceType.INFORMATION,),
    titles={
        "L01": ("Request for information between police authorities", "警务合作信息请求函"),
        "L04": ("Written confirmation of an urgent request for information", "紧急信息请求书面确认"),
    },
)
