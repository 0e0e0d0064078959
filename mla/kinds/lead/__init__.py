"""Information provided without a request, and network protection information shared with the other side."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mla import access
from mla.desks import IN, OUT, turns
from mla.feedback import FEEDBACK
from mla.findings import BLOCK, Finding, Question
from mla.forms.basis import BasisForm, ReceiptForm
from mla.forms.sharing import NeededMarkingForm
from mla.forms.subjects import IDENTIFIERS, ORGANISATIONS, PERSONS
from mla.issuing import Need, Row
from mla.kind import Kind, only_item
from mla.kinds.lead.forms import ConditionsForm, LeadForm, SummaryForm
from mla.models import Request
from mla.sections import Section
from mla.vocabulary import AssistanceType, AuthorityKind, Channel, Role, State

Facts = Mapping[str, Any]


def _objects_fit(request: Request, today: date) -> Iterable[Question]:
    """No shared object is marked more strictly than the whole."""
    marks = set(request.shared_objects.exclude(tlp="").values_list("tlp", flat=True)) if request.tlp else set()
    if any(access.is_wider(request.tlp, one) for one in marks):
        text = gettext("A shared object is marked more strictly: keep its marking, or leave it out (CK-30)")
        yield Question(Finding("CK-30", BLOCK, text, "sharing", "tlp"), is_answered=False, is_required=True)


KIND = Kind(
    code="lead",
    name=_("Information without a request"),
    help=_("A lead or network protection information that may help the other side. No answer is owed, only feedback."),
    outgoing=(
        Section("basis", _("Parties and theme"), _("Who tells whom, and on which theme."), (BasisForm,)),
        Section("content", _("Information"), _("What is known, from where, and how sure it is."), (LeadForm,)),
        Section("ask", _("Why it matters"), _("What the other side can do with it."), (SummaryForm,),
                subject=only_item(AssistanceType.LEAD)),
        Section("subjects", _("Persons and identifiers"), _("Whom and what the information is about, if known."),
                rows=(replace(PERSONS, need=lambda request: None), ORGANISATIONS, IDENTIFIERS)),
        Section("sharing", _("Marking and conditions"), _("Who may know, and what may be done with it."),
                (NeededMarkingForm, ConditionsForm)),
    ),
    receipt=Section("receipt", _("Receipt"), _("How, when and from whom it came."), (ReceiptForm,)),
    item_forms={AssistanceType.LEAD: SummaryForm},
    channel=Channel.POLICE,
    authority_kind=AuthorityKind.POLICE,
    order=4,
    request_letter="L41",
    fixed_items=(AssistanceType.LEAD,),
    acts=(FEEDBACK,),
    desks=(
        *turns(OUT, {State.INTAKE: None}),
        *turns(IN, {State.EXECUTION: Role.LIAISON, State.RESPONSE: None}),
    ),
    checks=_objects_fit,
    shares_objects=True,
    letters={
        ("transmit", OUT): (Row("transmit", OUT, "L41"), Row("transmit", OUT, "L02")),
        ("grant", IN): (),
        ("feedback", IN): (Row("feedback", IN, "L42"),),
        ("respond", IN): (),
    },
    titles={
        "L41": ("Information provided without a request", "主动提供信息函"),
        "L42": ("Feedback on a lead", "线索反馈"),
        "N02": ("Information passed on for use", "信息转办通知"),
    },
    prints={
        "L41": ("case", "instrument", "particulars", "told", "persons", "organisations", "identifiers", "indicators",
                "marking", "limits", "language", "annexes"),
        "L42": ("said", "marking"),
        "N02": ("passed_on", "marking", "limits", "annexes"),
    },
    needs={
        "L41": (
            Need("case.facts", _("what is told")), Need("told.*.purpose", _("why it matters")),
            Need("marking", _("the marking")),
        ),
        "N02": (Need("passed_on.sender", _("who provides the information")),),
        "L42": (Need("said", _("whether the information helped")),),
    },
)
