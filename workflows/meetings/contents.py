"""What do the minutes of a meeting say? Everything the paper (L45) prints, in both languages, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings

from documents import languages
from documents.terms import Pair, named, term
from mla import access
from mla.kinds.fugitive.standing import FINDINGS, PLAN
from mla.models import Authority, Party, Request
from mla.tongues import said
from mla.vocabulary import Classification
from workflows.meetings import cases, owners
from workflows.models import ActionChange, ActionItem, AgendaItem, Meeting, Minutes, Participant
from workflows.reports.saying import pair

Data = dict[str, Any]


def of(meeting: Meeting, remarks: Pair, requests: Iterable[int], correction: Minutes | None = None) -> Data:
    """What the meeting says at this moment, and the marking that its minutes bear: the strictest of the meeting's own
    and those of the requests it names. Who writes or signs is not part of it.

    Where minutes correct others, an action item is as those say, whatever became of it since, unless it was moved or
    cancelled after the correction was begun.
    """
    office, about = Authority.objects.own(), Request.objects.in_bulk(list(requests))
    marking = max([meeting.classification, *(one.classification for one in about.values())])
    written = ["en", "zh-hans"]
    return {
        "languages": written, "prevailing": term("language", languages.prevailing(office.party, written)),
        "is_demo": settings.MLA_DEMO,
        "sender": pair(office), "state": named(office.party.formal_en, office.party.formal_zh),
        "meeting": {"name": pair(meeting), "sort": said(meeting.get_sort_display),
                    "day": meeting.held_on.isoformat(),
                    "place": named(meeting.place_en, meeting.place_zh)},
        "marking": marking, "classification": said(lambda: Classification(marking).label),
        "delegations": _delegations(meeting.participants.select_related("authority__party")),
        "agenda": [_item(one) for one in meeting.agenda.prefetch_related("commitments", "requests")],
        "cases": _cases(meeting, about), "actions": _actions(meeting, correction), "remarks": remarks,
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


def may_leave(requests: Iterable[int]) -> bool:
    """Whether all these requests may be named in a paper that leaves the office: what is marked TLP:RED never is."""
    return all(access.may_export(one) for one in Request.objects.filter(pk__in=list(requests)))


def _delegations(participants: Iterable[Participant]) -> list[Data]:
    """The people by party and authority, in the order in which they were named."""
    parties: dict[int, Party] = {}
    seats: dict[int, dict[int, list[Participant]]] = defaultdict(lambda: defaultdict(list))
    for one in participants:
        parties[one.authority.party_id] = one.authority.party
        seats[one.authority.party_id][one.authority_id].append(one)
    return [
        {"party": pair(parties[party]), "authorities": [
            {"name": pair(people[0].authority), "people": [
                {"name": pair(one), "post": named(one.post_en, one.post_zh)} for one in people
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


def _cases(meeting: Meeting, about: dict[int, Request]) -> list[Data]:
    """What was found of each priority case, with what is to be done next."""
    findings = {key: said(partial(str, text)) for key, text in FINDINGS}
    return [
        {**_references(about[one.request_id]), "finding": findings[one.details["finding"]],
         "note": {"en": one.details.get("result", ""), "zh": one.details.get("result_zh", "")},
         **{name: one.details.get(name, "") for name in PLAN}}
        for one in cases.reviews(meeting)
    ]


def _actions(meeting: Meeting, correction: Minutes | None) -> list[Data]:
    numbers = {pk: number for number, pk in enumerate(meeting.agenda.values_list("pk", flat=True), 1)}
    kept = _as_signed(meeting, correction)
    every = meeting.actions.select_related("owner", "authority").order_by("pk")
    return [
        {**(kept.get(one.code) or _action(one)), "item": numbers.get(one.agenda_id or 0)}
        for one in every if one.code in kept or one.status != "cancelled"
    ]


def _action(one: ActionItem) -> Data:
    return {"code": one.code, "text": {"en": one.text_en, "zh": one.text_zh}, "owner": owners.owner(one),
            "due_on": one.due_on.isoformat()}


def _as_signed(meeting: Meeting, correction: Minutes | None) -> dict[str, Data]:
    """The action items of the minutes that are corrected, by their numbers, less those changed for the correction."""
    if correction is None or correction.corrects is None:
        return {}
    changes = ActionChange.objects.filter(action__meeting=meeting, at__gte=correction.begun_at).exclude(sort="done")
    changed = set(changes.values_list("action__code", flat=True))
    return {one["code"]: one for one in correction.corrects.content["actions"] if one["code"] not in changed}


def _references(request: Request) -> Data:
    return {"ours": request.own_reference, "theirs": request.foreign_reference}
