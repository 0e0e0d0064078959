"""Conditions over a request's life: consulted on, assured in writing, shown everywhere, asked at each use (G18)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents import pages
from mla.exceptions import NotPossible
from workflows import attaching, engine
from workflows.forms import form_for

pytestmark = pytest.mark.django_db
WHEN = "2026-03-02T09:00"
TEXT = "The records are used in the proceeding for fraud alone."
TERMS = [
    {"code": "CD-USE", "text": TEXT, "item": None},
    {"code": "CD-RETURN", "text": "The originals come back.", "item": None, "terms": {"on": "2027-06-30"}},
]
ASSURED = {"result": "accepted", "assurance": "Letter of 30 March 2026.", "given_by": "Office of International Affairs",
           "valid_until": "2027-12-31", "return_by": "2027-06-30"}


@pytest.fixture
def accepted(a_request, walker):
    """`accepted("in")` is a request whose conditions were accepted with a written assurance."""

    def make(direction):
        request = a_request(in_state="consultation" if direction == "in" else "execution", direction=direction)
        if direction == "out":
            request = walker.act(request, "consult", grounds=[], conditions=TERMS)
        return walker.act(request, "settle", **ASSURED)

    return make


@pytest.fixture
def answered(accepted, walker):
    """Our request with its results, which conditions bind."""
    request = accepted("out")
    paper = SimpleUploadedFile("statements.pdf", b"%PDF-1.7\n%")
    file = attaching.attach(request, paper, by=walker.cast["lin"], now=walker.now, title="Statements", purpose="result")
    return walker.act(walker.act(request, "report"), "respond"), file


def printed(request, code):
    letter = request.letters.filter(code=code).latest("pk")
    return pages.page(letter.template, letter.snapshot)


def test_g18_conditions_are_accepted_with_the_file_of_their_assurance_before_execution(a_request, walker):
    request = a_request(in_state="consultation", direction="in")
    told = {**ASSURED, "assurance_sha256": "0" * 64}
    with pytest.raises(NotPossible, match="Attach the written assurance"):
        walker.act(request, "settle", **told)
    request = walker.act(request, "settle", **ASSURED)
    [condition] = request.conditions.all()
    assert (condition.is_accepted, condition.given_by) == (True, "Office of International Affairs")
    assert condition.assurance_sha256 == request.attachments.get(purpose="assurance").sha256
    assert "Written assurance" in printed(request, "L12")
    decided = {str(one.seq): {"disposition": "conditional"} for one in request.items.all()}
    assert walker.act(request, "grant", dispositions=decided).state == "transmission"
    sent = walker.act(request, "transmit")
    assert condition.text in printed(sent, "N02")


def test_nothing_is_granted_on_conditions_that_nobody_accepted(a_request, walker):
    request = a_request(in_state="review", direction="in")
    decided = {str(one.seq): {"disposition": "conditional"} for one in request.items.all()}
    with pytest.raises(NotPossible, match="no condition is accepted in writing yet"):
        walker.act(request, "grant", dispositions=decided)


def test_an_undertaking_names_the_body_competent_for_it(a_request, walker):
    request = walker.act(a_request(in_state="execution"), "consult", grounds=[],
                         conditions=[{"code": "CD-NODEATH", "text": "No death penalty.", "item": None}])
    with pytest.raises(NotPossible, match="competent to give the undertaking"):
        walker.act(request, "settle", **ASSURED, competent_body="")


def test_each_condition_is_accepted_or_not_with_its_own_assurance(a_request, walker):
    offered = [*TERMS, {"code": "CD-NODEATH", "text": "No death penalty.", "item": None}]
    request = walker.act(a_request(in_state="execution"), "consult", grounds=[], conditions=offered)
    use, back, life = request.conditions.order_by("pk")
    papers = [
        attaching.attach(request, SimpleUploadedFile(f"{name}.txt", name.encode()), by=walker.cast["lin"],
                         now=walker.now, title=name, purpose="assurance").sha256
        for name in ("Ministry", "Supreme court")
    ]
    given = {"result": "accepted", "assurance": "Letters of March.", "given_by": "Ministry", "happened_at": WHEN,
             "assurance_sha256": papers[0], f"decision_{use.pk}": "accepted", f"decision_{life.pk}": "accepted",
             f"file_{life.pk}": papers[1]}

    def settling(**more):
        return form_for("settle", request, walker.cast["lin"], now=walker.now, data={**given, **more})

    assert set(settling().errors) == {f"decision_{back.pk}", f"body_{life.pk}"}
    told = {f"decision_{back.pk}": "rejected", f"body_{life.pk}": "Supreme Court of Sample"}
    form = settling(**told)
    assert form.is_valid(), form.errors
    request = walker.act(request, "settle", **form.facts())
    settled = request.conditions.order_by("pk").values_list("is_accepted", "assurance_sha256", "competent_body")
    assert list(settled) == [
        (True, papers[0], ""), (False, "", ""), (True, papers[1], "Supreme Court of Sample"),
    ]
    letter = request.letters.filter(code="L12").latest("pk").snapshot
    assert [one["text"]["en"] for one in letter["conditions"]] == [TEXT, "No death penalty."]
    assert [one["text"]["en"] for one in letter["rejected"]] == ["The originals come back."]
    assert not request.clocks.filter(rule__code="RETURN-DATE").exists()


def test_where_none_is_accepted_the_act_says_what_follows(a_request, walker):
    request = a_request(in_state="consultation", direction="in")
    [condition] = request.conditions.all()
    with pytest.raises(NotPossible, match="say that they are rejected"):
        walker.act(request, "settle", **ASSURED, conditions={str(condition.pk): {"is_accepted": False}})
    with pytest.raises(NotPossible, match="Say of each condition"):
        walker.act(request, "settle", **ASSURED, conditions={})


def test_dates_of_conditions_run_as_clocks(accepted):
    clocks = {one.rule.code: one for one in accepted("out").clocks.select_related("rule")}
    assert [clocks[code].due for code in ("RETURN-DATE", "ASSURANCE-END")] == ["2027-06-30", "2027-12-31"]
    assert {clocks[code].obligated for code in ("RETURN-DATE", "ASSURANCE-END")} == {"home"}


def test_a_condition_needs_what_its_kind_demands(a_request, walker):
    request = a_request(in_state="execution")
    data = {"rows": "1", "condition_1_code": "CD-RETURN", "condition_1_text": "They come back.",
            "happened_at": "2026-03-02T09:00"}
    form = form_for("consult", request, walker.cast["lin"], now=walker.now, data=data)
    assert list(form.errors) == ["condition_1_on"]
    form = form_for("consult", request, walker.cast["lin"], now=walker.now,
                    data={**data, "condition_1_on": "2027-06-30"})
    assert form.is_valid(), form.errors
    assert form.facts()["conditions"][0]["terms"] == {"on": "2027-06-30"}


def test_letters_and_pages_show_what_binds(answered, office, client):
    request, _file = answered
    assert TEXT in printed(request, "N04")
    client.force_login(office["lin"])
    for tab in ("overview", "attachments"):
        assert TEXT in client.get(f"{reverse('request', args=[request.pk])}?tab={tab}").content.decode()


def test_a_bound_file_tells_its_conditions_before_it_is_taken_and_is_recorded(answered, office, client):
    request, file = answered
    client.force_login(office["ada"])
    first = client.get(reverse("attachment", args=[file.pk]))
    assert TEXT in first.content.decode()
    assert not request.events.filter(verb="download").exists()
    taken = client.get(reverse("attachment", args=[file.pk]), {"known": "1"})
    assert b"".join(taken) == b"%PDF-1.7\n%"
    assert request.events.get(verb="download").details["conditions"] == ["CD-USE", "CD-RETURN"]


def test_a_use_against_a_condition_is_stopped_until_the_consent_lies_there(answered, office, walker):
    request, _file = answered
    use = {"use": "other_purpose", "what": "The statements.", "on": "2026-11-01"}
    with pytest.raises(NotPossible, match=TEXT):
        engine.mark(request, "use", by=office["ada"], now=walker.now, facts=use)
    paper = SimpleUploadedFile("consent.txt", b"We consent.")
    consent = attaching.attach(request, paper, by=office["lin"], now=walker.now, title="Consent", purpose="answer")
    engine.mark(request, "use", by=office["ada"], now=walker.now, facts={**use, "consent": consent.pk})
    assert request.events.filter(verb="use").get().details["consent"] == consent.pk


def test_the_form_of_a_use_shows_the_text_of_the_condition(answered, office, walker):
    data = {"use": "other_purpose", "what": "The statements.", "happened_at": "2026-03-02T09:00"}
    form = form_for("use", answered[0], office["ada"], now=walker.now, data=data, is_milestone=True)
    assert TEXT in str(form.errors["use"])


def test_a_breach_is_recorded_and_shown(answered, office, walker, client):
    request, _file = answered
    condition = request.conditions.get(code="CD-USE")
    facts = {"condition": condition.pk, "reasons": "Shown to a newspaper."}
    engine.mark(request, "breach", by=office["lin"], now=walker.now, facts=facts)
    condition.refresh_from_db()
    assert condition.breach == "Shown to a newspaper."
    client.force_login(office["lin"])
    assert "Not kept" in client.get(reverse("request", args=[request.pk])).content.decode()
