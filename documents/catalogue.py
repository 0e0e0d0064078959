"""Which act issues which letters, to whom, and what are they called? The table of the lifecycle as data."""

from dataclasses import dataclass
from typing import Literal

from mla.vocabulary import Direction

Addressee = Literal["counterpart", "agency", "executing"]
OUT, IN = Direction.OUT, Direction.IN
REQUEST_LETTER = "request letter"  # the kind names its own

TITLES: dict[str, tuple[str, str]] = {
    "L01": ("Request for mutual legal assistance", "刑事司法协助请求书"),
    "L02": ("Transmittal letter", "转递函"),
    "L05": ("Acknowledgement of receipt", "收悉确认函"),
    "L06": ("Redirection notice", "转交通知"),
    "L07": ("Request for additional information", "补充材料通知"),
    "L08": ("Return for resubmission", "退回函"),
    "L09": ("Supplement", "补充材料函"),
    "L10": ("Acceptance notice", "同意协助通知"),
    "L11": ("Consultation letter", "磋商函"),
    "L12": ("Conditions and written assurance", "附条件函及书面保证"),
    "L13": ("Postponement notice", "推迟协助通知"),
    "L14": ("Refusal of assistance", "拒绝协助函"),
    "L15": ("Partial execution report", "部分执行通报"),
    "L16": ("Response to the request", "答复函（移交执行结果）"),
    "L24": ("Status enquiry and reminder", "催办函"),
    "L25": ("Status report", "进展通报"),
    "L46": ("Withdrawal of the request", "撤回请求函"),
    "L47": ("Closing letter", "结案函"),
    "N01": ("Request to supplement the draft request", "补充材料通知（致请求机关）"),
    "N02": ("Order of execution", "协助执行通知书"),
    "N03": ("Notice of return or refusal", "退回（不予提出）通知"),
    "N04": ("Transfer of results", "执行结果移交函"),
}
TITLES_OF_KIND: dict[tuple[str, str], tuple[str, str]] = {
    ("information", "L01"): ("Request for information between police authorities", "警务合作信息请求函"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One letter that an act of ours issues; `only` names the condition in `letters` that must hold."""

    word: str
    direction: str
    code: str
    to: Addressee = "counterpart"
    only: str = ""


ROWS = (
    Row("acknowledge", IN, "L05"),
    Row("ask", OUT, "N01", "agency"),
    Row("ask", IN, "L07"),
    Row("answer", OUT, "L09", only="they_asked"),
    Row("redirect", IN, "L06"),
    Row("send_back", OUT, "N03", "agency"),
    Row("send_back", IN, "L08"),
    Row("consult", IN, "L11"),
    Row("settle", OUT, "L12", only="conditions_accepted"),
    Row("settle", IN, "L12", only="conditions_accepted"),
    Row("grant", IN, "L10"),
    Row("grant", IN, "L12", only="conditions_unsent"),
    Row("refuse", OUT, "N03", "agency"),
    Row("refuse", IN, "L14"),
    Row("postpone", IN, "L13"),
    Row("transmit", OUT, REQUEST_LETTER),
    Row("transmit", OUT, "L02"),
    Row("transmit", IN, "N02", "executing"),
    Row("remind", OUT, "L24"),
    Row("inform", IN, "L15", only="partly_concluded"),
    Row("inform", IN, "L25", only="nothing_concluded"),
    Row("respond", OUT, "N04", "agency"),
    Row("respond", IN, "L16"),
    Row("close", OUT, "L47"),
    Row("close", IN, "L47"),
    Row("withdraw", OUT, "L46", only="was_sent"),
)


def rows_for(word: str, direction: str) -> list[Row]:
    """The letters this act may issue, in the order in which they are numbered."""
    return [row for row in ROWS if (row.word, row.direction) == (word, direction)]


def title(code: str, kind: str) -> tuple[str, str]:
    """The letter's name in English and Chinese, as that kind of request calls it."""
    return TITLES_OF_KIND.get((kind, code)) or TITLES[code]


# What each letter prints beside its head; `contents` says what a section is. Nothing else enters the snapshot.
SECTIONS: dict[str, tuple[str, ...]] = {
    "L01": (
        "case", "articles", "offences", "items_asked", "persons", "organisations", "identifiers", "limits", "annexes",
    ),
    "L02": ("enclosures", "annexes", "channel"),
    "L05": ("receipt", "expected", "limits"),
    "L06": ("redirection",),
    "L07": ("points_asked", "reply_by"),
    "L08": ("reasons", "annexes"),
    "L09": ("points_answered", "answers_enclosed"),
    "L10": ("items_decided", "expected"),
    "L11": ("grounds_considered", "questions", "conditions", "reply_by"),
    "L12": ("conditions", "assurance", "reply_by", "party_role"),
    "L13": ("ground", "reasons", "review"),
    "L14": ("items_decided", "citation", "consultations", "annexes"),
    "L15": ("items_concluded", "text", "expected"),
    "L16": ("items_concluded", "results", "use_limits", "return_by"),
    "L24": ("overdue", "reminders", "text"),
    "L25": ("text", "progress", "expected"),
    "L46": ("reasons",),
    "L47": ("items_concluded", "closing"),
    "N01": ("points_asked", "reply_by"),
    "N02": ("case", "items_ordered", "persons", "organisations", "identifiers", "conditions", "limits", "annexes",
            "expected"),
    "N03": ("reasons", "grounds_considered", "is_return"),
    "N04": ("items_concluded", "results", "use_limits", "return_by"),
}
