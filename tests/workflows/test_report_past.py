"""What is kept of a quarter that is over is given up as soon as anything reaches back into it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from workflows import engine
from workflows.models import Clock, Measure, PastChange

pytestmark = pytest.mark.django_db
QUARTER = {"first": "2026-01-01", "last": "2026-03-31"}


@pytest.fixture
def shown(client, office):
    """`shown("sam")` is what the scorecard of the quarter shows to somebody, as numbers."""
    cache.clear()

    def numbers(who):
        client.force_login(office[who])
        found = client.get(reverse("scorecard"), QUARTER).context
        return (
            [one["total"] for one in found["stock"]],
            [(one["code"], [(side["part"], side["whole"]) for side in one["sides"]]) for one in found["on_time"]],
            [(quarter.entered, quarter.left) for one in found["trend"] for quarter in one["quarters"][-2:]],
        )

    return numbers


def anew(shown, who):
    cache.clear()
    return shown(who)


def test_the_numbers_of_a_quarter_that_is_over_are_kept_until_something_reaches_back(a_request, walker, shown, office):
    first, second = a_request("execution", direction="in"), a_request("execution", direction="in")
    before = shown("sam")
    assert before[0] == [2, 0]
    Measure.objects.filter(request=second).delete()  # behind the triggers' back: what was kept is shown
    assert shown("sam") == before
    assert anew(shown, "sam") != before

    def reaches_back(act):
        known, stamp = shown("sam"), PastChange.objects.count()
        act()
        assert PastChange.objects.count() > stamp
        told = shown("sam")
        assert told == anew(shown, "sam")
        return told != known

    def mark(request, word, **facts):
        engine.mark(request, word, by=walker.cast["sam" if word == "waive" else "ben"], now=walker.now, facts=facts)

    seq = first.events.get(verb="receive").seq
    late = {"event": seq, "moved_to": "2025-12-01T10:00:00+00:00", "reasons": "Late."}
    assert reaches_back(lambda: mark(first, "correct", **late))
    assert reaches_back(lambda: mark(second, "link", other=first.pk, lead="other", reasons="Twice.")) is False
    assert reaches_back(lambda: mark(second, "unlink", reasons="Not."))  # the one deleted above is counted again
    assert reaches_back(lambda: Clock.objects.filter(request=second, rule__code="ACK-ROUTINE").update(status="waived"))
    third = []
    assert reaches_back(lambda: third.append(a_request("intake", direction="in")))
    office["sam"].recusals.create(request=third[0], reason="A relative is concerned.")
    assert shown("sam") == anew(shown, "sam")


def test_what_happens_today_leaves_what_is_kept(a_request, walker):
    request, now = a_request("execution", direction="in"), timezone.now()
    stamp = PastChange.objects.count()
    for word, at in (("inform", now), ("remind", now - timedelta(hours=1))):
        request.record(word, by=walker.cast["ben"], now=now, happened_at=at)
    assert PastChange.objects.count() == stamp
    request.record("inform", by=walker.cast["ben"], now=now, happened_at=now - timedelta(days=120))
    assert PastChange.objects.count() == stamp + 1
