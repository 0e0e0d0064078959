"""Information on substances and precursors, asked for or told unasked (outcomes of the Dialogue, counter-narcotics)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mla.desks import IN, OUT
from mla.findings import BLOCK, Finding, Question
from mla.forms.basis import BasisForm, ReceiptForm
from mla.forms.case import HandlingForm
from mla.forms.sharing import LimitsForm, MarkingForm
from mla.issuing import Need, Row
from mla.kind import Kind
from mla.kinds.substance.acts import ACTS
from mla.kinds.substance.forms import ContextForm, NoticeForm, SubstanceForm
from mla.models import Request
from mla.sections import Section
from mla.vocabulary import AssistanceType, AuthorityKind, Channel, Theme

Facts = Mapping[str, Any]



def _is_notice(request: Request) -> bool:
    """Whether nothing is asked: the substances are only told."""
    return all(one.type == AssistanceType.NOTICE for one in request.items.all())


def _tells(request: Request, facts: Facts) -> bool:
    return _is_notice(request)


def _asks(request: Request, facts: Facts) -> bool:
    return not _is_notice(request)


def _asks_in_writing(request: Request, facts: Facts) -> bool:
    return _asks(request, facts) and facts.get("manner", "written") in ("", "written")


def _asks_by_word(request: Request, facts: Facts) -> bool:
    return _asks(request, facts) and not _asks_in_writing(request, facts)


def _is_known_there(request: Request, facts: Facts) -> bool:
    """Whether the other side has the request in which our decision is told; before, it stands in the notice itself."""
    return not request.is_outgoing or request.sent_at is not None


def _one_sort(request: Request, today: date) -> Iterable[Question]:
    """A notice owes no answer, a question does: they go in letters of their own."""
    if len({one.type for one in request.items.all()}) > 1:
        text = gettext("Send notices and questions in requests of their own: a notice needs no answer (CK-07)")
        yield Question(Finding("CK-07", BLOCK, text, "items", "type"), is_answered=False, is_required=True)


KIND = Kind(
    code="substance",
    name=_("Information on substances and precursors"),
    help=_("New substances, their control and its dates, and precursors; asked for, or told without a request."),
    outgoing=(
        Section("basis", _("Parties and basis"), _("Who asks or tells whom."), (BasisForm,)),
        Section("context", _("Context"), _("How the substance was met, and who knows about it."), (ContextForm,)),
        Section("items", _("Substances"), _(
            "One item for each substance: information wanted, or a notice that needs no answer."
        ), has_items=True),
        Section("handling", _("Handling"), _("Time limit, confidentiality, marking and limits on use."),
                (HandlingForm, MarkingForm, LimitsForm)),
    ),
    receipt=Section("receipt", _("Receipt"), _("How, when and from whom the request came."), (ReceiptForm,)),
    item_forms={AssistanceType.SUBSTANCE: SubstanceForm, AssistanceType.NOTICE: NoticeForm},
    channel=Channel.POLICE,
    authority_kind=AuthorityKind.POLICE,
    order=8,
    theme=Theme.NARCOTICS,
    acts=ACTS,
    checks=_one_sort,
    letters={
        ("transmit", OUT): (
            Row("transmit", OUT, "L41", only=_tells), Row("transmit", OUT, "L01", only=_asks_in_writing),
            Row("transmit", OUT, "L03", only=_asks_by_word), Row("transmit", OUT, "L02", only="in_writing"),
        ),
        ("grant", IN): (Row("grant", IN, "L10", only=_asks),),
        ("feedback", IN): (Row("feedback", IN, "L42"),),
        **{(word, way): (Row(word, way, "L41C", only=_is_known_there),)
           for word in ("schedule", "control") for way in (OUT, IN)},
        ("respond", IN): (Row("respond", IN, "L16", only=_asks),),
    },
    titles={
        "L01": ("Request for information on substances", "物质信息请求函"),
        "L04": ("Written confirmation of an urgent request for information", "紧急信息请求书面确认"),
        "L41": ("Notice on substances", "物质信息通报函"),
        "L41C": ("Notice on the control of a substance", "物质列管情况通报函"),
        "L42": ("Feedback on a notice", "通报信息反馈"),
        "N02": ("Order on information on substances", "物质信息办理通知"),
    },
    prints={
        "L01": ("earlier", "case", "basis", "particulars", "told", "marking", "limits", "language", "annexes"),
        "L04": ("earlier", "case", "basis", "particulars", "told", "marking", "limits", "language", "annexes",
                "confirmed"),
        "L41": ("case", "instrument", "particulars", "told", "said_before", "marking", "limits", "language",
                "annexes"),
        "L41C": ("act", "said", "marking"),
        "L42": ("said", "marking"),
        "N02": ("passed_on", "is_notice", "told", "marking", "limits", "annexes", "expected"),
    },
    needs={
        "L01": (
            Need("case.authority", _("the authority conducting the proceeding")),
            Need("told.*.description", _("the assistance sought")),
        ),
        "L41": (
            Need("case.facts", _("the summary of the facts")),
            Need("told.*.description", _("what is told")),
        ),
        "L04": (Need("told.*.description", _("the assistance sought")),),
        "L05": (
            Need("receipt.date", _("the moment of receipt")), Need("receipt.channel", _("the channel")),
            Need("receipt.language_accepted", _("whether the language is accepted")),
        ),
        "N02": (Need("passed_on.sender", _("who asks or tells")),),
        "L41C": (Need("said", _("the decision or the day of effect")),),
        "L42": (Need("said", _("whether the information helped")),),
    },
)
