"""What a metric reads, some form writes: for every key by introspection, and for the rarer ones through the form."""

import re
from datetime import timedelta

import pytest
from django.forms import ModelForm

from mla import kinds
from mla.demo.cases import CASES
from mla.kinds.repatriation.persons import ReturneeForm
from workflows import engine
from workflows.drafting import draft_from
from workflows.filling import drafter
from workflows.forms import form_for
from workflows.models import ClockRule
from workflows.reports import counting, facts
from workflows.reports.metrics import METRICS

pytestmark = pytest.mark.django_db
WRITTEN_BESIDE = {"person", "item", "weight"}
"""Whom or what an act concerns, from the form of every kind's act; and what a seizure's own act adds to its facts."""


def statements():
    """Every table of every metric, with its figures, as SQL."""
    for code, metric in METRICS.items():
        for table in metric.tables:
            yield code, " ".join([table.rows, *(column for one in table.figures for column in one.columns)])


def read(alias, sql):
    return set(re.findall(rf"\b{alias}\.details->>?'(\w+)'", sql))


@pytest.fixture
def drafts(walker):
    """A draft of each kind."""
    found = {}
    for case in CASES:
        if case["kind"] not in found:
            found[case["kind"]] = draft_from(case, by=drafter(walker.cast, case), now=walker.now)
    assert set(found) == {one.code for one in kinds.all_kinds()}
    return found


def test_each_key_of_an_act_is_asked_by_a_form_of_that_word(drafts):
    asked = {}
    for code, request in drafts.items():
        for act in kinds.get(code).acts:
            asked.setdefault(act.word, set()).update(act.fields(request))
    missing = {}
    for code, sql in statements():
        words = {word for word in facts.WORDS if f"'{word}'" in sql}
        known = set().union(*(asked.get(word, set()) for word in words)) | WRITTEN_BESIDE
        if unknown := read("act", sql) - known:
            missing[code] = unknown
    assert missing == {}
    every = set().union(*(read("act", sql) for _code, sql in statements()))
    assert {"reason", "how", "result", "incident", "amount", "currency", "usefulness"} <= every  # so it could fail


def test_each_key_of_a_request_or_person_is_asked_by_a_page_of_the_writer(drafts):
    fields = set()
    for kind in kinds.all_kinds():
        for section in (*kind.outgoing, *([kind.receipt] if kind.receipt else [])):
            fields |= {name for form in section.forms for name in form.base_fields}
    sql = " ".join(sql for _code, sql in statements())
    plain = set(re.findall(r"SELECT details->>'(\w+)' FROM mla_request", sql))
    assert read("request", sql) | plain == {"amount", "category", "currency", "is_test", "level"}
    assert read("request", sql) | plain <= fields
    assert read("person", sql) == {"custody"}
    assert issubclass(ReturneeForm, ModelForm)
    assert "custody" in ReturneeForm.base_fields


def test_each_word_that_is_counted_exists_and_each_clock_has_a_rule(shipped_rules):
    known = set(kinds.words()) | {"confirm", "remind", "correct"}
    assert set(facts.WORDS) <= known
    named = {word for _code, sql in statements() for word in re.findall(r"act\.verb (?:=|IN) \(?([^)]*?)\)?[ )]", sql)}
    told = {one for words in named for one in re.findall(r"'(\w+)'", words)}
    assert told <= set(facts.WORDS)
    codes = {one for name in vars(facts) if name.isupper() and name != "WORDS"
             for one in ([vars(facts)[name]] if isinstance(vars(facts)[name], str) else vars(facts)[name])}
    rules = {one for one in codes if one.isupper()}
    assert rules - set(ClockRule.objects.values_list("code", flat=True)) == set()


@pytest.fixture
def say(walker):
    """`say("lin", request, "fail", reason="refused")` records the act with what its own form makes of the answers."""

    def tell(who, request, word, **answers):
        walker.now += timedelta(hours=20)
        moment = walker.now.astimezone(request.home.tz).strftime("%Y-%m-%d %H:%M")
        data = {"happened_at": moment, **answers}
        user = walker.cast[who]
        form = form_for(word, request, user, now=walker.now, data=data, is_milestone=True)
        assert form.is_valid(), form.errors
        engine.mark(request, word, by=user, now=walker.now, facts=form.facts(), happened_at=form.moment())
        return walker._fresh(request)

    return tell


@pytest.fixture
def figure(walker):
    def count(code, key):
        first = (walker.now - timedelta(days=300)).date()
        period = counting.of_office(first, (walker.now + timedelta(days=1)).date(), now=walker.now)
        return counting.count(METRICS[code], period, counting.visible(None))[()][key]

    return count


def test_m14_a_condition_that_was_not_kept(a_request, walker, say, figure):
    request = walker.act(a_request("execution"), "consult", grounds=[], conditions=[
        {"code": "CD-USE", "text": "For the proceeding alone.", "item": None}])
    request = walker.act(request, "settle", result="accepted", assurance="Letter.", given_by="Office")
    assert (figure("M14", "accepted"), figure("M14", "breached")) == ({"count": 1}, {"count": 0})
    [condition] = request.conditions.all()
    say("lin", request, "breach", condition=condition.pk, reasons="Shown to a newspaper.")
    assert figure("M14", "breached") == {"count": 1}


def test_m20_a_return_that_failed_and_m18_by_custody(a_request, walker, say, figure):
    request = a_request("execution", kind="repatriation")
    key = request.persons.order_by("pk").values_list("pk", flat=True)[0]
    for word in ("verify", "issue_document"):
        request = walker.act(request, word, person=key)
    request = say("lin", request, "fail", person=key, reason="refused", remarks="The person sat down in the aisle.")
    assert figure("M20", "failed") == {"counts": {"refused": 1}}
    assert (figure("M20", "issued"), figure("M20", "returned")) == ({"count": 1}, {"count": 0})
    custody = request.persons.get(pk=key).details["custody"]
    assert figure("M18", "custody") == {"counts": {custody: 1}}


def test_m28_a_complaint_about_sovereignty_and_how_a_case_was_resolved(a_request, walker, say, figure):
    request = a_request("execution", kind="fugitive")
    for word in ("nominate", "screen", "assess", "list"):
        request = walker.act(request, word)
    plan = {"next_action": "Hearing.", "owner": "Lee Sample", "due_on": "2026-08-01"}
    request = say("lin", request, "review", finding="moved", result="A protest was lodged.", incident="on", **plan)
    assert (figure("M28", "viable"), figure("M28", "incidents")) == ({"count": 1}, {"count": 1})
    assert (figure("M29", "size"), figure("M29", "closed")) == ({"count": 1}, {"count": 0})
    say("lin", request, "resolve", how="removed", resolved_on=walker.now.date().isoformat())
    assert figure("M28", "resolved") == {"counts": {"removed": 1}}
    assert (figure("M29", "size"), figure("M29", "closed")) == ({"count": 0}, {"count": 1})


def test_m24_money_is_read_as_the_forms_write_it(a_request, walker, say, figure):
    request = a_request("execution", direction="in")
    told = {"things": "Account 000000000000.", "held_by": "Sample Rural Bank"}
    request = say("xia", request, "seize", **told, amount="31000.00", currency="USD")
    assert figure("M24", "frozen_usd") == {"n": 1, "total": "31000.00", "unit": "USD"}
    for word in ("report", "respond"):
        request = walker.act(request, word)
    say("ben", request, "give_back", returned="Account ledger, 40 pages; undamaged", amount="1000.00", currency="USD")
    assert figure("M24", "returned_usd") == {"n": 1, "total": "1000.00", "unit": "USD"}


def test_m27_the_level_of_a_call_is_that_of_its_moment(a_request, walker, say, figure):
    request = a_request("intake", direction="in", kind="hotline")
    assert (request.details["level"], request.details.get("is_test", False)) == ("working", False)
    given = {"caller": "Duty officer Chen", "taken_by": "Duty officer Lee", "proof": "shared_key",
             "proved_by": "Lee", "proved_at": "2026-03-02T14:00+00:00"}
    who = next(name for name, user in walker.cast.items() if "duty_officer" in user.central_roles)
    request = say(who, request, "call", **given)
    assert (figure("M27", "working"), figure("M27", "leadership")) == ({"count": 1}, {"count": 0})
    request = walker.act(request, "admit")
    say(who, request, "raise_level", leader="Deputy minister", reasons="Nobody answers.")
    assert (figure("M27", "working"), figure("M27", "raised")) == ({"count": 1}, {"count": 1})
