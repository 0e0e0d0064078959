"""Which certificate goes with the result of an item, and what must stand in it? In which form, `mla.agreed` knows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mla import agreed, kinds
from mla.models import AssistanceItem, Request
from mla.vocabulary import HOME, AssistanceType, Outcome

Given = Mapping[str, str]
SERVICE, SEIZED, NEGATIVE = "L17", "L20", "L23"
CODES = (SERVICE, "L18", "L19", SEIZED, "L21", "L22", NEGATIVE)
_GOT, _NOT = frozenset({Outcome.FULL, Outcome.PARTIAL}), frozenset({Outcome.NEGATIVE})
_BOTH, _NEVER = _GOT | _NOT, frozenset[str]()


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a certificate tells. `needed` are the outcomes with which it may not be left open."""

    name: str
    label: Any
    sort: str = "line"  # line, text, day, or the name of a closed list
    needed: frozenset[str] = _GOT
    help: Any = ""
    spared_by: str = ""  # the field that makes this one unnecessary


_CHAIN = _(
    "One custodian a line, the parts divided by semicolons: name; position; received from; date; place; condition of "
    "the articles and changes."
)
_OFFICERS = (
    Field("officer_1", _("First officer"), spared_by="organ"),
    Field("officer_1_post", _("Agency and post of the first officer"), spared_by="organ"),
    Field("officer_2", _("Second officer"), spared_by="organ"),
    Field("officer_2_post", _("Agency and post of the second officer"), spared_by="organ"),
)
FIELDS: dict[str, tuple[Field, ...]] = {
    SERVICE: (
        Field("documents", _("Documents"), "text", _BOTH),
        Field("recipient", _("Recipient"), "line", _BOTH),
        Field("served_on", _("Served on"), "day"),
        Field("place", _("Place of service")),
        Field("manner", _("Manner of service"), "service"),
        Field("server", _("Name of the server"), "line", _BOTH),
        Field("server_post", _("Post of the server"), "line", _BOTH),
        Field("reason", _("Reason of non-service"), "text", _NOT),
    ),
    "L18": (
        Field("custodian", _("Custodian of the records")), Field("employer", _("Employer of the custodian")),
        Field("position", _("Position of the custodian")), Field("records", _("Records certified"), "text"),
        Field("copies", _("The records are"), "copies"),
    ),
    "L19": (
        Field("official", _("Attesting official")), Field("position", _("Position of the official")),
        Field("office", _("Office that keeps the record")), Field("records", _("Documents attested"), "text"),
    ),
    SEIZED: (
        Field("articles", _("Articles seized"), "text", help=_("Empty if nothing was seized.")),
        Field("chain", _("Chain of custody"), "chain", help=_CHAIN),
    ),
    "L21": (
        Field("holder", _("Entity from which the documents were taken")), Field("custodian", _("Custodian")),
        Field("records", _("Documents taken"), "text"), Field("copies", _("The documents are"), "copies"),
        Field("taken_on", _("Taken on"), "day"), Field("place", _("Place of taking")), *_OFFICERS,
        Field("organ", _("Organ whose seal is affixed"), needed=_NEVER,
              help=_("In place of the signatures of two officers.")),
    ),
    "L22": (
        Field("witness", _("Person questioned")),
        Field("particulars", _("Basic data of the person"), help=_("Sex, date of birth, nationality, occupation.")),
        Field("address", _("Address")), Field("phone", _("Telephone")), Field("heard_on", _("Questioned on"), "day"),
        Field("hours", _("From what time to what time")), Field("place", _("Place of questioning")),
        *(Field(one.name, one.label) for one in _OFFICERS),
        Field("told_rights", _("The person was told of rights and of liability for false statements"), "told"),
        Field("transcript", _("Questions and answers, word for word"), "text"),
        Field("confirmation", _("At the end the person"), "confirmation"),
    ),
    NEGATIVE: (Field("sources", _("Sources searched"), "text", _NOT),),
}


def code_of(item: AssistanceItem, request: Request, outcome: str) -> str:
    """The certificate that this outcome needs; empty where it needs none, or the kind answers without it."""
    if outcome not in _BOTH:
        return ""
    form = agreed.of_item(item, request)
    found = SERVICE if item.type == AssistanceType.SERVE else NEGATIVE if outcome in _NOT else form.code if form else ""
    return found if _answers_with(found, request) else ""


def due(item: AssistanceItem, request: Request, given: Given) -> str:
    """The certificate that goes with the item's outcome as it is; one of seized articles only if any were seized."""
    code = code_of(item, request, item.outcome)
    return "" if code == SEIZED and not any(given.values()) else code


def block(item: AssistanceItem, request: Request) -> tuple[Field, ...]:
    """What the executing officer may be asked for this item, whatever comes out."""
    if item.type == AssistanceType.SERVE:
        return FIELDS[SERVICE]
    form = agreed.of_item(item, request)
    codes = (form.code if form else "", NEGATIVE)
    return tuple(one for code in codes if code and _answers_with(code, request) for one in FIELDS[code])


def _answers_with(code: str, request: Request) -> bool:
    """Whether a request of that kind is answered with such a certificate: a kind may have an answer of its own."""
    own = kinds.get(request.kind).letters.get(("respond", request.direction))
    return own is None or any(row.code == code for row in own)


def told(request: Request) -> dict[str, dict[str, str]]:
    """What was told for the certificates so far, by the number of the item; later words replace earlier ones."""
    found: dict[str, dict[str, str]] = {}
    acts = request.events.filter(verb__in=("conclude", "report", "certify"), party=HOME).order_by("seq")
    for details in acts.values_list("details", flat=True):
        for seq, given in details.get("certificates", {}).items():
            found.setdefault(seq, {}).update(given)
    return found


def missing(item: AssistanceItem, request: Request, given: Given) -> list[Field]:
    """What the certificate of this item still lacks."""
    code = due(item, request, given)
    return [
        one for one in FIELDS.get(code, ())
        if item.outcome in one.needed and not given.get(one.name) and not given.get(one.spared_by)
    ]


def lacking(request: Request, items: Iterable[AssistanceItem], given: Mapping[str, Given]) -> list[str]:
    """One sentence for each thing that a certificate of these items lacks: it names the item and the field."""
    return [
        gettext("Item %(seq)s: the certificate lacks “%(field)s”.") % {"seq": item.seq, "field": field.label}
        for item in items for field in missing(item, request, given.get(str(item.seq), {}))
    ]


def links(chain: str) -> list[dict[str, str]]:
    """The custodians of a chain as typed, one a line. Raises ValueError with the line that has not all parts."""
    names = ("name", "position", "received_from", "date", "place", "condition")
    found = []
    for line in filter(str.strip, chain.splitlines()):
        parts = [one.strip() for one in line.replace("；", ";").split(";")]
        if len(parts) != len(names) or not all(parts):
            raise ValueError(line.strip())
        found.append(dict(zip(names, parts, strict=True)))
    return found
