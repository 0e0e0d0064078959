"""How far a moment is: hours on the same day, working days near by, days far away; and exactly, in both capitals."""

from datetime import UTC, datetime, timedelta

import pytest

from mla.models import Party
from workflows.relative import Now

MONDAY = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


@pytest.fixture
def now(office):
    return Now.at(MONDAY)


@pytest.mark.parametrize(("ahead", "said"), [
    (timedelta(0), "now"), (timedelta(minutes=5), "in 5 minutes"), (timedelta(hours=-2), "2 hours ago"),
    (timedelta(days=1), "in 1 working day"), (timedelta(days=3), "in 3 working days"),
    (timedelta(days=7), "in 5 working days"), (timedelta(days=-3), "1 working day ago"),
    (timedelta(days=-18), "11 working days ago"), (timedelta(days=40), "in 40 days"),
])
def test_a_moment_is_told_by_its_distance(now, ahead, said):
    """16 February is a holiday at home."""
    assert now.about(MONDAY + ahead) == said


def test_the_exact_moment_stands_beside_it_in_both_capitals(now):
    told = now.told(MONDAY, Party.objects.get(code="CN"))
    assert [(one["place"], one["moment"]) for one in told["times"]] == [
        ("Washington", "Mon 2 Mar 2026 10:00"), ("Beijing", "Mon 2 Mar 2026 23:00"),
    ]


def test_a_deadline_that_ends_at_midnight_ends_on_the_day_before(now):
    midnight = datetime(2026, 3, 5, 5, 0, tzinfo=UTC)
    due = now.due(midnight)
    assert (due["label"], due["tone"]) == ("Soon: in 2 working days", "soon")
    assert due["times"][0]["moment"] == "Wed 4 Mar 2026 23:59"
    assert now.due(midnight)["id"] != due["id"]
    assert now.due(midnight, is_stopped=True)["times"] == []
    assert now.due(None) is None
