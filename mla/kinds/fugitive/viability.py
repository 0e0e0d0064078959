"""Is a fugitive case worth both sides' work? Ten marks from 0 to 2, and what their sum means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mla import demands
from mla.models import Request

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


@dataclass(frozen=True, slots=True)
class Scale:
    """What a sum means: below `least` a case is not viable, from `enough` on it may be listed."""

    least: int
    enough: int

    @classmethod
    def of(cls, request: Request) -> Self:
        """The policy of this office as it now is (`mla.demands`)."""
        return cls(*demands.viability(request))

    def meaning(self, total: int) -> str:
        """The result that a sum stands for: a key of `RESULTS`."""
        return "viable" if total >= self.enough else "work_up" if total >= self.least else "not_viable"

    def told(self, total: int) -> dict[str, int]:
        """The numbers for a sentence about a sum."""
        return {"total": total, "most": MOST, "least": self.least, "enough": self.enough}


def keep(request: Request, facts: dict[str, Any], at: datetime) -> None:
    """The record keeps the sum and the scale by which it was judged: a later policy does not change what it meant."""
    scale = Scale.of(request)
    facts |= {"score": score(facts), "least": scale.least, "enough": scale.enough}


def panels(request: Request, now: datetime) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What a sum means now, and the last assessment by the scale of its day. One query."""
    scale = Scale.of(request)
    lines = [
        (gettext("below %(least)s of %(most)s") % scale.told(0), gettext("not viable")),
        (gettext("from %(least)s on") % scale.told(0), gettext("to be worked up before it is listed")),
        (gettext("from %(enough)s on") % scale.told(0), gettext("viable: may be listed")),
    ]
    last = request.events.filter(verb="assess").order_by("happened_at", "seq").last()
    if last is not None:
        kept = {"score": score(last.details), "least": demands.VIABLE[0], "enough": demands.VIABLE[1], **last.details}
        lines.append((gettext("assessed on %(day)s") % {"day": formats.date_format(last.happened_at, "DATE_FORMAT")},
                      gettext("%(score)s of %(most)s, by the thresholds %(least)s and %(enough)s") % {
                          **kept, "most": MOST}))
    yield gettext("Viability"), lines
