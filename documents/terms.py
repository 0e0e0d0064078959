"""How do letters call things? The official words in both languages, as the agreements write them.

Letters do not take the words of the screens: a letter is the same whoever looks, and its words are those of domain law.
The types of assistance are those of Article 1(2)(a)-(j) of the US-China Agreement on mutual legal assistance.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from documents import identifier_terms
from documents.terms_of_kinds import TERMS_OF_KINDS
from mla import kinds
from mla.texts import is_han

Pair = dict[str, str]
"""A text by language (`en`, `zh`); beside it a `code` or an `iso` date, unseen by readers, for the other office."""
NOTHING: Pair = {"en": "", "zh": ""}

_TERMS: dict[str, tuple[str, str]] = {
    **TERMS_OF_KINDS,
    "type:serve": ("serving documents", "送达文书"),
    "type:testimony": ("taking the testimony or statements of persons", "获取人员的证言或陈述"),
    "type:records": (
        "providing originals, certified copies or photocopies of documents, records or articles of evidence",
        "提供文件、记录或证据物品的原件、经证明的副本或影印件",
    ),
    "type:expert": ("obtaining and providing expert evaluations", "获取并提供鉴定结论"),
    "type:appear": ("making persons available to give evidence or assist in investigations", "安排人员作证或协助调查"),
    "type:locate": ("locating or identifying persons", "查找或辨别人员"),
    "type:search_freeze": (
        "executing requests for inquiry, searches, freezing and seizures of evidence",
        "执行查询、搜查、冻结和扣押证据的请求",
    ),
    "type:forfeit": ("assisting in forfeiture proceedings", "在没收程序中提供协助"),
    "type:transfer_custody": (
        "transferring persons in custody for giving evidence or assisting in investigations",
        "移送在押人员以便作证或协助调查",
    ),
    "type:other": (
        "any other form of assistance not contrary to the laws in the territory of the requested Party",
        "不违背被请求方境内法律的任何其他形式的协助",
    ),
    "type:information": ("information between law enforcement authorities", "执法部门之间的信息"),
    "type:urgent_contact": ("urgent contact by the hotline", "热线紧急联络"),
    "type:verification": (
        "verifying identity and nationality and issuing travel documents", "核查身份和国籍并签发旅行证件"
    ),
    "type:parcel": ("tracing parcels and consignments", "追踪邮件包裹"),
    "type:substance": ("information on a substance or a precursor", "物质或易制毒化学品信息"),
    "type:lead": ("information provided without a request", "主动提供的信息"),
    "type:nomination": ("treating a fugitive case as a priority", "将在逃人员案件列为重点案件"),
    "classification:0": ("UNCLASSIFIED", "非密"),
    "classification:1": ("RESTRICTED", "内部"),
    "classification:2": ("CONFIDENTIAL", "秘密"),
    "classification:3": ("SECRET", "机密"),
    "urgency:routine": ("Routine", "普通"),
    "urgency:priority": ("Priority", "优先"),
    "urgency:urgent": ("Urgent", "紧急"),
    "urgency:emergency": ("Emergency", "特急"),
    "channel:ca_direct": ("direct communication between the Central Authorities", "中央机关之间直接联系"),
    "channel:diplomatic": ("diplomatic channel", "外交途径"),
    "channel:police": ("police attaché", "警务联络官渠道"),
    "channel:interpol": ("INTERPOL", "国际刑警组织渠道"),
    "channel:24_7": ("24/7 network", "24/7联络网络"),
    "channel:hotline": ("hotline", "热线"),
    "channel:customs_post": ("customs or postal channel", "海关或邮政渠道"),
    "channel:consular": ("consular channel", "领事渠道"),
    "stage:pre_investigation": ("before investigation", "立案前"),
    "stage:investigation": ("investigation", "侦查"),
    "stage:prosecution": ("prosecution", "起诉"),
    "stage:trial": ("trial", "审判"),
    "stage:enforcement": ("enforcement of a judgment", "判决执行"),
    "stage:administrative": ("administrative proceeding", "行政程序"),
    "state:intake": ("examination of form", "形式审查"),
    "state:review": ("legal review", "实质审查"),
    "state:transmission": ("transmission to the executing authority", "转递执行机关"),
    "state:execution": ("execution", "执行"),
    "state:response": ("preparation of the response", "答复准备"),
    "state:clarification": ("awaiting supplementary information", "等待补充材料"),
    "state:consultation": ("consultation", "磋商"),
    "state:postponed": ("postponed", "推迟"),
    "state:responded": ("responded", "已答复"),
    "disposition:granted": ("will be executed", "同意执行"),
    "disposition:conditional": ("will be executed on conditions", "附条件执行"),
    "disposition:refused": ("assistance is denied", "拒绝提供协助"),
    "disposition:postponed": ("postponed", "推迟协助"),
    "disposition:pending": ("pending", "待定"),
    "outcome:full": ("executed in full", "已全部执行"),
    "outcome:partial": ("executed in part", "已部分执行"),
    "outcome:negative": ("executed without result", "已执行，无结果"),
    "outcome:refused": ("assistance denied", "拒绝提供协助"),
    "outcome:postponed": ("postponed", "推迟协助"),
    "outcome:withdrawn": ("withdrawn", "已撤回"),
    "outcome:": ("in progress", "执行中"),
    "person:suspect": ("suspect", "犯罪嫌疑人"),
    "person:accused": ("accused", "被告人"),
    "person:convicted": ("convicted person", "被判刑人"),
    "person:witness": ("witness", "证人"),
    "person:expert": ("expert", "鉴定人"),
    "person:victim": ("victim", "被害人"),
    "person:third_party": ("third party", "第三人"),
    "person:account_holder": ("account holder", "账户持有人"),
    "person:subscriber": ("subscriber", "注册用户"),
    "person:recipient": ("recipient of documents", "受送达人"),
    "person:returnee": ("person to be returned", "被遣返人"),
    "person:fugitive": ("fugitive", "在逃人员"),
    "person:sender": ("sender of a parcel", "寄件人"),
    "person:consignee": ("addressee of a parcel", "收件人"),
    "person:caller": ("person calling", "来电人"),
    "sex:F": ("female", "女"),
    "sex:M": ("male", "男"),
    "sex:X": ("unspecified", "未注明"),
    **identifier_terms.SCHEMES,
    "source:treaty": ("treaty", "条约"),
    "source:statute": ("statute", "法律"),
    "source:commitment": ("commitment", "承诺"),
    "source:policy": ("policy", "工作要求"),
    "purpose:annex": ("annex", "附件"),
    "purpose:result": ("result of execution", "执行结果"),
    "purpose:answer": ("supplementary information", "补充材料"),
    "purpose:assurance": ("written assurance", "书面保证"),
    "purpose:incoming": ("letter received", "来函"),
    "language_accepted:yes": ("this language is accepted", "我方接受该语言文本"),
    "language_accepted:translation": (
        "a translation into the language of the requested Party is needed", "须另附被请求方文字的译文"
    ),
    "urgency_accepted:yes": ("this is accepted", "同意按所请求的紧急程度办理"),
    "urgency_accepted:no": (
        "the request is dealt with in the ordinary course, the reasons given for urgency not being sufficient",
        "所述紧急理由不充分，按一般程序办理",
    ),
    "disposal:return": ("returned to us", "退回我方"),
    "disposal:destroy": ("destroyed", "予以销毁"),
    "manner:written": ("letter", "书面"),
    "manner:oral": ("word of mouth", "口头"),
    "manner:fax": ("fax", "传真"),
    "service:personal": ("delivery in person", "直接送达"),
    "service:post": ("post", "邮寄送达"),
    "service:other": ("another way permitted by law", "法律允许的其他方式"),
    "copies:original": ("originals", "原件"),
    "copies:copy": ("copies of the originals", "原件的副本"),
    "told:yes": (
        "The person was told of all rights and duties, and of the liability for knowingly false statements under oath.",
        "已告知被询问人其诉讼权利和义务，以及宣誓后故意作虚假陈述应负的刑事责任。",
    ),
    "confirmation:signed": ("wrote, signed and dated the sentence below", "书写下列语句并签名、注明日期"),
    "confirmation:refused": ("was asked to sign and refused", "经要求后拒绝签名"),
    "confidentiality:content": ("the content of the request", "请求的内容"),
    "confidentiality:fact": ("the fact that a request was made", "提出请求这一事实"),
    "confidentiality:full": ("the fact and the content of the request", "提出请求这一事实及请求的内容"),
    "link:follow_up": ("follows up", "后续请求"),
    "link:supplement": ("supplements", "补充请求"),
    "link:confirmation": ("confirms in writing", "书面确认"),
    "language:en": ("English", "英文"),
    "language:zh-hans": ("Chinese", "中文"),
}
_UNITS = {
    "h": ("hour", "小时"), "d": ("day", "日"), "wd": ("working day", "个工作日"), "wk": ("week", "周"),
    "mo": ("month", "个月"),
}
_DIGITS = "〇一二三四五六七八九"
_ARTICLE = re.compile(r"Article (\d+)(?:\((\d+)\))?(?:\(([a-z])\))?")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)


def term(sort: str, code: object) -> Pair:
    """The official words for a code, and the code; an unknown code is printed as it is."""
    known = _types().get(str(code)) if sort == "type" else None
    english, chinese = known or _TERMS.get(f"{sort}:{code}", (str(code or ""), str(code or "")))
    return {"en": english, "zh": chinese, "code": str(code)}


@cache
def _types() -> dict[str, tuple[str, str]]:
    """The types of assistance that kinds declare themselves."""
    return {code: words for kind in kinds.all_kinds() for code, words in kind.types.items()}


def day(value: date | str | None) -> Pair:
    """A day as each language writes it: 3 December 2026, 2026年12月3日; and by ISO 8601."""
    if not value:
        return NOTHING | {"iso": ""}
    one = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    english = f"{one.day} {_MONTHS[one.month - 1]} {one.year}"
    return {"en": english, "zh": f"{one.year}年{one.month}月{one.day}日", "iso": one.isoformat()}


def period(count: int, unit: str) -> Pair:
    """A length of time: 30 days, 30日; 10 working days, 10个工作日."""
    english, chinese = _UNITS[unit]
    return {"en": f"{count} {english}{'' if count == 1 else 's'}", "zh": f"{count}{chinese}", "code": f"{count}{unit}"}


def moment(value: datetime, zone: ZoneInfo, place_en: str, place_zh: str) -> dict[str, Pair]:
    """A moment with its place and offset from UTC, and by ISO 8601; never a zone's abbreviation, which may mean two."""
    local = value.astimezone(zone)
    offset = local.strftime("%z")
    utc = f"UTC{offset[:3]}:{offset[3:]}"
    on, at = day(local.date()), f"{local:%H:%M}"
    return {
        "date": {"en": f"{on['en']}, {at}", "zh": f"{on['zh']}{at}", "iso": local.isoformat(timespec="minutes")},
        "place": {"en": f"{place_en}, {utc}", "zh": f"{place_zh or place_en}，{utc}"},
    }


def article(cited: str) -> Pair:
    """A provision as each language cites it: Article 3(1)(a), 第三条第一款第(一)项; other forms as they stand."""
    parts = _ARTICLE.fullmatch(cited)
    if not parts:
        return {"en": cited, "zh": cited}
    number, paragraph, point = parts.groups()
    chinese = f"第{han(int(number))}条"
    chinese += f"第{han(int(paragraph))}款" if paragraph else ""
    chinese += f"第（{han(ord(point) - ord('a') + 1)}）项" if point else ""
    return {"en": cited, "zh": chinese}


def named(english: str, chinese: str) -> Pair:
    """A name in both languages; one without a Chinese form keeps its English one."""
    return {"en": english, "zh": chinese or english}


def joined(pairs: Iterable[Pair]) -> Pair:
    """Several texts in a row, as each language lists them."""
    listed = list(pairs)
    return {"en": ", ".join(one["en"] for one in listed), "zh": "、".join(one["zh"] for one in listed)}


def han(number: int) -> str:
    """A number up to 99 in Chinese figures."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def either(text: str, translation: str = "", language: str = "") -> Pair:
    """A text and its translation, each where it belongs. Without a language, Han characters tell Chinese."""
    is_chinese = language.startswith("zh") if language else is_han(text)
    return {"en": translation, "zh": text} if is_chinese else {"en": text, "zh": translation}
