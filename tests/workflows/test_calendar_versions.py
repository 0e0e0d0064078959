"""Calendars in versions: drafted from the library, a file or by hand; published once, kept in memory, never changed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from mla.exceptions import NotPossible
from workflows import calendar_files, calendar_versions
from workflows.calendar_store import CALENDARS, calendar_of
from workflows.calendars import calendar_for
from workflows.models import CalendarDay, CalendarVersion

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("UTC"))
TOLD = {"reason": "A test.", "by": None, "now": NOW}
NOTICE_2027 = """day,is_working,name_en,name_zh
2027-01-01,0,New Year's Day,元旦
2027-02-05,0,Spring Festival,春节
2027-02-08,0,Spring Festival,春节
2027-02-20,1,,
2026-12-27,1,Make-up for New Year's Day,元旦调休上班
"""


def published(code="CN", years=range(2016, 2037), **_):
    draft = calendar_versions.from_library(code, years, **TOLD)
    return calendar_versions.publish(draft, published_until=draft.published_until, reason="A test.", now=NOW)


@pytest.mark.parametrize("code", ["CN", "US", "DE", "FR"])
def test_a_version_from_the_library_answers_as_the_library(code):
    calendar, library = calendar_of(published(code, range(2017, 2028))), calendar_for(code)
    for language in ("en", "zh"):
        assert calendar_versions.differences(library, calendar, range(2017, 2028), language) == []
    assert calendar.published_until == library.published_until


def test_years_outside_a_version_are_answered_by_the_library():
    calendar = calendar_of(published("CN", range(2026, 2027)))
    make_up = date(2018, 2, 24)
    assert (calendar.is_working(make_up), calendar.name_of(make_up)) == (True, "Make-up working day")


def test_the_newest_published_version_counts_and_a_draft_does_not():
    assert CALENDARS.now().of("CN").version == calendar_for("CN").version
    published()
    calendar_versions.begin("CN", **TOLD)
    assert CALENDARS.now().of("CN").version == "CN 1"
    calendar_versions.publish(calendar_versions.draft_of("CN"), published_until=2026, reason="Again.", now=NOW)
    assert CALENDARS.now().of("CN").version == "CN 2"


def test_calendars_are_kept_until_they_change(django_assert_num_queries):
    published()
    CALENDARS.now()
    with django_assert_num_queries(1):  # the stamp
        assert CALENDARS.now().of("CN").version == "CN 1"


def test_an_older_version_is_found_by_its_name_and_a_gone_library_is_not():
    published()
    calendar_versions.begin("CN", **TOLD)
    calendar_versions.publish(calendar_versions.draft_of("CN"), published_until=2026, reason="Again.", now=NOW)
    calendars = CALENDARS.now()
    known = [calendars.named(one) for one in ("CN 1", "CN 2", calendar_for("CN").version, "NONE")]
    assert [one.version for one in known] == ["CN 1", "CN 2", calendar_for("CN").version, "NONE"]
    assert [calendars.named(one) for one in ("CN holidays 0.1", "CN 9", "holidays 0.109", "")] == [None] * 4


def test_a_file_replaces_its_years_and_single_days_of_others():
    published()
    draft = calendar_versions.from_file("CN", NOTICE_2027, range(2027, 2028), **TOLD)
    calendar = calendar_of(draft)
    told = {one.day.isoformat(): one.is_working for one in draft.days.filter(day__year=2027)}
    assert told == {"2027-01-01": False, "2027-02-05": False, "2027-02-08": False, "2027-02-20": True}
    assert (calendar.is_working(date(2026, 12, 27)), calendar.is_working(date(2026, 10, 1))) == (True, False)
    assert calendar.name_of(date(2027, 2, 8), "zh") == "春节"
    assert calendar.name_of(date(2027, 2, 20), "zh") == "调休上班日"
    assert (draft.source, draft.number, draft.published_until) == ("file", 2, 2027)


BAD = [
    ("2027-13-01,0,,", "Line 2: “2027-13-01” is not a day such as 2027-02-08."),
    ("2027-02-05,maybe,,", "Line 2: is_working must be 1 or 0, not “maybe”."),
    ("2027-02-05,1,,", "Line 2: 2027-02-05 is a weekday and is worked in any case."),
    ("2027-02-05,0,,\n2027-02-05,0,,", "Line 3: 2027-02-05 stands in line 2 already."),
    ("2027-02-05,0,a,b,c", "Line 2: there are more values than columns."),
    ("2050-01-03,0,,", "Line 2: 2050-01-03 lies outside the years of the calendar."),
    (f"2027-02-05,0,{'x' * 201},", "Line 2: a name is longer than 200 characters."),
    ("", "Line 1: the file names no day."),
]


@pytest.mark.parametrize(("line", "reason"), BAD)
def test_a_bad_line_is_refused_with_its_number_and_nothing_is_kept(line, reason):
    published()
    with pytest.raises(calendar_files.BadLines) as refused:
        calendar_versions.from_file("CN", f"day,is_working,name_en,name_zh\n{line}\n", range(2027, 2028), **TOLD)
    assert refused.value.reasons == [reason]
    assert CalendarVersion.objects.count() == 1


def test_every_bad_line_is_named_at_once():
    with pytest.raises(calendar_files.BadLines) as refused:
        calendar_files.read("day,is_working\nx,1\n2027-02-20,1\n2027-02-21,7\n", range(2027, 2028))
    assert [reason.partition(":")[0] for reason in refused.value.reasons] == ["Line 2", "Line 4"]


def test_a_file_needs_its_columns_and_utf_8():
    with pytest.raises(calendar_files.BadLines, match="Line 1: the columns are missing: is_working"):
        calendar_files.read("day,name\n", range(2027, 2028))
    with pytest.raises(calendar_files.BadLines, match="Line 2: the file is not in UTF-8"):
        calendar_files.decoded("day,is_working\n2027-02-05,0,春节\n".encode("gb18030"))


def test_a_file_written_is_read_again():
    version = published("CN", range(2026, 2027))
    rows = list(calendar_files.write(version.days.values_list("day", "is_working", "name_en", "name_zh")))
    lines = calendar_files.read("\n".join(",".join(row) for row in rows), range(2026, 2027))
    assert len(lines) == version.days.count() > 20


def test_a_closure_is_added_to_a_draft_and_taken_away():
    published("US")
    draft = calendar_versions.begin("US", **TOLD)
    closure = date(2026, 12, 24)
    calendar_versions.set_day(draft, closure, (False, "Federal offices closed", ""))
    assert (calendar_of(draft).is_working(closure), calendar_of(draft).name_of(closure, "zh")) == (
        False, "Federal offices closed",
    )  # fmt: skip
    calendar_versions.set_day(draft, closure, (True, "", ""))
    assert not draft.days.filter(day=closure).exists()
    with pytest.raises(NotPossible, match="outside the years"):
        calendar_versions.set_day(draft, date(2050, 1, 3), (False, "", ""))


def test_differences_name_the_days():
    published("US")
    draft = calendar_versions.begin("US", **TOLD)
    calendar_versions.set_day(draft, date(2026, 12, 24), (False, "Closed", ""))
    found = calendar_versions.differences(CALENDARS.now().of("US"), calendar_of(draft), range(2016, 2037))
    assert [(one.day, one.was_working, one.is_working, one.new_name) for one in found] == [
        (date(2026, 12, 24), True, False, "Closed")
    ]


def test_there_is_one_draft_a_calendar():
    calendar_versions.begin("CN", **TOLD)
    for make in (calendar_versions.begin, published):
        with pytest.raises(NotPossible, match="There is a draft"):
            make("CN", **TOLD)


def test_years_join_those_of_the_newest_version():
    published("CN", range(2016, 2027))
    with pytest.raises(NotPossible, match="others are missing"):
        calendar_versions.from_library("CN", range(2030, 2031), **TOLD)


def test_an_unknown_calendar_is_refused():
    with pytest.raises(NotPossible, match="There is no calendar 'XX'"):
        calendar_versions.begin("XX", **TOLD)


@pytest.mark.parametrize(("told", "reason"), [
    ({"published_until": None, "reason": "Why"}, "yearly notice"),
    ({"published_until": 2050, "reason": "Why"}, "one of the calendar's years"),
    ({"published_until": 2026, "reason": "  "}, "Say why"),
])
def test_a_version_is_published_with_what_must_be_said(told, reason):
    draft = calendar_versions.begin("CN", **TOLD)
    with pytest.raises(NotPossible, match=reason):
        calendar_versions.publish(draft, **told, now=NOW)
    assert calendar_versions.newest("CN") is None


CHANGES = [
    lambda version: version.save(),
    lambda version: version.delete(),
    lambda version: CalendarVersion.objects.filter(pk=version.pk).update(reason="Other"),
    lambda version: CalendarVersion.objects.filter(pk=version.pk).delete(),
    lambda version: version.days.create(day=date(2026, 12, 24), is_working=False),
    lambda version: version.days.first().save(),
    lambda version: version.days.first().delete(),
    lambda version: version.days.update(is_working=True),
    lambda version: version.days.all().delete(),
    lambda version: CalendarDay.objects.bulk_create([CalendarDay(version=version, day=NOW, is_working=True)]),
    lambda version: CalendarDay.objects.bulk_update(list(version.days.all()), ["is_working"]),
    lambda version: calendar_versions.set_day(version, date(2026, 12, 24), (False, "", "")),
    lambda version: calendar_versions.publish(version, published_until=2026, reason="Twice", now=NOW),
]


@pytest.mark.parametrize("change", CHANGES, ids=range(len(CHANGES)))
def test_a_published_version_is_never_changed(change):
    version = published("CN", range(2026, 2027))
    before = sorted(version.days.values_list("day", "is_working", "name_en"))
    with pytest.raises(NotPossible), transaction.atomic():
        change(version)
    assert sorted(version.days.values_list("day", "is_working", "name_en")) == before
    assert CalendarVersion.objects.get().reason == "A test."


def test_a_draft_may_go_with_its_days():
    calendar_versions.begin("CN", **TOLD).delete()
    assert CalendarDay.objects.count() == 0


def test_command_sets_up_lists_compares_and_publishes(tmp_path, capsys):
    call_command("load_reference", verbosity=0)
    call_command("calendar", "setup", verbosity=0)
    call_command("calendar", "setup")  # nothing more to do
    assert sorted(map(str, CalendarVersion.objects.filter(is_draft=False))) == ["CN 1", "DE 1", "FR 1", "US 1"]
    notice = tmp_path / "2027.csv"
    notice.write_text(NOTICE_2027)
    call_command("calendar", "import", "CN", "--from", str(notice), "--years", "2027", "--reason", "Notice of 2027")
    capsys.readouterr()
    call_command("calendar", "list")
    assert "CN       CN 1; published until 2026; draft 2  (China)" in capsys.readouterr().out
    call_command("calendar", "diff", "CN")
    assert "2026-12-27 Sun  off  ->  worked Make-up for New Year's Day" in capsys.readouterr().out
    call_command("calendar", "publish", "CN")
    assert "CN 2 is still a draft" in capsys.readouterr().out
    call_command("calendar", "publish", "CN", "--yes")
    assert "CN 2 is published; 0 ends moved." in capsys.readouterr().out
    assert CALENDARS.now().of("CN").published_until == 2027


@pytest.mark.parametrize(("line", "reason"), [
    (("import", "CN", "--from", "/nowhere.csv", "--years", "2027"), "cannot be read"),
    (("import", "CN", "--from", "2027.csv"), "--years"),
    (("import", "XX", "--from", "library"), "There is no calendar"),
    (("publish", "CN"), "There is no draft"),
    (("diff", "CN", "7"), "There is no version 7"),
])
def test_command_says_what_is_wrong(line, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("calendar", *line)
