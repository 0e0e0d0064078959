"""Which act issues which letters, to whom, and what are they called? The table of the lifecycle as data."""

from mla import kinds
from mla.issuing import Row
from mla.models import Request
from mla.vocabulary import Direction

OUT, IN = Direction.OUT, Direction.IN
REQUEST_LETTER = "request letter"  # the kind names its own

TITLES: dict[str, tuple[str, str]] = {
    "L01": ("Request for mutual legal assistance", "刑事司法协助请求书"),
    "L02": ("Transmittal letter", "转递函"),
    "L03": ("Record of an urgent request", "紧急请求记录"),
    "L04": ("Written confirmation of an urgent request", "紧急请求书面确认"),
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
    "L17": ("Certificate of service", "送达回证"),
    "L18": ("Certificate of authenticity of business records", "业务记录真实性证明书"),
    "L19": ("Attestation of authenticity of official records", "公文真实性证明书"),
    "L20": ("Certificate with respect to seized items", "有关被扣押物品的证明书"),
    "L21": ("Record of the taking of documentary evidence", "提取书证记录"),
    "L22": ("Record of questioning", "询问笔录"),
    "L23": ("Notice of execution without result", "执行无结果通知"),
    "L24": ("Status enquiry and reminder", "催办函"),
    "L25": ("Status report", "进展通报"),
    "L26": ("Confidentiality notice", "保密通知"),
    "L27": ("Notice that execution requires disclosure", "无法保密执行通知"),
    "L46": ("Withdrawal of the request", "撤回请求函"),
    "L47": ("Closing letter", "结案函"),
    "L48": ("Notification of the outcome of proceedings", "诉讼结果通报"),
    "L49": ("Return of items", "归还物品函"),
    "L50": ("Consultation on costs", "费用磋商函"),
    "L51": ("Agreement on the transfer of a person in custody", "移送在押人员协议"),
    "L52": ("Safe conduct", "安全通行保证"),
    "L53": ("Correction", "更正函"),
    "N01": ("Request to supplement the draft request", "补充材料通知（致请求机关）"),
    "N02": ("Order of execution", "协助执行通知书"),
    "N03": ("Notice of return or refusal", "退回（不予提出）通知"),
    "N04": ("Transfer of results", "执行结果移交函"),
}
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
    Row("grant", IN, "L51", each="transferred"),
    Row("refuse", OUT, "N03", "agency"),
    Row("refuse", IN, "L14"),
    Row("postpone", IN, "L13"),
    Row("transmit", OUT, REQUEST_LETTER, only="in_writing"),
    Row("transmit", OUT, "L52", each="travelling"),
    Row("transmit", OUT, "L02", only="in_writing"),
    Row("transmit", OUT, "L03", only="not_in_writing"),
    Row("transmit", IN, "N02", "executing"),
    Row("transmit", IN, "L26", "executing", only="confidential"),
    Row("confirm", OUT, "L04", only="was_not_in_writing"),
    Row("confirm", OUT, "L02", only="was_not_in_writing"),
    Row("remind", OUT, "L24"),
    Row("inform", IN, "L15", only="partly_concluded"),
    Row("inform", IN, "L25", only="nothing_concluded"),
    Row("inform", IN, "L27", only="must_disclose"),
    Row("stay", IN, "L50", only="extraordinary_costs"),
    Row("respond", OUT, "N04", "agency"),
    *(Row("respond", IN, code, each=code) for code in ("L17", "L18", "L19", "L20", "L21", "L22", "L23")),
    Row("respond", IN, "L16"),
    Row("close", OUT, "L47"),
    Row("close", OUT, "L48", only="proceedings_ended"),
    Row("close", OUT, "L49", only="things_returned"),
    Row("close", IN, "L47"),
    Row("withdraw", OUT, "L46", only="was_sent"),
    Row("correct", OUT, "L53", "corrected", only="corrects_a_letter"),
    Row("correct", IN, "L53", "corrected", only="corrects_a_letter"),
)


def rows_for(word: str, request: Request) -> list[Row]:
    """The letters this act may issue, in the order in which they are numbered: the kind's own, else the common ones."""
    own = kinds.get(request.kind).letters.get((word, request.direction))
    if own is not None:
        return list(own)
    return [row for row in ROWS if (row.word, row.direction) == (word, request.direction)]


def printed(code: str, kind: str) -> tuple[str, ...]:
    """The sections that a letter prints beside its head, as that kind of request has it."""
    return kinds.get(kind).prints.get(code) or SECTIONS[code]


def titles() -> dict[str, tuple[str, str]]:
    """Every letter's name in English and Chinese, by code; of a letter that a kind renames the usual one."""
    own = {code: names for kind in kinds.all_kinds() for code, names in kind.titles.items()}
    return dict(sorted((own | TITLES).items()))


def title(code: str, kind: str) -> tuple[str, str]:
    """The letter's name in English and Chinese, as that kind of request calls it."""
    return kinds.get(kind).titles.get(code) or TITLES[code]


_CERTIFIED = ("concerned", "executed_by", "form", "certificate")
# What each letter prints beside its head; `contents` says what a section is. Nothing else enters the snapshot.
SECTIONS: dict[str, tuple[str, ...]] = {
    "L01": (
        "earlier", "case", "facts_spared", "basis", "is_formal", "offences", "particulars", "items_asked", "persons",
        "organisations", "identifiers", "limits", "language", "annexes",
    ),
    "L02": ("earlier", "enclosures", "annexes", "channel", "versions"),
    "L03": ("call", "urgent", "basis", "items_asked", "promise"),
    "L05": ("receipt", "expected"),
    "L06": ("redirection",),
    "L07": ("points_asked", "paused_since", "reply_by"),
    "L08": ("reasons", "annexes"),
    "L09": ("points_answered", "answers_enclosed"),
    "L10": ("items_decided", "executing", "expected"),
    "L11": ("grounds_considered", "questions", "conditions", "reply_by"),
    "L12": ("conditions", "rejected", "assurance", "given_by", "competent_body", "valid_until", "reply_by", "is_ours"),
    "L13": ("ground", "reasons", "review", "preserved", "alternatives"),
    "L14": ("items_decided", "refused", "citation", "consultations", "annexes"),
    "L15": ("items_concluded", "text", "delay", "expected"),
    "L16": ("items_concluded", "negative", "results", "enclosures", "use_limits", "binding", "return_by", "costs"),
    "L17": (*_CERTIFIED, "is_served"),
    "L18": _CERTIFIED,
    "L19": _CERTIFIED,
    "L20": _CERTIFIED,
    "L21": _CERTIFIED,
    "L22": _CERTIFIED,
    "L23": (*_CERTIFIED, "search"),
    "L24": ("owed", "reminders", "text"),
    "L25": ("text", "progress", "delay", "expected"),
    "L26": ("secrecy",),
    "L27": ("text", "reply_by"),
    "L46": ("reasons", "disposal"),
    "L47": ("items_concluded", "closing"),
    "L48": ("proceedings",),
    "L49": ("returned",),
    "L50": ("cost_estimate", "paused"),
    "L51": ("traveller", "transfer", "conditions"),
    "L52": ("traveller", "safe_conduct"),
    "L53": ("correction",),
    "N01": ("points_asked", "reply_by"),
    "N02": ("order", "earlier_here", "instrument", "particulars", "items_ordered", "persons", "organisations",
            "identifiers", "conditions", "limits", "annexes", "expected"),
    "N03": ("reasons", "grounds_considered", "is_return"),
    "N04": ("items_concluded", "results", "use_limits", "binding", "return_by"),
}
SECTIONS["L04"] = (*SECTIONS["L01"], "confirmed")
