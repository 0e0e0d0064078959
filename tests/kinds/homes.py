"""The office of either party: the same cast, at the other party's authorities where the office is theirs."""

from datetime import datetime
from typing import Any

from mla.demo import cast
from mla.demo.cases import CASES
from mla.models import Request, User
from workflows.drafting import draft_from
from workflows.walking import Walker

AT = {
    "US": {},
    "CN": {"US-OIA": "CN-MOJ", "US-FBI": "CN-NIA", "US-ICE-ERO": "CN-MPS", "US-USAO-NJ": "CN-SPP", "US-DEA": "CN-GACC"},
}
CENTRAL = {"US": "US-OIA", "CN": "CN-MOJ"}
ABROAD = {"US": "CN-NIA", "CN": "US-EMB-BEIJING"}


def office_of(home: str, settings: Any, monkeypatch: Any) -> dict[str, User]:
    """The cast in the office of that party; reference data must be loaded."""
    settings.MLA_OFFICE_PARTY, settings.MLA_OFFICE_AUTHORITY = home, CENTRAL[home]
    moved = [
        cast.Officer(**{**{name: getattr(one, name) for name in one.__slots__},
                        "authority_code": AT[home].get(one.authority_code, one.authority_code)})
        for one in cast.CAST
    ]
    monkeypatch.setattr(cast, "CAST", moved)
    return cast.make_cast("demo")


def asked_by_the_us(walker: Walker, home: str, now: datetime, **changes: Any) -> Request:
    """A request of the United States to China to verify one person, as the office of `home` has it, in execution."""
    case = next(one for one in CASES if one["code"] == "o21_repatriation")
    direction = "out" if home == "US" else "in"
    changes = {"direction": direction, "counterpart": "CN" if home == "US" else "US", "persons": case["persons"][:1],
               "agency": "US-ICE-ERO", "requested_authority": ABROAD[home], **changes}
    walker.now = now
    by = walker.cast["rosa" if home == "US" else "ben"]
    return walker.walk(draft_from({**case, **changes}, by=by, now=now), "execution")
