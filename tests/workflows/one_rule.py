"""One rule of our own with its clock, so that a test owns every term of it."""

from datetime import date

from django.db.models import QuerySet

from tests.workflows.office import Office, washington
from workflows.models import Clock, ClockRule


def a_rule(**fields) -> ClockRule:
    first = {
        "code": "TEST", "name_en": "Test of the ledger", "source_class": "policy", "obligated": "requested",
        "starts_on": ["remind"], "stops_on": ["inform"], "pauses_on": ["ask", "stay"], "resumes_on": ["answer", "lift"],
        "count": 30, "unit": "d", "regime": "PLAIN", "max_extension": "30d", "valid_from": date(2000, 1, 1),
        "ladder": [{"at": "-48h", "to": ["desk"]}],
    }
    return ClockRule.objects.create(**{**first, **fields})


def rewrite(code: str, **fields) -> None:
    """Change a published rule in place, past the guard of its manager."""
    assert QuerySet(ClockRule).filter(code=code).update(**fields) == 1


def begin(office: Office, **fields) -> Clock:
    """The clock of that rule, begun on 2 March 2026 by the other side's reminder; it is now 20 March."""
    a_rule(**fields)
    office.now = washington("2026-03-20")
    office.act("remind", washington("2026-03-02"), "counterpart")
    return office.clock("TEST")
