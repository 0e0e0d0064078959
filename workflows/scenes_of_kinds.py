"""What do the scenes of the demo look like that only some kinds of request know?"""

from dataclasses import dataclass, field
from typing import Any

Facts = dict[str, Any]
Acts = tuple[tuple[str, Facts], ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """One case, the acts that it goes through with what is said, and how many days ago the last one was."""

    case: str
    acts: Acts
    days: int
    correction: Facts = field(default_factory=dict)
    """What is corrected at the end in the last letter."""


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
SCENES_OF_KINDS: tuple[Scene, ...] = (
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
            "substance": 1, "granted_by": "counterpart", "body": "National Narcotics Control Commission",
            "schedule": "national", "decided_on": "2026-06-20", "effective_on": "2026-07-20",
        }),
        ("admit", {}), ("grant", {}), ("transmit", {}), ("feedback", _HELPED),
    ), 20),
    Scene("o20_lead", (*_SENT, ("acknowledge", {})), 11),
    Scene("i19_lead", (*_IN, ("feedback", _HELPED), ("report", {})), 23),
)
"""An act on a parcel concerns the first one of the request."""
