"""What would an ordinary officer fill in for an act of a kind, and on which road does a request of that kind go?

For the demo and for tests. Days and moments count from the moment of the act.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from mla.kinds.fugitive import viability
from mla.models import Request

Facts = dict[str, Any]
Filled = Callable[[Request, datetime], Facts]


def facts(word: str, request: Request, now: datetime) -> Facts:
    """What is filled in for a word of the request's kind; empty where nothing is known."""
    found = _FACTS.get((request.kind, word))
    return found(request, now) if found else {}


def road(request: Request) -> tuple[tuple[str, Facts], ...]:
    """The acts of the kind that come before the report, each with what differs from the ordinary."""
    return _ROADS.get(request.kind, lambda _request: ())(request)


def _person(request: Request) -> int:
    return request.persons.order_by("pk").values_list("pk", flat=True)[0]


def _day(now: datetime, days: int) -> str:
    return (now + timedelta(days=days)).date().isoformat()


def _moment(now: datetime, **later: float) -> str:
    return (now + timedelta(**later)).replace(second=0, microsecond=0).isoformat()


def _persons_verified(request: Request) -> tuple[tuple[str, Facts], ...]:
    """The first person is verified and has a document; each other one is found not to be a national."""
    first, *others = request.persons.order_by("pk").values_list("pk", flat=True)
    return (
        ("verify", {"person": first}), *(("not_national", {"person": one}) for one in others),
        ("apply", {"person": first}), ("issue_document", {"person": first}),
    )


def _about_person(**told: Any) -> Filled:
    return lambda request, now: {"person": _person(request), **told}


_FACTS: dict[tuple[str, str], Filled] = {
    ("repatriation", "order"): _about_person(order_type="removal", number="RM-2026-0412"),
    ("repatriation", "invite"): lambda request, now: {
        "person": _person(request), "interview_at": _moment(now, days=9), "place": "Detention facility, Sample County",
        "manner": "video", "wanted": "Any document that shows the person's name or address.",
    },
    ("repatriation", "interview"): _about_person(held="held", result="The statements agree with the registers."),
    ("repatriation", "verify"): _about_person(means=["registers", "interview"]),
    ("repatriation", "not_national"): _about_person(
        reasons="The registers of population and of passports hold nobody of that name and date of birth."
    ),
    ("repatriation", "undetermined"): _about_person(
        reasons="Three persons bear that name.", wanted="The names of the parents and the registered domicile."
    ),
    ("repatriation", "apply"): lambda request, now: {
        "person": _person(request), "document_type": "any", "valid_until": _day(now, 180), "photo": True,
        "itinerary": "Charter flight within sixty days, port of entry Shanghai Pudong.",
    },
    ("repatriation", "issue_document"): lambda request, now: {
        "person": _person(request), "document_type": "one_way", "number": "L898902C3", "issued_on": _day(now, 0),
        "expires_on": _day(now, 90), "entries": "one", "delivery": "Handed to the liaison officer.",
    },
    ("repatriation", "refuse_document"): _about_person(reasons="A doubt about the identity has arisen."),
    ("repatriation", "renew"): lambda request, now: {
        "person": _person(request), "reasons": "The flight was put off by the carrier.", "travel_on": _day(now, 30),
    },
    ("repatriation", "announce"): lambda request, now: {
        "persons": [str(_person(request))], "flight": "XX 0123, Newark to Shanghai Pudong",
        "departs_at": _moment(now, days=5), "arrives_at": _moment(now, days=5, hours=15),
        "handover_point": "Shanghai Pudong, border inspection, gate 12", "escort": "flight",
        "officers": "Lee Sample, passport 000000001\nDana Muster, passport 000000002",
        "restraint": "None unless the senior officer decides otherwise.", "medical": "Insulin twice a day; kept cool.",
        "contingency": "The escort returns with the person; the liaison officer is told at once.",
        "property": "One suitcase; 240 US dollars.",
    },
    ("repatriation", "depart"): _about_person(port="Newark", flight="XX 0123"),
    ("repatriation", "hand_over"): _about_person(
        place="Shanghai Pudong, gate 12", delivered_by="Lee Sample, Deportation Officer",
        received_by="陈样本，边防检查站民警", documents="Return document; medical summary.",
        property="One suitcase; 240 US dollars.", condition="Good; no complaints.",
    ),
    ("repatriation", "fail"): _about_person(reason="refused", remarks="The person sat down in the aisle."),
    ("repatriation", "take_back"): _about_person(
        reasons="A court had set the order aside the day before.", place="Shanghai Pudong, gate 12",
        delivered_by="陈样本，边防检查站民警", received_by="Lee Sample, Deportation Officer",
        property="Return document; one suitcase; 240 US dollars.",
    ),
    ("repatriation", "discharge"): _about_person(reasons="The person has left on their own."),
}
_MARKS = {name: "2" for name, _label, _help in viability.MARKS} | {"mark_evidence": "1", "mark_route": "1"}
_FACTS |= {
    ("fugitive", "nominate"): lambda request, now: {
        "list_year": now.year, "proposed_rank": 3, "lead_ours": "Office of International Affairs",
        "lead_theirs": "Ministry of Public Security", "next_action": "Exchange on the status of the person.",
        "owner": "Liaison officer", "due_on": _day(now, 30),
    },
    ("fugitive", "screen"): lambda request, now: {"screened_by": "Unit for fugitives", "scope": "Status and route."},
    ("fugitive", "assess"): lambda request, now: {
        **_MARKS, "result": "viable", "reasons": "Identity and location are certain; removal proceedings are open.",
    },
    ("fugitive", "list"): lambda request, now: {
        "list_year": now.year, "rank": request.pk % 900 + 1, "accepted_on": _day(now, -1),
        "lead_ours": "Office of International Affairs", "lead_theirs": "Ministry of Public Security",
        "next_action": "Hearing in the removal proceedings.", "owner": "Lee Sample", "due_on": _day(now, 45),
    },
    ("fugitive", "review"): lambda request, now: {
        "finding": "moved", "result": "The hearing was held; the decision is awaited.",
        "next_action": "Report on the decision.", "owner": "Lee Sample", "due_on": _day(now, 60),
    },
    ("fugitive", "resolve"): lambda request, now: {
        "how": "removed", "resolved_on": _day(now, 0), "remarks": "Removed by a final order and handed over.",
    },
    ("fugitive", "delist"): lambda request, now: {"reasons": "The limitation period has ended."},
    ("fugitive", "arrest"): lambda request, now: {
        "person": _person(request), "place": "Irvine, California", "authority": "Enforcement and Removal Operations",
        "basis": "Warrant for removal.",
    },
    ("fugitive", "notify"): lambda request, now: {
        "person": _person(request), "notified": "Consular section of the embassy", "manner": "by letter",
    },
}


def _case_resolved(request: Request) -> tuple[tuple[str, Facts], ...]:
    return tuple((word, {}) for word in ("nominate", "screen", "assess", "list", "review", "resolve"))


_ROADS: dict[str, Callable[[Request], tuple[tuple[str, Facts], ...]]] = {
    "repatriation": _persons_verified, "fugitive": _case_resolved,
}
