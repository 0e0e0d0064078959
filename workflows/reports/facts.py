"""What may an act of a kind tell that is counted? The contract between the kinds' forms and the metrics.

An event of a word of `WORDS` may carry in its details: `person` (key of the person), `item` (number of the item),
`amount` with `currency` (decimal text, three letters: money frozen, seized, given back), `weight` ({"amount": "1.25",
"unit": "kg"}), `usefulness` (1 to 5), `used` and `acted` (true), `networks`, `parcels`, `cases` (whole numbers),
`reason` (why a return failed), `result` (of an assessment), `finding` (moved, unchanged, delist: what a review of a
priority case found), `how` (a fugitive case was resolved), `incident` (true: the
host State complained of conduct on its territory). A request's own details may carry `category` (of
`mla.forms.incident` and `mla.forms.call`), `level` and `is_test` (of a call), `amount` with `currency` (of a transfer);
a person's `custody`. A key that is absent counts as not told. A number that is none is not counted, and never stops a
report. A test holds that a form writes each key that a metric reads. `WORDS` are the acts an index holds.
"""

from mla.models.record import COUNTED as WORDS

FORMAL, REPATRIATION, PRESERVATION, HOTLINE, LEAD = "mla", "repatriation", "preservation", "hotline", "lead"
PARCEL, SUBSTANCE, FUGITIVE = "parcel", "substance", "fugitive"
ACKNOWLEDGING = ("ACK-ROUTINE", "ACK-PRIORITY", "ACK-URGENT", "ACK-EMERGENCY", "ACK-HOTLINE", "EIO-ACK")
DECIDING = ("DECISION", "EIO-DEC", "TCA-45")
EXECUTING = ("EXECUTION", "EIO-EXE", "TCA-90")
PRESERVING = ("USC-2703F", "USC-2703F-RENEWED", "BUD-PRES60", "UNCC-PRES60", "EPOCPR-60")
TRAVEL_DOCUMENT, VALIDITY, CONFIRMING, FEEDING_BACK = "LECD-TD30", "TD_VALID", "MLAA-CONF15", "LEAD_FEEDBACK"
ESCALATING = "HOTLINE_ESCALATE"
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
    return f"CASE WHEN upper({of}.details->>'currency') = '{currency}' THEN {number('amount', of=of)} END"
