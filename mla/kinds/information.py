"""The request from police to police for information, on any topic of the Dialogue."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from mla import recall, seizing
from mla.desks import OUT
from mla.forms.basis import BasisForm, ReceiptForm
from mla.forms.case import HandlingForm
from mla.forms.incident import AskForm, IncidentForm
from mla.forms.law import LawForm
from mla.forms.money import RecallForm
from mla.forms.subjects import NAMED_PERSONS, NEEDED_IDENTIFIERS, ORGANISATIONS
from mla.forms.topics import LIFE, ThreatForm, TopicForm
from mla.issuing import Need, Row
from mla.kind import Kind, only_item
from mla.sections import Section
from mla.vocabulary import AssistanceType, AuthorityKind, Channel, Urgency

if TYPE_CHECKING:
    from mla.models import Request

IN_WRITING = ("", "written")


def _is_written(facts: Mapping[str, Any]) -> bool:
    return facts.get("manner", "") in IN_WRITING


def _endangers_life(request: "Request") -> bool:
    return request.urgency == Urgency.EMERGENCY and request.details.get("emergency") == LIFE


def _of_emergency(request: "Request", facts: Mapping[str, Any]) -> bool:
    return _is_written(facts) and _endangers_life(request)


def _ordinary(request: "Request", facts: Mapping[str, Any]) -> bool:
    return _is_written(facts) and not _endangers_life(request)


KIND = Kind(
    code="information",
    name=_("Request for information between police"),
    help=_("Between police: for information that needs no compulsion. It is no evidence unless the sender agrees."),
    outgoing=(
        Section("basis", _("Parties and basis"), _("Who asks whom."), (BasisForm,)),
        Section("incident", _("Incident"), _("What happened, and when."),
                (IncidentForm, TopicForm, ThreatForm, LawForm)),
        Section("identifiers", _("Identifiers"), _("Addresses, accounts and numbers, each with the moment of its use."),
                rows=(NEEDED_IDENTIFIERS, NAMED_PERSONS, ORGANISATIONS)),
        Section("transfer", _("Fraudulent transfer of money"), _(
            "Only where money was transferred by fraud and is to be recalled; otherwise go on."
        ), (RecallForm,)),
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
    acts=(recall.WIRE, seizing.PROPERTY),
    panels=recall.panels,
    letters={
        ("transmit", OUT): (
            Row("transmit", OUT, "L32", only=_of_emergency), Row("transmit", OUT, "L01", only=_ordinary),
            Row("transmit", OUT, "L02", only="in_writing"), Row("transmit", OUT, "L03", only="not_in_writing"),
        ),
    },
    titles={
        "L01": ("Request for information between police authorities", "警务合作信息请求函"),
        "L04": ("Written confirmation of an urgent request for information", "紧急信息请求书面确认"),
        "L32": ("Request for emergency disclosure", "紧急披露请求"),
    },
    prints={
        "L32": ("earlier", "case", "basis", "particulars", "items_asked", "identifiers", "limits", "language"),
    },
    needs={
        "L32": (
            Need("case.authority", _("the authority conducting the proceeding")),
            Need("case.facts", _("the summary of the facts")),
            Need("particulars", _("the threat and its certification")),
            Need("items_asked", _("the data to be disclosed")), Need("identifiers", _("the identifiers")),
            Need("limits.urgency_reason", _("the reasons for urgency")),
        ),
    },
)
