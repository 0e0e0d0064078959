"""What must a letter say? Each letter's mandatory contents, as paths into its snapshot, and what of them is missing."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import kinds
from mla.issuing import Need

_ITEMS = gettext_lazy("the items with their results")
_EXPECTED = gettext_lazy("the date by which the next step may be expected")
_REPLY = gettext_lazy("the date by which an answer is asked for")
_DELAY = gettext_lazy("the reasons for the delay")
_REASONS = gettext_lazy("the reasons")

EVERY = (
    Need("references.ours", gettext_lazy("our reference")),
    Need("contact", gettext_lazy("a contact of our authority")),
    Need("signatory.name", gettext_lazy("who signs"), when="signatory"),
)
"""What no letter goes without; a reminder that the office sends by itself is signed by nobody."""

MANDATORY: dict[str, tuple[Need, ...]] = {
    "L01": (
        Need("case.authority", gettext_lazy("the authority conducting the proceeding")),
        Need("case.subject_matter", gettext_lazy("the subject matter"), when="is_formal"),
        Need("case.facts|facts_spared", gettext_lazy("the summary of the facts")),
        Need("offences", gettext_lazy("the applicable law"), when="is_formal"),
        Need("items_asked", gettext_lazy("the assistance requested")),
        Need("items_asked.*.description", gettext_lazy("the assistance sought")),
        Need("items_asked.*.purpose|case.purpose|case.nexus", gettext_lazy("the purpose")),
        Need("limits.time_limit_reason", gettext_lazy("the reason for the time limit"), when="limits.time_limit"),
        Need("limits.confidentiality_reason", gettext_lazy("the reason for confidentiality"),
             when="limits.is_confidential"),
    ),
    "L02": (Need("enclosures", gettext_lazy("the letters enclosed")), Need("channel", gettext_lazy("the channel"))),
    "L03": (
        Need("call.caller", gettext_lazy("who made the request")), Need("call.taken_by", gettext_lazy("who took it")),
        Need("call.check", gettext_lazy("how the caller was verified")),
        Need("urgent.facts", gettext_lazy("the summary of the facts")),
        Need("urgent.reason", gettext_lazy("the reason for urgency")),
        Need("items_asked", gettext_lazy("the assistance requested")),
    ),
    "L05": (
        Need("receipt.date", gettext_lazy("the moment of receipt")),
        Need("receipt.channel", gettext_lazy("the channel")),
        Need("receipt.language_accepted", gettext_lazy("whether the language is accepted")),
        Need("receipt.urgency_accepted", gettext_lazy("whether the degree of urgency is accepted")),
        Need("expected", _EXPECTED),
    ),
    "L06": (
        Need("redirection.name", gettext_lazy("the competent authority")),
        Need("redirection.contacts|redirection.address", gettext_lazy("how to reach the competent authority")),
    ),
    "L07": (
        Need("points_asked", gettext_lazy("the points asked")),
        Need("points_asked.*.text", gettext_lazy("what is needed")), Need("reply_by", _REPLY),
    ),
    "L08": (Need("reasons", _REASONS),),
    "L09": (Need("points_answered", gettext_lazy("the points answered")),),
    "L10": (
        Need("items_decided", gettext_lazy("the decisions on the items")),
        Need("executing.name", gettext_lazy("the executing authority")), Need("expected", _EXPECTED),
    ),
    "L11": (
        Need("grounds_considered|conditions", gettext_lazy("the grounds considered or conditions offered")),
        Need("reply_by", _REPLY),
    ),
    "L12": (
        Need("conditions", gettext_lazy("the conditions")),
        Need("conditions.*.text", gettext_lazy("the text of the condition")),
        Need("given_by", gettext_lazy("the authority that gives the assurance"), when="assurance"),
    ),
    "L13": (
        Need("ground.name", gettext_lazy("the ground of postponement")), Need("reasons", _REASONS),
        Need("review", gettext_lazy("the review date")),
        Need("preserved", gettext_lazy("what is preserved meanwhile")),
    ),
    "L14": (Need("refused", gettext_lazy("the items refused")), Need("items_decided.*.reasons", _REASONS)),
    "L15": (Need("items_concluded", _ITEMS), Need("delay", _DELAY), Need("expected", _EXPECTED)),
    "L16": (Need("items_concluded", _ITEMS),),
    "L24": (Need("owed|text", gettext_lazy("the period that is owed, or a text")),),
    "L25": (
        Need("progress", gettext_lazy("the stage of the request")), Need("delay", _DELAY), Need("expected", _EXPECTED),
    ),
    "L26": (Need("secrecy.scope", gettext_lazy("what is to be kept confidential")),),
    "L27": (Need("text", gettext_lazy("what must be disclosed")), Need("reply_by", _REPLY)),
    "L46": (Need("disposal", gettext_lazy("whether the papers are to be returned or destroyed")),),
    "L47": (
        Need("items_concluded", _ITEMS), Need("closing.originals", gettext_lazy("what became of the originals")),
        Need("closing.retention", gettext_lazy("how long the file is kept")),
    ),
    "L48": (
        Need("proceedings.court", gettext_lazy("the court")), Need("proceedings.on", gettext_lazy("the date")),
        Need("proceedings.result", gettext_lazy("the result of the proceeding")),
        Need("proceedings.use", gettext_lazy("how the evidence was used")),
    ),
    "L49": (Need("returned.*.state", gettext_lazy("the state of each thing")),),
    "L50": (
        Need("cost_estimate.estimate", gettext_lazy("the estimate of the costs")),
        Need("cost_estimate.proposal", gettext_lazy("the proposal who bears them")),
    ),
    "L51": (
        Need("traveller.surname", gettext_lazy("the person")), Need("transfer.consent", gettext_lazy("the consent")),
        Need("transfer.return_by", gettext_lazy("the date of return")),
    ),
    "L52": (
        Need("traveller.surname", gettext_lazy("the person")),
        Need("safe_conduct.days", gettext_lazy("how long the safe conduct lasts")),
    ),
    "L53": (
        Need("correction.wrong", gettext_lazy("the wrong text")),
        Need("correction.right", gettext_lazy("the right text")),
    ),
    "N01": (Need("points_asked", gettext_lazy("the points asked")),),
    "N02": (
        Need("order.facts", gettext_lazy("the summary of the facts")),
        Need("items_ordered", gettext_lazy("the items to be executed")),
    ),
    "N03": (Need("reasons", _REASONS),),
    "N04": (Need("items_concluded", _ITEMS),),
}
MANDATORY["L04"] = (*MANDATORY["L01"], Need("confirmed.number", gettext_lazy("the record that is confirmed")))


def missing(code: str, kind: str, snapshot: dict[str, Any]) -> list[str]:
    """A sentence for each mandatory content that the letter of that kind of request lacks, in the reader's language;
    none means it may go."""
    own = kinds.get(kind).needs.get(code)
    needs = MANDATORY.get(code, ()) if own is None else own
    return [
        _("Letter %(letter)s lacks: %(what)s.") % {"letter": code, "what": told}
        for need in (*EVERY, *needs)
        if not need.when or _is_said(_at(snapshot, need.when))
        for told in _gaps(need, snapshot)
    ]


def _gaps(need: Need, snapshot: dict[str, Any]) -> list[str]:
    paths = need.path.split("|")
    rows, star, rest = paths[0].partition(".*.")
    if not star:
        return [] if any(_is_said(_at(snapshot, path)) for path in paths) else [str(need.label)]
    if any(_is_said(_at(snapshot, path)) for path in paths[1:]):
        return []
    return [_named(need, place) for place, row in _rows(snapshot, rows) if not _is_said(_at(row, rest))]


def _rows(snapshot: dict[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    """The entries of a list, each with how a reader finds it: its item's number or its code, else its place."""
    for place, row in enumerate(_at(snapshot, path) or (), start=1):
        yield str(row.get("seq") or row.get("code") or place), row


def _named(need: Need, place: str) -> str:
    return _("%(what)s (%(place)s)") % {"what": need.label, "place": place}


def _at(value: Any, path: str) -> Any:
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _is_said(value: Any) -> bool:
    """A text in some language, a list with entries, a value at all."""
    if isinstance(value, dict) and "en" in value and "zh" in value:
        return bool(str(value["en"]).strip() or str(value["zh"]).strip())
    return bool(value.strip() if isinstance(value, str) else value)
