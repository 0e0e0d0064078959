"""A report: counted once, commented, signed by a second person, then frozen, sealed and the same in every form."""

import csv
import io
from datetime import date

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils.html import escape
from openpyxl import load_workbook

from documents import pages, papers, verify
from documents.models import Paper
from mla.exceptions import NotPossible, PermissionDenied
from mla.models import Request
from tests.workflows import small_office
from workflows import jobs_reports
from workflows.models import Commitment, Report
from workflows.reports import agreed, annexes, contents, counting, exports, freezing, lists, progress, reconciliation
from workflows.reports.metrics import METRICS
from workflows.reports.suppression import SMALLEST

NOW = small_office.at("07-01")
HALF = (date(2026, 1, 1), date(2026, 6, 30))


@pytest.fixture
def draft(small, office):
    return freezing.draft(counting.of_office(*HALF, now=NOW), party=None, is_public=False, by=office["sam"], now=NOW)


def test_the_figures_are_those_of_the_metrics_and_of_the_period_before(draft):
    assert draft.number == "US-R-2026-001"
    assert draft.figures["M02"]["all"]["received"] == {"count": 19}
    assert draft.figures["M04"]["in"]["open"] == {"count": 6}
    assert draft.previous["M02"]["all"]["received"] == {"count": 0}
    assert [one["code"] for one in draft.commitments][:2] == ["C17-01", "C17-02"]
    assert {one.metric for one in Commitment.objects.exclude(metric="")} <= set(METRICS)
    assert all(METRICS[one.metric].place(one.figure) for one in Commitment.objects.exclude(metric=""))


def test_who_drafted_does_not_sign_and_who_has_no_part_in_it_drafts_none(draft, office):
    with pytest.raises(PermissionDenied, match="Four eyes"):
        jobs_reports.sign(draft, by=office["sam"])
    for who in ("ada", "ben", "ruth"):
        with pytest.raises(PermissionDenied):
            freezing.comment(draft, {}, by=office[who])


def test_signed_nothing_of_it_changes(draft, office):
    freezing.comment(draft, {"actions": {"en": "To meet again.", "zh": "再次会晤。"}}, by=office["sam"])
    signed = jobs_reports.sign(draft, by=office["lin"])
    assert signed.comments == {"actions": {"en": "To meet again.", "zh": "再次会晤。"}}
    with pytest.raises(NotPossible, match="signed"):
        freezing.refresh(draft, counting.of_office(*HALF, now=NOW), by=office["sam"])
    for change in ({"comments": {}}, {"figures": {}}):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            Report.objects.filter(pk=draft.pk).update(**change)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Report.objects.filter(pk=draft.pk).delete()
    with pytest.raises(DatabaseError, match="what it says never changes"), transaction.atomic():
        Paper.objects.filter(pk=signed.paper_id).update(snapshot={})


def test_the_paper_is_sealed_and_verified(draft, office):
    signed = jobs_reports.sign(draft, by=office["lin"])
    papers.print_and_seal(signed.paper_id)
    paper = Paper.objects.get(pk=signed.paper_id)
    assert (paper.failure, bool(paper.sha256), 8 <= paper.pages <= 14) == ("", True, True)
    content = verify.store.read(paper.sha256) if hasattr(verify, "store") else papers.store.read(paper.sha256)
    assert verify.by_file(content)["status"] == verify.VALID
    assert verify.by_code(paper.number, paper.token)["status"] == verify.VALID
    assert verify.by_code(paper.number, "0" * 25) is None
    papers.print_and_seal(signed.paper_id)
    assert Paper.objects.get(pk=signed.paper_id).sha256 == paper.sha256


def test_csv_and_spreadsheet_say_the_same_as_the_paper(draft):
    listed = list(csv.reader(io.StringIO(exports.as_csv(draft).decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(exports.as_xlsx(draft))).active
    assert [[cell.value or "" for cell in row] for row in sheet.rows] == listed
    figures = sum(len(list(one.figures)) for one in METRICS.values())
    assert len(listed) == 1 + figures
    assert ["M02", "Received", "received", "12", "7", "19", "0", "0", "0"] in listed


def test_the_command_prints_every_metric(small, capsys):
    call_command("progress_report", "--from", "2026-01-01", "--to", "2026-06-30", "--json")
    printed = capsys.readouterr().out
    assert all(f'"{code}"' in printed for code in METRICS)
    assert '"received": {\n' in printed


def numbers(value):
    if "hidden" in value:
        return
    if "counts" in value:
        yield from (one for one in value["counts"].values() if one is not None)
    elif "share" in value:
        yield from (value["part"], value["whole"] - value["part"], value["whole"])
    else:
        yield value.get("count", value.get("n"))


def test_the_public_version_has_no_small_number(small):
    period = counting.of_office(*HALF, now=NOW)
    full, before = progress.figures(period), progress.figures(period.before())
    public, _earlier = progress.published(full, before)
    every = [n for sides in public.values() for side in sides.values() for one in side.values() for n in numbers(one)]
    assert [n for n in every if 0 < n < SMALLEST] == []
    assert public["M03"]["in"]["returned"] == {"hidden": True}  # one of one
    assert any(n >= SMALLEST for n in every)


def test_a_small_number_does_not_follow_from_the_equation_of_the_stock(small):
    period = counting.of_office(*HALF, now=NOW)
    public, _before = progress.published(progress.figures(period), progress.figures(period.before()))
    parts = ("M01.open", "M02.received", "M02.split", "M02.reopened", "M03.ended", "M04.open")
    for side in ("in", "out", "all"):
        told = [public[code][side][key] for code, key in (one.split(".") for one in parts)]
        assert sum("hidden" in one for one in told) != 1


@pytest.mark.parametrize(("who", "status"), [("sam", 200), ("lin", 200), ("dov", 200), ("ada", 403), ("ruth", 403)])
def test_only_who_reports_comes_in(draft, office, client, who, status):
    client.force_login(office[who])
    for address in (reverse("reports"), reverse("report", args=[draft.pk]), reverse("report_sign", args=[draft.pk]),
                    reverse("report_file", args=[draft.pk, "csv"])):
        assert client.get(address).status_code == status


def test_a_person_drafts_comments_and_another_signs(small, office, client):
    client.force_login(office["sam"])
    wrong = client.post(reverse("reports"), {"first": "2026-06-30", "last": "2026-01-01", "edition": "office"})
    assert (wrong.status_code, "lies before" in wrong.content.decode()) == (422, True)
    client.post(reverse("reports"), {"first": "2026-01-01", "last": "2026-06-30", "edition": "office"})
    report = Report.objects.get()
    address = reverse("report", args=[report.pk])
    client.post(address, {"quality_en": "Better than before."})
    assert "Better than before." in client.get(address).content.decode()
    assert client.get(reverse("report_file", args=[report.pk, "pdf"])).status_code == 404
    client.force_login(office["lin"])
    client.post(reverse("report_sign", args=[report.pk]))
    report.refresh_from_db()
    assert (report.signed_by, report.paper.snapshot["comments"]["quality"]["en"]) == (
        office["lin"], "Better than before.")


@pytest.fixture
def classified(small, office):
    """The classified edition, drafted after their list was compared with ours."""
    line = f"TEST-1,{small['I1'].own_reference},out,,yes"
    content = b"our_reference,their_reference,direction,received_on,is_open\n" + line.encode()
    china = small["I1"].counterpart
    Request.objects.filter(pk=small["I1"].pk).update(classification=2)
    Request.objects.filter(pk=small["I2"].pk).update(tlp="red")
    reconciliation.keep(lists.read(content), china, content, None, by=office["sam"], now=NOW)
    period = counting.of_office(*HALF, now=NOW)
    return freezing.draft(period, party=china, is_public=False, has_cases=True, by=office["sam"], now=NOW)


def test_the_classified_edition_lists_the_cases_and_what_was_reconciled(classified, small, office, client):
    listed = {one["own_reference"] for one in classified.cases}
    assert small["I1"].own_reference in listed
    assert {small["I2"].own_reference, small["O10"].own_reference} & listed == set()  # marked RED; never sent
    assert classified.classification == 2
    [told] = classified.annexes["reconciled"]
    assert (told["theirs"], told["matched"], dict(told["kinds"])["open_there"]) == (1, 1, 1)
    assert small["I1"].own_reference in {one["ours"] for one in told["rows"]}
    client.force_login(office["lin"])
    page = client.get(reverse("report", args=[classified.pk])).content.decode()
    assert all(word in page for word in ("Annex C", small["I1"].own_reference, "it is open there and ended here"))
    paper = pages.page("letters/L54.html", contents.snapshot(classified))
    assert all(word in paper for word in ("Annex B", small["I1"].own_reference, "双重犯罪", "8. Agreed actions"))
    assert paper.count('class="mark"') == 1  # the head of each page repeats the report's own marking
    office["lin"].recusals.create(request=small["I3"], reason="A relative is concerned.")
    for name, args in (("report", []), ("report_sign", []), ("report_file", ["csv"])):
        assert client.get(reverse(name, args=[classified.pk, *args])).status_code == 403
    with pytest.raises(PermissionDenied):
        jobs_reports.sign(classified, by=office["lin"])

    period = counting.of_office(*HALF, now=NOW)
    for is_public in (False, True):
        other = freezing.draft(period, party=None, is_public=is_public, by=office["sam"], now=NOW)
        paper = pages.page("letters/L54.html", contents.snapshot(other))
        assert (other.cases, small["I1"].own_reference in paper) == ([], False)
        assert "part of the classified edition alone" in paper


def test_the_obstacles_are_named_and_the_next_steps_come_from_the_commitments(draft, office):
    told = annexes.obstacles(draft)
    assert [(one["code"], one["number"]) for one in told["grounds"]][:2] == [("GR-DC", 1), ("GR-NEXUS", 1)]
    assert {one["code"] for one in told["deficiencies"]} == {"CK-06"}
    one = Commitment.objects.get(code="C17-13")
    one.standings.create(status="progress", reasons="Experts meet in autumn.", by=office["sam"], at=NOW)
    steps = {step["source"]: step["text"]["en"] for step in agreed.steps(None, NOW)}
    assert steps["C17-13"] == "Experts meet in autumn."
    assert "C17-03" in steps  # it has a day


def test_a_text_is_a_quotation_or_said_to_be_none(office, client):
    client.force_login(office["ada"])
    page = client.get(reverse("commitments")).content.decode()
    for one in Commitment.objects.all():
        assert one.source
        assert (f"“{escape(one.text_en)}”" in page) != one.is_paraphrase_en, one.code
    assert page.count("In substance") == Commitment.objects.filter(is_paraphrase_en=True).count() == 6
