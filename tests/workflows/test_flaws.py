"""What makes a clock rule unusable: one plain sentence each, in both languages."""

from datetime import date

import pytest
from django.utils.translation import override

from workflows.flaws import flaws
from workflows.models import ClockRule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]
PAUSED = {"pauses_on": ["stay"], "resumes_on": ["lift"]}
DESK = ["desk"]


def a_rule(**fields) -> ClockRule:
    first = {
        "code": "TEST", "name_en": "Test", "source_class": "policy", "obligated": "requested", "starts_on": ["remind"],
        "stops_on": ["inform"], "count": 10, "unit": "d", "valid_from": date(2000, 1, 1),
    }
    return ClockRule(**{**first, **fields})


@pytest.mark.parametrize(("flaw", "fields"), [
    ("starts_on must be a list.", {"starts_on": "remind"}),
    ("ladder must be a list.", {"ladder": {}}),
    ("selects must name selectors with their codes.", {"selects": [1]}),
    ("Unknown selector: colour.", {"selects": {"colour": ["red"]}}),
    ("The selector kind must be a list.", {"selects": {"kind": "mla"}}),
    ("Unknown act: frobnicate.", {"stops_on": ["frobnicate"]}),
    ("Unknown act: inform:nobody.", {"stops_on": ["inform:nobody"]}),
    ("Unknown act: 7.", {"stops_on": [7]}),
    ("Each act that pauses needs the act that resumes, in the same order.", {"pauses_on": ["ask"]}),
    ("An act must start the clock, also where a date is counted from.", {"starts_on": []}),
    ("What repeats needs the act that ends each run.", {"repeats": True, "stops_on": []}),
    ("Only what repeats has a number of runs.", {"max_runs": 2}),
    ("What repeats runs at least twice.", {"repeats": True, "max_runs": 1}),
    ("Unknown date: birthday.", {"starts_field": "birthday"}),
    ("A period counts from a date or from the end of another clock, not from both.",
     {"starts_field": "review_on", "starts_after": "DECISION"}),
    ("There is no clock rule NOWHERE to continue.", {"starts_after": "NOWHERE"}),
    ("Only a clock that repeats continues itself.", {"starts_after": "TEST"}),
])
def test_acts_and_beginnings(flaw, fields):
    assert flaws(a_rule(**fields)) == [flaw]


@pytest.mark.parametrize(("flaw", "fields"), [
    ("What is to be kept until a day takes no pauses.", {"regime": "RETENTION", **PAUSED}),
    ("A date that a treaty fixes takes no pauses.", {"source_class": "treaty", **PAUSED}),
    ("A period counted back takes no pauses.", {"count": -10, **PAUSED}),
    ("Unknown ground of a stay: ST-WEATHER.", {"pause_grounds": ["ST-WEATHER"], **PAUSED}),
    ("Unknown ground of a stay: 7.", {"pause_grounds": [7], **PAUSED}),
    ("Grounds of a stay mean nothing where a stay does not pause the clock.", {"pause_grounds": ["ST-COURT"]}),
    ("The longest extension is a length such as 30d or 8h, not long.", {"max_extension": "long"}),
    ("An extension makes a period longer.", {"max_extension": "-5d"}),
    ("An extension makes a period longer.", {"max_extension": "0d"}),
    ("A period counted back takes no extension.", {"count": -10, "max_extension": "5d"}),
    ("A period in hours is extended by hours, any other by days, working days, weeks or months.",
     {"max_extension": "8h"}),
    ("A period in hours is extended by hours, any other by days, working days, weeks or months.",
     {"unit": "h", "max_extension": "8d"}),
])
def test_pauses_and_extensions(flaw, fields):
    assert flaws(a_rule(**fields)) == [flaw]


@pytest.mark.parametrize(("flaw", "ladder"), [
    ("A rung of the escalation says when, whom and perhaps which letter: at, to, letter.", ["due"]),
    ("A rung of the escalation says when, whom and perhaps which letter: at, to, letter.", [{"at": "due"}]),
    ("A rung of the escalation says when, whom and perhaps which letter: at, to, letter.",
     [{"at": "due", "to": DESK, "if": "late"}]),
    ("The escalation has two rungs at -3d.", [{"at": "-3d", "to": DESK}, {"at": "-3d", "to": ["supervisor"]}]),
    ("A rung stands at due, -14d, -48h, +1wk or 50%, not at soon.", [{"at": "soon", "to": DESK}]),
    ("A rung stands at due, -14d, -48h, +1wk or 50%, not at ['due'].", [{"at": ["due"], "to": DESK}]),
    ("A rung stands at due, -14d, -48h, +1wk or 50%, not at -0d.", [{"at": "-0d", "to": DESK}]),
    ("A rung stands at due, -14d, -48h, +1wk or 50%, not at 100%.", [{"at": "100%", "to": DESK}]),
    ("The warning -10d would come before the period begins.", [{"at": "-10d", "to": DESK}]),
    ("The escalation tells an unknown level: minister.", [{"at": "due", "to": ["minister"]}]),
    ("A rung of the escalation tells somebody or sends the reminder.", [{"at": "due", "to": []}]),
    ("A rung can send the reminder L24 alone, not L99.", [{"at": "due", "to": DESK, "letter": "L99"}]),
])
def test_escalation(flaw, ladder):
    assert flaws(a_rule(ladder=ladder)) == [flaw]


def test_a_share_needs_a_period_that_runs_forward():
    ladder = [{"at": "50%", "to": DESK}]
    assert flaws(a_rule(ladder=ladder)) == []
    for count in (-10, 0):
        [flaw] = flaws(a_rule(count=count, starts_field="hearing_on", ladder=ladder))
        assert flaw == "50% is a share of a period, and a period counted back or of no length has none."


def test_rungs_stand_in_any_order_and_a_date_may_be_warned_of_long_before():
    ladder = [{"at": at, "to": DESK} for at in ("+1wk", "due", "90%", "-48h")]
    assert flaws(a_rule(ladder=ladder)) == []
    assert flaws(a_rule(count=0, starts_field="review_on", ladder=[{"at": "-14d", "to": DESK}])) == []


def test_what_is_wrong_is_said_together_and_in_the_language_of_the_reader():
    rule = a_rule(stops_on=["frobnicate"], max_runs=2, ladder=[{"at": "soon", "to": DESK}])
    assert len(flaws(rule)) == 3
    with override("zh-hans"):
        assert flaws(rule) != []
