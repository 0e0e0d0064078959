"""`manage.py due`: one period, its derivation in words, and files of thousands."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.workflows.office import open_office, washington
from tests.workflows.vectors import DATES, HOURS, PAUSED, ZONES

T01 = {"regime": "PRC", "calendar": "CN", "zone": "Asia/Shanghai", "trigger": "2018-01-25", "length": "30d"}
T42 = {"id": "T42", **T01, "trigger": "2026-01-31", "length": "1mo"}


def due(*extra: str, **case: str) -> str:
    out = io.StringIO()
    call_command("due", *(f"--{key}={value}" for key, value in case.items()), *extra, stdout=out)
    return out.getvalue()


def batch(tmp_path, lines) -> list[dict]:
    path, out = tmp_path / "cases.jsonl", io.StringIO()
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    try:
        call_command("due", batch=str(path), stdout=out)
    except CommandError as error:
        return [*map(json.loads, out.getvalue().splitlines()), str(error)]
    return list(map(json.loads, out.getvalue().splitlines()))


def test_json_is_what_the_readme_promises():
    result = json.loads(due("--json", **T01))
    assert list(result) == ["strict", "due", "provisional", "steps"]
    assert (result["strict"], result["due"], result["provisional"]) == ("2018-02-24", "2018-02-24", False)
    assert [step["rule"] for step in result["steps"]] == [
        "trigger", "day_not_counted", "length", "strict", "working_day", "due",
    ]  # fmt: skip


def test_hours_show_the_elapsed_end():
    case = {"regime": "EU1182", "calendar": "DE", "zone": "Europe/Berlin", "trigger": "2026-09-01T10:20"}
    result = json.loads(due("--json", length="8h", **case))
    assert (result["due"], result["elapsed"]) == ("2026-09-01T19:00+02:00", "2026-09-01T18:20+02:00")


def test_pauses_and_extensions_repeat():
    extra = ["--pause=2018-01-26..2018-01-28", "--pause=2018-01-27..2018-01-29", "--extend=5d"]
    assert json.loads(due("--json", *extra, **T01))["strict"] == "2018-03-04"
    assert json.loads(due("--json", *extra, "--extension=1d", **T01))["strict"] == "2018-03-05"


def test_order_of_extensions_does_not_matter():
    month = {**T01, "trigger": "2026-01-31", "length": "1mo"}
    extensions = ["--extend=10d", "--extend=1mo"]
    one, other = due(*extensions, **month), due(*reversed(extensions), **month)
    assert one == other
    assert "2026-04-10                strict" in one


def test_words_name_the_holiday():
    assert "National Day" in due(**{**T01, "trigger": "2026-11-17", "length": "-45d"})


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"regime": "ROMAN"}, "regime: must be one of EU1182, USFR, PRC, PLAIN, RETENTION"),
        ({"calendar": "XX"}, "calendar: There is no calendar 'XX'"),
        ({"zone": "Asia/Nowhere"}, "zone: must be a time zone"),
        ({"trigger": "25 Jan"}, "trigger: must be an ISO date"),
        ({"length": "30y"}, "length: A length is a number"),
        ({"calendar": "NONE", "length": "3wd"}, "NONE knows no days off"),
        ({"trigger": "9999-12-31"}, "range"),
        ({"length": "99999mo"}, "range"),
    ],
)
def test_a_wrong_argument_is_named(wrong, sentence):
    with pytest.raises(CommandError, match=sentence):
        due("--json", **{**T01, **wrong})


def test_a_missing_argument_is_named():
    with pytest.raises(CommandError, match="length: is missing"):
        due("--json", **{key: value for key, value in T01.items() if key != "length"})


@pytest.mark.parametrize("pause", ["2018-01-26", "2018-01-26..soon", "2018-01-26..2018-01-25"])
def test_a_wrong_pause_is_named(pause):
    with pytest.raises(CommandError, match="pause"):
        due("--json", f"--pause={pause}", **T01)


def test_a_batch_answers_every_vector(tmp_path):
    keys = ("id", "regime", "calendar", "zone", "trigger", "length", "pauses", "strict", "due")
    rows = [(*row[:3], ZONES[row[2]], *row[3:5], [], *row[5:]) for row in DATES]
    rows += [(*row[:3], ZONES[row[2]], *row[3:]) for row in PAUSED]
    rows += [(*row[:6], [], *row[6:8]) for row in HOURS]
    cases = [dict(zip(keys, row, strict=True)) for row in rows]
    expected = [(case["id"], case.pop("strict"), case.pop("due")) for case in cases]
    assert [(r["id"], r["strict"], r["due"]) for r in batch(tmp_path, cases)] == expected


def test_a_bad_line_stops_no_other(tmp_path):
    bad = [{**T42, "length": 30}, {**T42, "pauses": 7}, "not json", "[]", {"id": 9}]
    *results, message = batch(tmp_path, [T42, *bad, "", T42])
    assert [result.get("due") for result in results] == ["2026-02-28", None, None, None, None, None, "2026-02-28"]
    assert [result["id"] for result in results] == ["T42", "T42", "T42", None, None, 9, "T42"]
    assert "length: 30 is not a text." in results[1]["error"]
    assert message == "5 of 7 lines are in error; each result says why."


def test_a_batch_knows_extensions(tmp_path):
    [result] = batch(tmp_path, [{**T42, "extensions": ["10d", "1mo"]}])
    assert result["strict"] == "2026-04-10"


def test_an_unknown_key_is_named_with_its_line(tmp_path):
    *results, _message = batch(tmp_path, [T42, "", {**T42, "extension": ["10d"], "pause": []}])
    assert results[1]["error"].startswith("line 3: unknown key 'extension', 'pause'; known are id, regime, ")


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped_rules")
def test_a_stored_clock_is_explained(settings):
    office = open_office(settings, "US", "in")
    office.act("receive", washington("2026-06-01"))
    office.act("ask", washington("2026-06-10"))
    office.act("answer", washington("2026-06-20"), "counterpart")
    number = office.clock("DECISION").pk
    told = due(f"--clock={number}")
    assert "DECISION: 2026-07-13 (running)" in told
    assert "2026-06-01                trigger  [event 1 receive:home]" in told
    assert "pause               10 d  2026-06-20  [event 2 ask:home, event 3 answer:counterpart]" in told
    data = json.loads(due("--json", f"--clock={number}"))
    assert (data["clock"], data["strict"], data["due"]) == (number, "2026-07-11", "2026-07-13")


@pytest.mark.django_db
def test_a_clock_that_is_not_there_is_named():
    with pytest.raises(CommandError, match="there is no clock 999999"):
        due("--clock=999999")
    with pytest.raises(CommandError, match="--clock explains a stored clock and takes no --regime"):
        due("--clock=1", regime="PRC")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"--batch: .*absent"):
        call_command("due", batch=str(tmp_path / "absent.jsonl"))
