"""What may an act of a kind tell that is counted? The contract between the kinds' forms and the metrics.

An event of a word of `WORDS` may carry in its details: `person` (key of the person), `item` (number of the item),
`amount` and `weight` ({"amount": "82000.00", "currency": "USD"}, {"amount": "1.25", "unit": "kg"}; decimal texts),
`level` (working, leadership), `is_test` (true), `usefulness` (1 to 5), `used` (true), `route`, `tlp`, `is_viable`
(true), `finding` (moved, unchanged, delist: what a review of a priority case found), `networks`, `parcels`, `cases`
(whole numbers), `failed` (the reason why a removal came to nothing), `acted` (true). `close` may carry `breached`
(true: a condition was not kept). A request's own details may carry `custody` (detained, released) and `category` (as
`mla.forms.incident.CATEGORIES`). A key that is absent counts as not told. A number that is none is not counted, and
never stops a report. `WORDS` are the acts an index holds.
"""

from mla.models.record import COUNTED as WORDS

REPATRIATION, PRESERVATION, HOTLINE, LEAD = "repatriation", "preservation", "hotline", "lead"
PARCEL, SUBSTANCE, FUGITIVE = "parcel", "substance", "fugitive"
ACKNOWLEDGING = ("ACK-ROUTINE", "ACK-PRIORITY", "ACK-URGENT", "ACK-EMERGENCY", "ACK-HOTLINE", "EIO-ACK")
DECIDING = ("DECISION", "EIO-DEC", "TCA-45")
EXECUTING = ("EXECUTION", "EIO-EXE", "TCA-90")
PRESERVING = ("USC-2703F", "USC-2703F-RENEWED", "BUD-PRES60", "UNCC-PRES60", "EPOCPR-60")
TRAVEL_DOCUMENT, VALIDITY, CONFIRMING, FEEDING_BACK = "LECD-TD30", "TD_VALID", "MLAA-CONF15", "LEAD_FEEDBACK"
REVIEWING, ESCALATING = "PRIORITY_CASE_REVIEW", "HOTLINE_ESCALATE"
__all__ = ["WORDS"]


def text(key: str, of: str = "act") -> str:
    """SQL: what was told under the key, empty where nothing was."""
    return f"coalesce({of}.details->>'{key}', '')"


def is_true(key: str, of: str = "act") -> str:
    """SQL: whether it was told that it is so."""
    return f"({of}.details->>'{key}' = 'true')"


def number(key: str, inner: str = "", of: str = "act") -> str:
    """SQL: the number told under the key (or under the key within it); null where it is none."""
    path = f"{of}.details->'{key}'->>'{inner}'" if inner else f"{of}.details->>'{key}'"
    return f"CASE WHEN {path} ~ '^[0-9]{{1,15}}([.][0-9]{{1,4}})?$' THEN ({path})::numeric END"


def amount(currency: str, of: str = "act") -> str:
    """SQL: the amount of money told, where it is in that currency."""
    return f"CASE WHEN {of}.details->'amount'->>'currency' = '{currency}' THEN {number('amount', 'amount', of)} END"
