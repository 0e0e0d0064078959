"""What do the scenes of the demo look like that only some kinds of request know?"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

Facts = dict[str, Any]
Acts = tuple[tuple[str, Facts], ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """One case, the acts that it goes through with what is said (“@1” is the first person), and how many days ago the
    last one was."""

    case: str
    acts: Acts
    days: int
    correction: Facts = field(default_factory=dict)
    """What is corrected at the end in the last letter."""
    pause: timedelta = timedelta(days=2, hours=5)
    """How long one act follows the other."""


_IN: Acts = (("receive", {}), ("acknowledge", {}), ("admit", {}), ("grant", {}), ("transmit", {}))
_OUT: Acts = (("submit", {}), ("admit", {}), ("grant", {}), ("transmit", {}))
_SENT: Acts = (("submit", {}), ("grant", {}), ("transmit", {}))
_PLAN = {
    "plan": "Watched from the delivery office to the door; taken over by the police when the addressee has signed.",
    "contents": "replaced", "authority": "United States Postal Inspection Service", "costs": "Each side bears its own.",
    "conditions": "It ends when the parcel is out of sight for more than ten minutes.",
}
_HELPED = {
    "usefulness": 4, "used": True, "acted": True, "quality": ["late"], "networks": 1,
    "result": "Nine operators were warned; two machines were examined, and an investigation was opened.",
}


def _call(caller: str, taken_by: str, proof: str, proved_by: str, proved_at: str) -> Facts:
    return {"caller": caller, "taken_by": taken_by, "proof": proof, "proved_by": proved_by, "proved_at": proved_at}


_GUS, _TANG = "Gus Petrakis, Duty Officer", "Tang Shuyi, duty officer / 唐叔宜，值班员"
_HOTLINE: Acts = (
    ("submit", {}), ("admit", {}),
    ("call", {
        **_call(_GUS, _TANG, "call_back", "Tang Shuyi", "2026-11-16T09:25:00-05:00"), "confirm_on": "2026-11-24",
    }),
    ("answer_call", {"answered_by": _TANG, "next_contact": "2026-11-16T18:00:00-05:00", "answer": (
        "The server is rented by a customer of Sample Lake Network; its memory is kept, and the customer is visited "
        "today."
    )}),
    ("read_back", {"read_by": _TANG, "heard_by": _GUS, "corrections": "The port is 443, not 433."}),
    ("translate", {}),
    ("confirm", {"differences": "The port of the address is 443."}),
)
_TESTED: Acts = (
    ("receive", {}), ("call", _call(_TANG, _GUS, "shared_key", "Gus Petrakis", "2026-10-09T09:55:00+08:00")),
    ("admit", {}), ("answer_call", {"answered_by": _GUS, "answer": "Heard and understood. 已听清。"}),
    ("read_back", {"read_by": _GUS, "heard_by": _TANG}), ("confirm", {}), ("report", {}),
    ("agree_end", {"agreed_by": _TANG, "resolution": "The test was passed. 测试通过。"}), ("close", {}),
)
_OVERDUE: Acts = (
    ("receive", {}), ("call", _call(_TANG, _GUS, "call_back", "Gus Petrakis", "2026-11-15T20:40:00-05:00")),
    ("admit", {}),
)
_KEPT = {
    "item": 1, "ticket": "P-2026-0007", "extent": "part", "preserved_until": "2027-02-19",
    "remarks": "The messages before 1 November 2026 were no longer there.", "other_provider": "Sample Cable Network",
}
SCENES_OF_KINDS: tuple[Scene, ...] = (
    Scene("o20_hotline_ransomware", _HOTLINE, 2, pause=timedelta(minutes=12)),
    Scene("i20_hotline_overdue", _OVERDUE, 1, pause=timedelta(minutes=15)),
    Scene("i21_hotline_test", _TESTED, 44, pause=timedelta(minutes=20)),
    Scene("o16_preservation", (*_OUT, ("preserve", _KEPT), ("renew", {
        "item": 1, "ticket": "P-2026-0007", "wanted_until": "2027-05-20",
        "progress": "The formal request is with the translators.",
    })), 3),
    Scene("i22_preservation", (
        *_IN, ("preserve", _KEPT), ("discharge", {"item": 1, "reasons": "The user handed the data over."}),
        ("report", {}), ("respond", {}),
    ), 5),
    Scene("o22_info_threat", _OUT, 5, pause=timedelta(minutes=6)),
    Scene("o21_info_bec_recall", (
        ("submit", {}), ("wire", {}), *_OUT[1:], ("seize", {
            "things": "Account 6200000000000000000 at Sample Rural Bank, Suzhou", "amount": "31000.00",
            "currency": "USD", "held_by": "Sample Rural Bank, Suzhou",
        }),
    ), 4, pause=timedelta(hours=3)),
    Scene("o21_repatriation", (
        ("submit", {}), ("order", {"person": "@1"}), ("order", {"person": "@2"}), *_OUT[1:], ("acknowledge", {}),
        ("verify", {}), ("not_national", {"person": "@2"}), ("apply", {}), ("issue_document", {}), ("announce", {}),
        ("depart", {}), ("hand_over", {}),
    ), 5),
    Scene("o21_repatriation", (
        *_OUT, ("acknowledge", {}), ("verify", {}), ("undetermined", {"person": "@2"}), ("apply", {}),
    ), 12),
    Scene("i21_repatriation", (
        *_IN, ("invite", {}), ("interview", {}), ("verify", {}), ("apply", {}), ("issue_document", {}),
    ), 9),
    Scene("o22_fugitive", (
        ("submit", {}), ("nominate", {}), ("admit", {}), ("screen", {}), ("assess", {}), ("grant", {}),
        ("transmit", {}), ("list", {"rank": 2}), ("review", {}),
    ), 10),
    Scene("i22_fugitive", (
        ("receive", {}), ("acknowledge", {}), ("nominate", {}), ("admit", {}), ("screen", {}), ("assess", {}),
        ("grant", {}), ("transmit", {}), ("list", {"rank": 1}),
    ), 30),
    Scene("i16_parcel", (
        *_IN,
        ("trace", {"events": "EMG 2026-09-29T07:10-04:00 Sampletown", "location": "At the delivery office"}),
        ("identify", {
            "role": "consignee", "surname": "Sampleton", "given_names": "Roy", "scheme": "phone",
            "address": "12 Example Street, Sampletown", "value": "+12025550123",
            "source": "Delivery order of the carrier",
        }),
        ("propose", {"granted_by": "home", **_PLAN}), ("agree", {"granted_by": "counterpart", **_PLAN}),
        ("seize", {
            "substance": "4-AP", "net": "4.7", "unit": "kg", "place": "Sampletown", "number": "TEST-2026-5102",
            "agency": "Drug Enforcement Administration", "parcels": 3, "networks": 1, "cases": 2,
        }),
        ("report", {}), ("respond", {}),
    ), 15),
    Scene("o17_parcel", (*_OUT, ("acknowledge", {}), ("propose", {"granted_by": "home", **_PLAN})), 12),
    Scene("o18_substance", _OUT, 10),
    Scene("i17_substance", (*_IN, ("report", {}), ("respond", {})), 18),
    Scene("o19_precursor_notice", _OUT, 9),
    Scene("i18_notice", (
        ("receive", {}), ("acknowledge", {}),
        ("schedule", {
            "item": 1, "granted_by": "counterpart", "body": "National Narcotics Control Commission",
            "schedule": "national", "decided_on": "2026-06-20", "effective_on": "2026-07-20",
        }),
        ("admit", {}), ("grant", {}), ("transmit", {}), ("feedback", _HELPED),
    ), 20),
    Scene("o20_lead", (*_SENT, ("acknowledge", {})), 11),
    Scene("i19_lead", (*_IN, ("feedback", _HELPED), ("report", {})), 23),
)
"""An act on a parcel concerns the first one of the request."""
