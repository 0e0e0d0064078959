"""Which requests of the demo take a turn of their own? Named cases with their acts, so that every letter is written."""

from typing import Any

from mla.models import Request
from mla.vocabulary import Outcome
from workflows.scenes_of_kinds import SCENES_OF_KINDS, Acts, Scene
from workflows.walking import Walker

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
        ("grant", {}), ("transmit", {}), ("report", {}), ("respond", {}),
    ), 8),
    Scene("o11_intrusion_logs", (
        *_OUT,
        ("consult", {"grounds": [], "conditions": [
            {"code": "CD-RETURN", "text": "The storage device is returned after the trial.", "item": None,
             "terms": {"on": "2027-06-30"}},
            {"code": "CD-NOTICE", "text": "We are told before the logs are disclosed to the defence.", "item": None,
             "terms": {"contact": "王立群，值班员，+86 10 5555 0143"}},
        ]}),
        ("settle", {
            "result": "accepted", "given_by": "Office of International Affairs", "valid_until": "2027-12-31",
            "assurance": "We accept both conditions and will keep them.", "return_by": "2027-06-30",
        }),
        ("report", {}), ("respond", {}), ("use", {"use": "disclose", "notified_on": "2026-11-02"}),
    ), 6),
    Scene("o13_info_ransomware", (("submit", {}), ("expedite", {}), ("transmit", {}), ("endorse", {})), 1),
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
    *SCENES_OF_KINDS,
)


def play(scene: Scene, request: Request, walker: Walker) -> Request:
    """Let the cast act the scene."""
    persons = {f"@{number}": one.pk for number, one in enumerate(request.persons.order_by("pk"), 1)}
    for word, facts in scene.acts:
        request = walker.act(request, word, **{name: _naming(value, persons) for name, value in facts.items()})
    if scene.correction:
        last = request.letters.order_by("pk").values_list("number", flat=True).last()
        request = walker.act(request, "correct", letter=last, **scene.correction)
    return request


def _naming(told: Any, persons: dict[str, int]) -> Any:
    """A fact “@1” names the first person of the case; in a list its key stands as a form gives it."""
    if isinstance(told, list):
        return [str(persons[one]) if isinstance(one, str) and one in persons else one for one in told]
    return persons.get(told, told) if isinstance(told, str) else told
