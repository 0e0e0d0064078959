"""Is a fugitive case worth both sides' work? Ten marks from 0 to 2, and what their sum means."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

MARKS = (
    ("mark_identity", _("identity certain"), _("2: fingerprints or documents agree; 0: a name alone.")),
    ("mark_location", _("location known"), _("2: an address within three months; 0: no trace in the host State.")),
    ("mark_criminality", _("punishable on both sides"), _("2: plainly; 1: depends on the facts; 0: not.")),
    ("mark_character", _("neither political nor military"), _("2: an ordinary offence; 0: the host will object.")),
    ("mark_evidence", _("evidence sufficient for the requested side"), _("2: meets its standard; 0: suspicion alone.")),
    ("mark_route", _("a legal route exists"), _("2: a route is open; 1: one may open; 0: none.")),
    ("mark_penalty", _("penalty and assurances"), _("2: no obstacle; 1: an assurance is possible; 0: an obstacle.")),
    ("mark_limitation", _("limitation"), _("2: years away; 1: within two years; 0: within six months or past.")),
    ("mark_impact", _("victims and assets"), _("2: many victims or assets to recover; 0: neither.")),
    ("mark_humanity", _("no humanitarian bar"), _("2: none; 1: to be examined; 0: illness, age or family bar return.")),
)
LEAST, ENOUGH = 10, 15
"""Policy of this office: below the first a case is not viable, from the second on it may be listed."""
MOST = 2 * len(MARKS)
CHOICES = [("0", "0"), ("1", "1"), ("2", "2")]
RESULTS = [
    ("viable", _("viable: to be listed as a priority case")), ("work_up", _("to be worked up before it is listed")),
    ("not_viable", _("not viable")),
]


def score(answers: Mapping[str, Any]) -> int | None:
    """The sum of the ten marks; None while one is missing."""
    given = [answers.get(name) for name, _label, _help in MARKS]
    if any(str(one) not in ("0", "1", "2") for one in given):
        return None
    return sum(int(str(one)) for one in given)


def meaning(total: int) -> str:
    """The result that a sum stands for: a key of `RESULTS`."""
    return "viable" if total >= ENOUGH else "work_up" if total >= LEAST else "not_viable"
