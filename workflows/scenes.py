"""Which requests of the demo take a turn of their own? Named cases with their acts, so that every letter is written."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from mla.models import Request
from mla.vocabulary import Outcome
from workflows.walking import Walker

Facts = dict[str, Any]
Acts = tuple[tuple[str, Facts], ...]
_IN: Acts = (("receive", {}), ("acknowledge", {}), ("admit", {}), ("grant", {}), ("transmit", {}))
_OUT: Acts = (("submit", {}), ("admit", {}), ("grant", {}), ("transmit", {}))
_CALL = {
    "manner": "oral", "caller": "Gus Petrakis, Duty Officer", "taken_by": "王立群，值班员",
    "check": "Called back on the number of the contact list.",
}
_FOUND_NOTHING = {
    "1": {"outcome": Outcome.FULL, "steps": "Served at the address given."},
    "2": {"outcome": Outcome.NEGATIVE, "steps": "The registers were searched; no other address is known."},
}

_SEARCHED = {"2": {"sources": "The registers of vehicles and of land, and the records of three banks."}}


@dataclass(frozen=True, slots=True)
class Scene:
    """One case, the acts that it goes through with what is said, and how many days ago the last one was."""

    case: str
    acts: Acts
    days: int
    correction: Facts = field(default_factory=dict)
    """What is corrected at the end in the last letter."""
    pause: timedelta = timedelta(days=2, hours=5)
    """How long one act follows the other."""


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

SCENES = (
    Scene("o02_freeze_proceeds", (
        ("submit", {}), ("admit", {}), ("grant", {}), ("transmit", _CALL),
        ("confirm", {"differences": "The account number, of which one digit was misheard, is 000555010188."}),
    ), 6),
    Scene("i05_freeze_account", (
        *_IN,
        ("inform", {"about": "disclosure", "reply_by": "2026-12-18", "text": (
            "Under our law the holder of the account must be told of the freezing order within ninety days, with the "
            "name of the authority that asked for it."
        )}),
    ), 4),
    Scene("i05_freeze_account", (*_IN, ("report", {}), ("respond", {})), 14),
    Scene("i01_bank_records", (*_IN, ("report", {}), ("respond", {})), 19),
    Scene("i03_serve_victim", (
        *_IN, ("report", {"outcomes": _FOUND_NOTHING}), ("certify", {"certificates": _SEARCHED}), ("respond", {}),
    ), 11, {
        "wrong": "Item 2: concluded without result.",
        "right": "Item 2: concluded without result; the register of voters was not searched.",
        "reasons": "The scope of the search was left out.",
    }),
    Scene("i04_testimony", (
        *_IN,
        ("stay", {
            "ground": "PP-COST", "reasons": "The hearing needs interpreters for eleven days and a room at night.",
            "estimate": "48,500 US dollars: interpretation 31,000, room and technicians 17,500.",
            "proposal": "Each Party bears the interpretation into its own language; we bear the room.",
        }),
    ), 9),
    Scene("i04_testimony", (*_IN, ("report", {}), ("respond", {})), 21),
    Scene("i03_serve_victim", (*_IN, ("conclude", {}), ("inform", {})), 7),
    Scene("i10_speech", (
        *_IN[:3],
        ("consult", {
            "grounds": ["GR-DC"], "questions": "Do the facts include any act other than speech?",
            "conditions": [{"code": "CD-USE", "text": "Use only in the proceeding for fraud.", "item": None}],
        }),
        ("settle", {
            "result": "accepted", "given_by": "司法部国际合作局", "valid_until": "",
            "assurance": "The subscriber's data will be used only in the proceeding for fraud.",
        }),
        ("grant", {}),
    ), 8),
    Scene("o11_intrusion_logs", (*_OUT, ("withdraw", {})), 16),
    Scene("i14_precursor_records", (*_IN, ("report", {}), ("respond", {})), 17),
    Scene("i15_transfer_custody", _IN, 13),
    Scene("o08_transfer_custody", (
        *_OUT, ("acknowledge", {}), ("report", {}), ("respond", {}),
        ("close", {
            "court": "United States District Court for the District of New Jersey", "decided_on": "2026-08-14",
            "result": "The accused was convicted on all counts and sentenced to nine years' imprisonment.",
            "use": "The witness testified for two days; the court relied on his account of the ledgers.",
            "returned": [
                {"thing": "Ledger of payments, one volume, 212 pages", "state": "undamaged, seal renewed"},
                {"thing": "Storage device, serial number SPECIMEN-0042", "state": "as received, in a sealed bag"},
            ],
        }),
    ), 27),
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
)


def play(scene: Scene, request: Request, walker: Walker) -> Request:
    """Let the cast act the scene."""
    for word, facts in scene.acts:
        request = walker.act(request, word, **facts)
    if scene.correction:
        last = request.letters.order_by("pk").values_list("number", flat=True).last()
        request = walker.act(request, "correct", letter=last, **scene.correction)
    return request
