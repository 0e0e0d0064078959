"""Which meetings does the demo office keep? A working group that met, with its minutes, and one that comes."""

from datetime import date, datetime, timedelta
from typing import Any

from mla.models import Authority, Party, Request, User
from workflows import jobs_reports, priorities
from workflows.meetings import actions, cases, minutes, planning
from workflows.models import Commitment, Meeting
from workflows.relative import Now

_GUESTS = (
    ("CN-MPS", "Zhao Mingyuan", "赵明远", "Division Director", "处长"),
    ("CN-MOJ", "Sun Ruolan", "孙若兰", "Deputy Division Director", "副处长"),
)
_HOSTS = (
    ("US-OIA", "Jing Lin", "林静", "Liaison Officer", "联络官"),
    ("US-OIA", "Sam Aldana", "萨姆·阿尔达纳", "Head of Unit", "处长"),
    ("US-FBI", "Ming Xia", "夏明", "Supervisory Special Agent", "主管特工"),
)
_ACTIONS: tuple[dict[str, Any], ...] = (
    {
        "text_en": "Send the list of contact points for fugitive cases, with their hours.",
        "text_zh": "提供追逃案件联络人名单及办公时间。", "owner": "lin", "days": 7,
    },
    {
        "text_en": "Examine which evidence the other side still needs for the case of the first rank.",
        "text_zh": "研究对方就第一位案件尚需哪些证据。", "desk": "reviewer", "days": 18,
    },
    {
        "text_en": "Report on the status of the hearing in the removal proceedings.",
        "text_zh": "通报递解程序听证的进展情况。", "authority": "CN-MPS", "days": 33,
    },
)


def play(cast: dict[str, User], now: datetime) -> None:
    """Hold the working group of twelve days ago, with a review, three action items and signed minutes; and prepare the
    next one, in three weeks."""
    day = Party.home().day(now - timedelta(days=12))
    past = _meeting(cast["lin"], "group", "Working group on fugitives, {}", "追逃工作组会议（{}）", day)
    case = _case(cast["lin"], now)
    item = planning.put_item(
        past, None, {
            "title_en": "Priority cases on the list", "title_zh": "名单上的重点案件",
            "decision_en": "Both sides go on with the case of the first rank and exchange evidence in writing.",
            "decision_zh": "双方继续推进第一位案件，并以书面方式交换证据。",
        }, commitments=Commitment.objects.filter(code__in=["C17-15", "C17-16", "C17-17"]),
        requests=[case] if case else [], by=cast["lin"], revision=planning.revision_of(past),
    )
    contacts = planning.put_item(
        past, None, {
            "title_en": "Contact points", "title_zh": "联络人",
            "decision_en": "Each side names two contact points.", "decision_zh": "双方各指定两名联络人。",
        }, commitments=[], requests=[], by=cast["lin"], revision=planning.revision_of(past),
    )
    then = now - timedelta(days=11)
    if case:
        cases.record(past, case, {
            "finding": "moved", "result": "The whereabouts are confirmed.", "result_zh": "已确认其下落。",
            "next_action": "Written evidence on the warrant.", "owner": "Liaison officer",
            "due_on": (now + timedelta(days=30)).date().isoformat(),
        }, by=cast["lin"], now=then)
    for told in _ACTIONS:
        agenda = contacts if "owner" in told else item
        actions.agree(past, {**_owned(told, cast, day), "agenda": agenda}, by=cast["lin"], now=then)
    drafted = minutes.draft(past, {"en": "", "zh": ""}, by=cast["lin"], now=then + timedelta(hours=3))
    jobs_reports.sign_minutes(drafted, by=cast["sam"], now=then + timedelta(days=1))
    _coming(cast, now)


def _coming(cast: dict[str, User], now: datetime) -> None:
    day = Party.home().day(now + timedelta(days=21))
    coming = _meeting(cast["sam"], "expert", "Expert meeting on parcel tracking, {}", "邮件包裹追踪专家会议（{}）", day)
    planning.put_item(
        coming, None, {
            "title_en": "Delivery records and their retention", "title_zh": "投递记录及其保存期限",
            "decision_en": "", "decision_zh": "",
        }, commitments=Commitment.objects.filter(code="C17-09"), requests=[], by=cast["sam"],
        revision=planning.revision_of(coming),
    )


def _meeting(by: User, sort: str, english: str, chinese: str, day: date) -> Meeting:
    told = {
        "sort": sort, "name_en": english.format(day.isoformat()), "name_zh": chinese.format(day.isoformat()),
        "held_on": day, "place_en": "Washington", "place_zh": "华盛顿", "classification": 1, "source": "",
    }
    made = planning.create(told, parties=Party.objects.filter(code="CN"), by=by)
    known = Authority.objects.in_bulk(field_name="code")
    rows = [
        {"authority": known[code], "name_en": english, "name_zh": chinese, "post_en": post, "post_zh": post_zh}
        for code, english, chinese, post, post_zh in (*_HOSTS, *_GUESTS)
    ]
    planning.name_participants(made, rows, by=by, revision=planning.revision_of(made))
    return made


def _case(user: User, now: datetime) -> Request | None:
    """The first case of the list, where the demo has come so far as to list one that nobody has reviewed yet."""
    waiting = (one for one in priorities.listed(user, Now.at(now)) if one["reviewed_on"] is None)
    return next((one["request"] for one in waiting), None)


def _owned(told: dict[str, Any], cast: dict[str, User], day: date) -> dict[str, Any]:
    owner: dict[str, Any] = {"owner": cast[told["owner"]]} if "owner" in told else {}
    if "authority" in told:
        owner["authority"] = Authority.objects.get(code=told["authority"])
    return {"text_en": told["text_en"], "text_zh": told["text_zh"], "desk": told.get("desk", ""), **owner,
            "due_on": day + timedelta(days=told["days"])}
