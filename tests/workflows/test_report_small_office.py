"""What a person counted by hand in the small office, metric by metric, is what the code gives.

A number is a count; three numbers with a whole are part, whole and per cent, three of a spread its number, median and
90th percentile in days. A figure that is not named here is nought.
"""

from datetime import date

from tests.workflows import small_office
from workflows.models import Measure
from workflows.reports import counting, measures
from workflows.reports.metrics import METRICS

FIRST, SECOND = (date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30))
BY_HAND = {
    (FIRST, "in"): {
        "M02.received": 9,
        "M03.ended": 4, "M03.closed": 1, "M03.refused": 1, "M03.returned": 1, "M03.withdrawn": 1, "M03.left": 5,
        "M04.open": 5, "M04.unanswered": 4,
        "M05.d30": 2, "M05.d90": 3, "M05.age": (5, 43.0, 81.6),  # 1, 29, 43, 78 and 84 days
        "M06.on_time": (6, 8, 75.0), "M06.raw": (6, 8, 75.0), "M06.days": (8, 1.5, 5.6),
        "M07.on_time": (3, 4, 75.0), "M07.raw": (3, 6, 50.0),  # I1, I2, I4, I5; raw also I3 and I7, both late
        "M09.gross": (2, 64.5, 75.3), "M09.net": (2, 64.5, 75.3),  # 51 days, and 78 less the hour of March
        "M10.deficient": (2, 9, 22.2), "M10.points": {"CK-06": 1}, "M11.right": (3, 5, 60.0),
        "M12.full": (2, 5, 40.0), "M12.partial": (1, 5, 20.0), "M12.negative": (0, 5, 0.0),
        "M12.refused": (1, 5, 20.0), "M12.postponed": (0, 5, 0.0), "M12.withdrawn": (1, 5, 20.0),
        "M12.lapsed": (0, 5, 0.0),
        "M13.grounds": {"GR-SOV": 1}, "M13.consulted": (1, 1, 100.0),
        "M14.proposed": 1, "M14.rejected": 1,
        "M15.urgent": (1, 9, 11.1), "M15.downgraded": (1, 1, 100.0),
        "M30.rate": (0, 2, 0.0), "M31.each": (5, 0.0), "M31.reminded": (0, 5, 0.0), "M32.lacking": (0, 9, 0.0),
    },
    (FIRST, "out"): {
        "M02.received": 6,  # O6 too: its transmission was corrected from April to March
        "M03.ended": 1, "M03.closed": 1, "M03.left": 1, "M04.open": 5, "M04.unanswered": 5,
        "M05.d30": 3, "M05.d90": 2, "M05.age": (5, 21.0, 66.6),  # 4, 11, 21, 54 and 75 days
        "M06.on_time": (3, 4, 75.0), "M06.raw": (3, 4, 75.0), "M06.days": (3, 4.0, 4.0),
        "M07.on_time": (1, 3, 33.3), "M07.raw": (1, 3, 33.3), "M09.gross": (1, 53.0, 53.0), "M09.net": (1, 53.0, 53.0),
        "M10.deficient": (1, 6, 16.7), "M10.points": {"CK-06": 1}, "M11.right": (1, 1, 100.0),
        "M12.full": (1, 1, 100.0), "M12.partial": (0, 1, 0.0), "M12.negative": (0, 1, 0.0), "M12.refused": (0, 1, 0.0),
        "M12.postponed": (0, 1, 0.0), "M12.withdrawn": (0, 1, 0.0), "M12.lapsed": (0, 1, 0.0),
        "M15.urgent": (0, 6, 0.0), "M30.rate": (0, 1, 0.0),
        "M31.sent": 2, "M31.each": (5, 0.4), "M31.reminded": (1, 5, 20.0), "M32.lacking": (1, 6, 16.7),
        "M32.corrected": 1,
    },
    (SECOND, "in"): {
        "M01.open": 5, "M01.unanswered": 4, "M02.received": 3, "M02.reopened": 1, "M02.again": 1,
        "M03.ended": 3, "M03.closed": 2, "M03.refused": 1, "M03.left": 4, "M04.open": 6, "M04.unanswered": 4,
        "M05.d30": 2, "M05.d90": 1, "M05.d180": 3, "M05.age": (6, 88.5, 151.5),  # 8, 22, 57, 120, 134 and 169 days
        "M06.on_time": (3, 4, 75.0), "M06.raw": (3, 4, 75.0), "M06.days": (3, 2.0, 2.0),
        "M07.on_time": (5, 6, 83.3), "M07.raw": (3, 4, 75.0), "M08.on_time": (3, 4, 75.0), "M08.raw": (3, 4, 75.0),
        "M09.gross": (3, 119.0, 127.8), "M09.net": (3, 56.0, 76.0),  # 49, 119 and 130 days; 49, 56 and 81 net
        "M10.deficient": (0, 3, 0.0), "M11.right": (2, 3, 66.7),
        "M12.full": (2, 4, 50.0), "M12.partial": (0, 4, 0.0), "M12.negative": (1, 4, 25.0),
        "M12.refused": (1, 4, 25.0), "M12.postponed": (0, 4, 0.0), "M12.withdrawn": (0, 4, 0.0),
        "M12.lapsed": (0, 4, 0.0),
        "M13.grounds": {"GR-DC": 1, "GR-NEXUS": 1}, "M13.consulted": (0, 1, 0.0), "M13.silent": 1,
        "M15.urgent": (0, 3, 0.0), "M23.fraud": 1,
        "M30.rate": (0, 3, 0.0), "M31.each": (6, 0.0), "M31.reminded": (0, 6, 0.0), "M32.lacking": (0, 8, 0.0),
    },
    (SECOND, "out"): {
        "M01.open": 5, "M01.unanswered": 5, "M02.received": 1, "M02.again": 1,
        "M03.ended": 2, "M03.closed": 1, "M03.withdrawn": 1, "M03.left": 6, "M04.open": 4, "M04.unanswered": 1,
        "M05.d90": 2, "M05.d180": 2, "M05.age": (4, 75.5, 144.7),  # 49, 56, 95 and 166 days
        "M06.on_time": (0, 2, 0.0), "M06.raw": (0, 2, 0.0), "M07.on_time": (2, 3, 66.7), "M07.raw": (2, 3, 66.7),
        "M08.on_time": (1, 1, 100.0), "M08.raw": (1, 1, 100.0),
        "M09.gross": (4, 56.5, 87.8), "M09.net": (4, 52.0, 82.3),  # 16, 28, 85 and 89 days; O3 was paused for 13
        "M10.deficient": (0, 1, 0.0), "M11.right": (2, 4, 50.0),
        "M12.full": (2, 5, 40.0), "M12.partial": (1, 5, 20.0), "M12.negative": (0, 5, 0.0),
        "M12.refused": (1, 5, 20.0), "M12.postponed": (0, 5, 0.0), "M12.withdrawn": (1, 5, 20.0),
        "M12.lapsed": (0, 5, 0.0),
        "M13.grounds": {"–": 1}, "M13.consulted": (0, 1, 0.0), "M13.silent": 1,
        "M15.urgent": (0, 1, 0.0), "M23.fraud": 1, "M23.fraud_days": (1, 16.0, 16.0), "M30.rate": (0, 4, 0.0),
        "M31.sent": 4, "M31.each": (4, 1.0), "M31.reminded": (1, 4, 25.0), "M31.often": 1, "M32.lacking": (1, 6, 16.7),
    },
}
EMPTY = (0, {}, (0, 0, None), (0, None, None), (0, "0"), (0, None))


def told(value):
    """A figure's value as the table above writes it."""
    bare = tuple(one for key, one in value.items() if key != "unit")
    return bare[0] if len(bare) == 1 else bare


def figures(period, direction):
    scope = counting.visible(None, direction=direction)
    for code, metric in METRICS.items():
        for key, value in counting.count(metric, period, scope)[()].items():
            yield f"{code}.{key}", told(value)


def test_what_was_counted_by_hand_is_what_the_code_gives(small):
    for (days, direction), expected in BY_HAND.items():
        period = counting.of_office(*days, now=small_office.at("07-01"))
        found = {name: value for name, value in figures(period, direction) if name in expected or value not in EMPTY}
        assert found == expected, (days, direction)


def test_opening_stock_and_what_comes_less_what_ends_is_the_closing_stock(small):
    for (days, direction), _expected in BY_HAND.items():
        period = counting.of_office(*days, now=small_office.at("07-01"))
        found = dict(figures(period, direction))
        came = found["M02.received"] + found["M02.split"]
        assert found["M01.open"] + came + found["M02.reopened"] - found["M03.ended"] == found["M04.open"]
        again = found["M01.unanswered"] + came + found["M02.again"]
        assert again - found["M03.left"] == found["M04.unanswered"]


def test_grouped_by_direction_the_figures_are_those_of_each(small):
    period = counting.of_office(*SECOND, now=small_office.at("07-01"))
    for metric in METRICS.values():
        grouped = counting.count(metric, period, counting.visible(None), by=("direction",))
        for direction in ("in", "out"):
            alone = counting.count(metric, period, counting.visible(None, direction=direction))[()]
            assert grouped.get((direction,), alone) == alone, metric.code


def test_what_stands_is_what_the_record_gives(small):
    assert measures.differing() == []
    before = list(Measure.objects.order_by("request", "nth").values_list(*measures.COLUMNS))
    Measure.objects.all().delete()
    assert len(measures.differing()) == 19
    measures.derive()
    assert list(Measure.objects.order_by("request", "nth").values_list(*measures.COLUMNS)) == before


def test_behind_each_figure_are_its_requests(small, office):
    period = counting.of_office(*SECOND, now=small_office.at("07-01"))
    scope = counting.visible(office["sam"], direction="in")

    def names(code, key, who="sam"):
        found = counting.behind(METRICS[code], key, period, scope, office[who])
        return {name for name, one in small.items() if found.filter(pk=one.pk).exists()}

    assert names("M13", "silent") == {"I10"}
    assert names("M07", "on_time") == {"I3", "I7", "I8", "I9", "I10"}
    assert names("M05", "d180") == {"I3", "I7", "I8"}
    assert names("M05", "d180", "eve") == set()
