"""What do the minutes of a meeting say? Everything the paper (L45) prints, in both languages, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from documents import languages
from documents.terms import term
from mla import access
from mla.kinds.fugitive.standing import FINDINGS, PLAN
from mla.models import Authority, Party, Request
from mla.vocabulary import Classification, Role
from workflows.meetings import cases
from workflows.models import ActionItem, AgendaItem, Meeting, Participant
from workflows.reports.contents import Pair, said

Data = dict[str, Any]


def of(meeting: Meeting, remarks: Pair, requests: Iterable[int]) -> Data:
    """What the meeting says at this moment, and the marking that its minutes bear: the strictest of the meeting's own
    and those of the requests it names. Who writes or signs is not part of it."""
    office, named = Authority.objects.own(), Request.objects.in_bulk(list(requests))
    marking = max([meeting.classification, *(one.classification for one in named.values())])
    written = ["en", "zh-hans"]
    return {
        "languages": written, "prevailing": term("language", languages.prevailing(office.party, written)),
        "is_demo": settings.MLA_DEMO,
        "sender": _pair(office), "state": {"en": office.party.formal_en, "zh": office.party.formal_zh
                                           or office.party.formal_en},
        "meeting": {"name": _pair(meeting), "sort": said(meeting.get_sort_display),
                    "day": meeting.held_on.isoformat(),
                    "place": {"en": meeting.place_en, "zh": meeting.place_zh or meeting.place_en}},
        "marking": marking, "classification": said(lambda: Classification(marking).label),
        "delegations": _delegations(meeting.participants.select_related("authority__party")),
        "agenda": [_item(one) for one in meeting.agenda.prefetch_related("commitments", "requests")],
        "cases": _cases(meeting, named), "actions": _actions(meeting), "remarks": remarks,
    }


def lacks(meeting: Meeting) -> dict[str, bool]:
    """Which mandatory content is still missing, by its name: `place`, `sides`, `chinese`, `agenda`, `decisions`."""
    sides = {one.authority.party_id for one in meeting.participants.select_related("authority")}
    agenda = list(meeting.agenda.all())
    return {
        "place": not (meeting.place_en and meeting.place_zh),
        "chinese": not meeting.name_zh,
        "sides": Party.home().pk not in sides or len(sides) < 2,
        "agenda": not agenda,
        "decisions": any(not (one.decision_en.strip() and one.decision_zh.strip()) for one in agenda),
    }


def owner(item: ActionItem) -> Pair:
    """Who owes an action item, in both languages: a person, a desk, or an authority."""
    if item.owner is not None:
        return {"en": item.owner.name_in("en"), "zh": item.owner.name_in("zh-hans")}
    if not item.desk:
        return _pair(item.authority)
    place = _pair(item.authority or Authority.objects.own())
    desk = said(lambda: Role(item.desk).label)
    return {"en": f"{desk['en']}, {place['en']}", "zh": f"{place['zh']}{desk['zh']}"}


def _delegations(participants: Iterable[Participant]) -> list[Data]:
    """The people by party and authority, in the order in which they were named."""
    parties: dict[int, Party] = {}
    seats: dict[int, dict[int, list[Participant]]] = defaultdict(lambda: defaultdict(list))
    for one in participants:
        parties[one.authority.party_id] = one.authority.party
        seats[one.authority.party_id][one.authority_id].append(one)
    return [
        {"party": _pair(parties[party]), "authorities": [
            {"name": _pair(people[0].authority), "people": [
                {"name": _pair(one), "post": {"en": one.post_en, "zh": one.post_zh or one.post_en}} for one in people
            ]} for people in places.values()
        ]} for party, places in seats.items()
    ]


def _item(item: AgendaItem) -> Data:
    return {
        "title": {"en": item.title_en, "zh": item.title_zh},
        "decision": {"en": item.decision_en, "zh": item.decision_zh},
        "commitments": [{"code": one.code, "text": {"en": one.text_en, "zh": one.text_zh}}
                        for one in item.commitments.all()],
        "requests": [_references(one) for one in sorted(item.requests.all(), key=lambda one: one.pk)],
    }


def _cases(meeting: Meeting, named: dict[int, Request]) -> list[Data]:
    """What was found of each priority case, with what is to be done next."""
    findings = {key: said(lambda text=text: text) for key, text in FINDINGS}  # type: ignore[misc]  # bound at once
    return [
        {**_references(named[one.request_id]), "finding": findings[one.details["finding"]],
         "note": {"en": one.details.get("result", ""), "zh": one.details.get("result_zh", "")},
         **{name: one.details.get(name, "") for name in PLAN}}
        for one in cases.reviews(meeting)
    ]


def _actions(meeting: Meeting) -> list[Data]:
    numbers = {pk: number for number, pk in enumerate(meeting.agenda.values_list("pk", flat=True), 1)}
    return [
        {"code": one.code, "text": {"en": one.text_en, "zh": one.text_zh}, "owner": owner(one),
         "due_on": one.due_on.isoformat(), "item": numbers.get(one.agenda_id or 0)}
        for one in meeting.actions.exclude(status="cancelled").select_related("owner", "authority").order_by("pk")
    ]


def _references(request: Request) -> Data:
    return {"ours": request.own_reference, "theirs": request.foreign_reference}


def may_leave(requests: Iterable[int]) -> bool:
    """Whether all these requests may be named in a paper that leaves the office: what is marked TLP:RED never is."""
    return all(access.may_export(one) for one in Request.objects.filter(pk__in=list(requests)))


def _pair(named: Any) -> Pair:
    return {"en": named.name_en, "zh": named.name_zh or named.name_en}
