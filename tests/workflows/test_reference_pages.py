"""The pages of calendars and clock rules: administrators alone, drafts, previews, and nothing that cannot be seen."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.person import Person
from workflows import calendar_versions, jobs_reference, rule_versions
from workflows.models import CalendarVersion, Clock, ClockRule

PLACES = [
    ("reference", []), ("calendars", []), ("calendar", ["CN"]), ("calendar_draft", ["CN"]),
    ("calendar_version", ["CN", 1]), ("calendar_file", ["CN", 1]), ("calendar_publish", ["CN", 2]),
    ("calendar_discard", ["CN", 2]), ("calendar_move", ["CN", 1]), ("rules", []), ("rule", ["DECISION"]),
    ("rule_begin", ["DECISION"]), ("rule_draft", ["DECISION"]), ("rule_publish", ["DECISION"]),
    ("rule_discard", ["DECISION"]), ("rule_migrate", ["DECISION"]),
]
ONLY_POSTED = {"calendar_move", "rule_begin"}


def publish(code="CN", until=2026):
    draft = calendar_versions.begin(code, reason="At first.", by=None, now=timezone.now())
    return calendar_versions.publish(draft, published_until=until, reason="At first.", now=timezone.now())


@pytest.fixture
def adm(office) -> Person:
    return Person(office["adm"])


@pytest.fixture
def drafts(office):
    """A published calendar with a draft of the next version, and a draft of a rule."""
    publish()
    calendar_versions.begin("CN", reason="Next.", by=office["adm"], now=timezone.now())
    rule_versions.begin("DECISION", today=timezone.localdate())


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_administrators_reach_every_page(drafts, office, client, language):
    client.force_login(office["adm"])
    client.cookies["django_language"] = language
    answers = {name: client.get(reverse(name, args=args)).status_code for name, args in PLACES}
    assert answers == {name: 405 if name in ONLY_POSTED else 200 for name, _args in PLACES}


@pytest.mark.parametrize("who", ["ben", "sam", "ruth", "ada"])
def test_nobody_else_reaches_any(drafts, office, client, who):
    client.force_login(office[who])
    for name, args in PLACES:
        answers = {client.get(reverse(name, args=args)).status_code, client.post(reverse(name, args=args)).status_code}
        assert answers <= {403, 405}, name
    assert calendar_versions.draft_of("CN")


def test_what_is_not_there_is_not_found(office, client):
    client.force_login(office["adm"])
    for name, args in PLACES:
        if args and name not in ONLY_POSTED and name != "calendar_draft":
            place = reverse(name, args=["XX", *args[1:]])
            assert client.get(place).status_code == 404, name


def test_an_office_without_versions_is_told_that_the_library_counts(adm):
    adm.open("/inbox/").follow("Reference data").follow("Working calendars").follow("CN")
    assert "No version of this calendar is published" in adm.text()
    assert "Clocks count by the library (CN holidays" in adm.text()


def moving(request) -> Clock:
    """A clock of the other side that a closure on its due day moves."""
    running = request.clocks.filter(status="running", party__code="CN", rule__unit="d")
    return running.exclude(rule__regime="PLAIN").latest("due_at")


def test_a_calendar_is_copied_edited_previewed_and_published(adm, office, a_request):
    clock = moving(a_request("execution"))
    publish(until=2027)
    adm.open("/calendars/CN/").follow("Begin the next version")
    adm.press("Make the draft", **{"copy-reason": "A closure."})
    adm.press("Keep the day", day=clock.due, is_working="0", name_en="Closed", name_zh="放假")
    assert "Closed" in adm.text()
    adm.follow("Preview and publish")
    assert clock.request.own_reference in adm.text()
    assert "1 date would move" in adm.text()
    adm.press("Publish and move the clocks", reason="A closure.", published_until="2027")
    assert "CN 2 is published." in adm.text()
    job = ProcrastinateJob.objects.get(task_name="move_by_calendar")
    jobs_reference.move_by_calendar(**job.args)
    adm.open(adm.address)
    assert "count by this version" in adm.text()
    assert "Start the job again" not in adm.buttons()
    clock.refresh_from_db()
    assert (clock.calendar_version, clock.changes.get().actor) == ("CN 2", office["adm"])


def test_the_first_copy_is_the_only_form_in_the_way_of_the_others(adm):
    adm.open("/calendars/CN/draft/")
    assert adm.buttons().count("Make the draft") == 3
    adm.press("Make the draft", status=422)
    assert adm.complaints()[0].endswith("is needed.")


def send(client, **answers):
    told = {"way": "file", "file-first_year": 2027, "file-last_year": 2027, "file-reason": "Notice", **answers}
    return client.post(reverse("calendar_draft", args=["CN"]), told)


def test_a_refused_file_stands_in_the_form_to_be_corrected(office, client):
    client.force_login(office["adm"])
    publish()
    bad = "day,is_working,name_en,name_zh\n2027-02-05,perhaps,Spring Festival,春节\n2027-02-30,0,,\n"
    page = send(client, **{"file-file": SimpleUploadedFile("2027.csv", bad.encode())})
    form = page.context["form"]
    assert page.status_code == 422
    assert form.errors == {"lines": [
        "Line 2: is_working must be 1 or 0, not “perhaps”.",
        "Line 3: “2027-02-30” is not a day such as 2027-02-08.",
    ]}
    assert form["lines"].value() == bad
    assert calendar_versions.draft_of("CN") is None
    mended = bad.replace("perhaps", "0").replace("2027-02-30", "2027-02-08")
    assert send(client, **{"file-lines": mended}).status_code == 302
    assert calendar_versions.draft_of("CN").days.filter(day__year=2027).count() == 2


@pytest.mark.parametrize(("answers", "field", "reason"), [
    ({}, "file", "Choose a file, or type its lines."),
    ({"file-lines": "day,is_working\n2050-01-03,0"}, "lines", "Line 2: 2050-01-03 lies outside the years"),
    ({"file-lines": "day,is_working\n2027-02-05,0", "file-last_year": 2026}, "last_year", "lies before the first"),
    ({"file-file": SimpleUploadedFile("x.csv", "天".encode("gb18030"))}, "file", "not in UTF-8"),
])
def test_a_file_form_says_what_is_wrong(office, client, answers, field, reason):
    client.force_login(office["adm"])
    publish()
    page = send(client, **answers)
    assert page.status_code == 422
    assert reason in str(page.context["form"].errors[field])


def test_a_published_version_offers_and_takes_no_change(office, client):
    client.force_login(office["adm"])
    version = publish()
    place = reverse("calendar_version", args=["CN", 1])
    assert b"Keep the day" not in client.get(place).content
    before = version.days.count()
    answer = client.post(place, {"day": "2026-12-24", "is_working": "0"})
    assert (answer.status_code, version.days.count()) == (409, before)
    assert client.get(reverse("calendar_publish", args=["CN", 1])).status_code == 404


def test_a_draft_is_discarded_only_after_a_question(adm, drafts):
    adm.open("/calendars/CN/2/").follow("Discard the draft")
    assert CalendarVersion.objects.filter(is_draft=True).exists()
    adm.press("Discard the draft")
    assert not CalendarVersion.objects.filter(is_draft=True).exists()


def test_an_unfinished_move_is_shown_and_started_again(adm, a_request):
    a_request("execution")
    publish()
    adm.open("/calendars/CN/1/")
    assert "0 of" in adm.text()
    adm.press("Start the job again")
    job = ProcrastinateJob.objects.get(task_name="move_by_calendar")
    jobs_reference.move_by_calendar(**job.args)
    adm.open("/calendars/CN/1/")
    assert "Start the job again" not in adm.buttons()


SECRET = "Zanzibar ledger"


@pytest.fixture
def hidden_clock(a_request) -> Clock:
    """A clock of a confidential request in a closed circle, of which the administrator is no member."""
    return moving(a_request("execution", title=SECRET, compartment="harbour", classification=2))


def test_previews_count_what_the_reader_may_not_see_and_name_it_nowhere(hidden_clock, office, client):
    client.force_login(office["adm"])
    publish(until=2027)
    draft = calendar_versions.begin("CN", reason="Next.", by=None, now=timezone.now())
    calendar_versions.set_day(draft, date.fromisoformat(hidden_clock.due), (False, "", ""))
    rule_versions.begin(hidden_clock.rule.code, today=timezone.localdate())
    ClockRule.objects.filter(code=hidden_clock.rule.code, is_draft=True).update(count=hidden_clock.rule.count + 7)
    for place in (reverse("calendar_publish", args=["CN", 2]), reverse("rule_publish", args=[hidden_clock.rule.code])):
        page = client.get(place)
        assert page.context["preview"].total == page.context["preview"].unseen == 1
        shown = page.content.decode()
        assert "1 of them belongs to a request that you may not see." in shown
        assert hidden_clock.request.own_reference not in shown
        assert reverse("clock", args=[hidden_clock.pk]) not in shown
