"""An office small enough to count by hand: twenty-two requests in the first half of 2026, each act on its day.

Every act is at ten in the morning in Washington. `test_report_small_office.py` holds what a person counted from this
table, and not from the code.
"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mla.demo.cases import CASES
from mla.models import Request
from workflows.drafting import draft_from
from workflows.filling import drafter
from workflows.walking import Walker

WASHINGTON = ZoneInfo("America/New_York")
Acts = tuple[tuple[str, str, dict[str, Any]], ...]


def _acts(told: str, **facts: dict[str, Any]) -> Acts:
    """“01-05 receive, 01-07 acknowledge”; the facts of a word by its name, where they matter."""
    pairs = [one.split() for one in told.split(", ")]
    return tuple((day, word, facts.get(word, {})) for day, word in pairs)


def _ending(outcome: str, items: int = 1) -> dict[str, Any]:
    told = {"outcome": outcome, "steps": "What was possible was done."}
    return {"outcomes": {str(seq): told for seq in range(1, items + 1)}}


PARTLY = {"outcomes": {"1": {"outcome": "full", "steps": ""}, "2": {"outcome": "partial", "steps": "One year of two."}}}
SEARCHED = {"certificates": {"1": {"sources": "The registers of residents and of vehicles, and three banks."}}}
TO_ROUTINE = {"urgency": "routine", "reasons": "The hearing was put off."}

OFFICE: dict[str, tuple[str, Acts]] = {
    "I1": ("i01_bank_records", _acts(
        "01-05 receive, 01-07 acknowledge, 01-12 admit, 01-20 grant, 01-21 transmit, 02-20 report, 02-25 respond, "
        "03-02 close")),
    "I2": ("i14_precursor_records", _acts(
        "01-06 receive, 01-20 acknowledge, 01-21 admit, 02-20 grant, 02-23 transmit, 03-20 report, 03-25 respond, "
        "04-10 close", report=PARTLY)),
    "I3": ("i01_bank_records", _acts(
        "01-12 receive, 01-13 acknowledge, 01-20 ask, 03-10 answer, 03-12 admit, 03-20 grant, 03-23 transmit, "
        "05-20 report, 05-22 respond")),
    "I4": ("i10_speech", _acts(
        "02-02 receive, 02-03 acknowledge, 02-05 admit, 02-10 consult, 02-20 settle, 02-25 refuse")),
    "I5": ("i11_deficient_logs", _acts("02-03 receive, 02-04 acknowledge, 02-10 send_back")),
    "I6": ("i06_locate_fugitive", _acts("02-09 receive, 02-10 acknowledge, 02-20 withdraw")),
    "I7": ("i06_locate_fugitive", _acts(
        "02-16 receive, 02-18 acknowledge, 02-20 admit, 03-02 postpone, 05-04 resume, 05-08 grant, 05-11 transmit, "
        "06-10 report, 06-11 certify, 06-15 respond", report=_ending("negative"), certify=SEARCHED)),
    "I8": ("i05_freeze_account", _acts(
        "03-02 receive, 03-04 acknowledge, 03-05 reclassify, 03-06 admit, 03-16 grant, 03-17 transmit",
        reclassify=TO_ROUTINE)),
    "I9": ("i01_bank_records", _acts(
        "03-30 receive, 04-01 acknowledge, 04-02 admit, 04-15 grant, 04-16 transmit, 05-15 report, 05-18 respond, "
        "05-25 close, 06-08 reopen")),
    "I10": ("i12_info_login", _acts("04-07 receive, 04-08 acknowledge, 04-10 admit, 04-20 refuse",
                                    refuse={"grounds": ["GR-DC", "GR-NEXUS"]})),
    "I11": ("i04_testimony", _acts("05-04 receive, 05-06 acknowledge, 05-08 admit")),
    "I12": ("i01_bank_records", _acts("06-22 receive")),
    "O1": ("o01_bank_records", _acts(
        "01-02 submit, 01-05 admit, 01-07 grant, 01-08 transmit, 01-12 acknowledge, 02-02 grant, 03-02 report, "
        "03-04 respond, 03-20 close")),
    "O2": ("o01_bank_records", _acts(
        "01-05 submit, 01-06 admit, 01-09 grant, 01-15 transmit, 02-16 remind, 03-10 remind, 04-10 report, "
        "04-13 respond", report=_ending("partial"))),
    "O3": ("o05_locate_fugitive", _acts(
        "01-26 submit, 01-27 admit, 02-02 grant, 02-05 transmit, 02-09 acknowledge, 02-20 ask, 03-05 answer, "
        "05-05 report, 05-07 respond, 05-20 close")),
    "O4": ("o09_forfeiture", _acts("03-02 submit, 03-03 admit, 03-06 grant, 03-10 transmit, 04-02 withdraw")),
    "O5": ("o01_bank_records", _acts(
        "03-09 submit, 03-10 admit, 03-17 grant, 03-20 transmit, 03-23 acknowledge, 04-17 report, 04-20 respond, "
        "05-05 reopen, 06-05 report, 06-08 respond", acknowledge={"foreign_reference": ""})),
    "O6": ("o10_other_judgment", _acts(
        "03-23 submit, 03-24 admit, 03-26 grant, 04-14 transmit, 05-15 remind, 05-22 remind, 05-29 remind, "
        "06-05 remind")),
    "O7": ("o12_info_phishing", _acts(
        "05-04 submit, 05-05 admit, 05-07 grant, 05-12 transmit, 05-28 report, 05-29 respond",
        report=_ending("refused"))),
    "O8": ("o01_bank_records", _acts("03-02 submit, 03-04 send_back")),
    "O9": ("o01_bank_records", _acts("06-25 submit, 06-26 admit")),
    "O10": ("o01_bank_records", ()),
}
CORRECTED = {"O6": ("06-16", "transmit", "03-27")}
"""On which day it was found that an act had happened on another day."""
LETTERS = {"O1": ("02-10", "transmit")}
"""On which day the letter of an act was corrected."""


def at(day: str) -> datetime:
    """Ten in the morning in Washington on a day of 2026."""
    return datetime.fromisoformat(f"2026-{day} 10:00").replace(tzinfo=WASHINGTON)


def build(cast: dict) -> dict[str, Request]:
    """The requests of the table, walked through the engine in the order of their acts."""
    office: dict[str, Request] = {}
    walkers = {key: Walker(cast=cast, now=at("01-01"), pause=timedelta()) for key in OFFICE}
    for key, (case, acts) in OFFICE.items():
        material = next(one for one in CASES if one["code"] == case)
        begun = at(acts[0][0]) if acts else at("06-29")
        office[key] = draft_from(material, by=drafter(cast, material), now=begun)
    every = sorted((day, order, key, word, facts) for key, (_case, acts) in OFFICE.items()
                   for order, (day, word, facts) in enumerate(acts) for facts in [_Facts(facts)])
    for day, _order, key, word, facts in every:
        office[key] = walkers[key].act(office[key], word, now=at(day), **facts.told)
    for key, (day, word, right) in CORRECTED.items():
        event = office[key].events.get(verb=word)
        office[key] = walkers[key].act(office[key], "correct", now=at(day), event=event.seq,
                                       moved_to=at(right).isoformat(), reasons="The courier's receipt says so.")
    for key, (day, word) in LETTERS.items():
        letter = office[key].letters.filter(event__verb=word).earliest("pk").number
        office[key] = walkers[key].act(office[key], "correct", now=at(day), letter=letter, wrong="The year 2024.",
                                       right="The year 2025.", reasons="A slip of the pen.")
    return office


class _Facts:
    """Facts that do not take part in the order."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told

    def __lt__(self, other: "_Facts") -> bool:
        return False
