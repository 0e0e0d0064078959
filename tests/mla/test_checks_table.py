"""Every check of the catalogue: one request that passes it, and one that fails it, at the field that mends it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from documents import attachments
from mla import completeness
from mla.checklist import CHECKS
from mla.crosschecks import days_in
from mla.models import (
    AssistanceItem,
    Authority,
    Condition,
    Identifier,
    InstrumentStatus,
    Offence,
    Party,
    Person,
    Request,
)

TODAY = date(2026, 3, 2)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
RECORDS = {"holder": "Bank of Sample", "record_class": "bank"}
ONLINE = {"holder": "Example Host", "record_class": "telecom", "data_category": "subscriber"}
CONTENT = {**ONLINE, "data_category": "content", "threshold": "A message of 20 February 2026."}
CUSTODY = {"consent": "Given on 1 March.", "consent_on": "2026-03-01", "return_by": "2026-09-01", "custody": "In X."}
INCIDENT = {"category": "csam", "began_at": "2026-03-01T10:00:00-05:00", "no_contraband": True}


def column(**values):
    return lambda request: Request.objects.filter(pk=request.pk).update(**values)


def details(**values):
    def change(request):
        request.details = {**request.details, **values}
        request.save(update_fields=["details"])
    return change


def item(type_="records", **values):
    return lambda request: request.items.update(type=type_, details=values)


def identifier(**values):
    def change(request):
        Identifier.objects.create(request=request, **{"normalized": values["value"], **values})
    return change


def file(name, content, purpose="annex"):
    def change(request):
        attachments.accept(request, SimpleUploadedFile(name, content), by=request.created_by, now=request.created_at,
                           title=name, purpose=purpose)
    return change


def both(*changes):
    def change(request):
        for one in changes:
            one(Request.objects.get(pk=request.pk))
    return change


def to_us(request):
    """The same request as it comes in from China."""
    column(direction="in", language="zh-hans")(request)


def of_kind(kind, type_, **values):
    return both(column(kind=kind), item(type_, **values))


def earlier(text="Use only in the proceeding for fraud."):
    """An earlier request of ours, whose results are bound."""
    def change(request):
        old = Request.objects.create(
            kind="mla", direction="out", title="Earlier", counterpart=request.counterpart, agency=request.agency,
            own_reference="US-CN-2025-0001", created_by=request.created_by, created_at=request.created_at,
            entered_at=request.entered_at,
        )
        if text:
            Condition.objects.create(request=old, code="CD-USE", text=text, proposed_at=old.created_at,
                                     is_accepted=True)
        details(from_results="yes", results_of="US-CN-2025-0001")(request)
    return change


def police(request):
    column(requested_authority=Authority.objects.exclude(kind__in=("central", "diplomatic")).filter(
        party=request.counterpart).first())(request)


def suspended(request):
    InstrumentStatus.objects.create(instrument=request.instrument, scope="other", status="suspended",
                                    begins_on=date(2026, 1, 1))


def nothing(request):
    """As it is."""


def serving(**values):
    return both(item("serve", documents="A summons.", recipient=None, manner="personal", **values),
                lambda request: request.items.update(hearing_on=date(2026, 4, 1)))


def seal(how):
    return both(to_us, details(is_signed=how))


TABLE = [  # code, section, field, what passes, what fails
    ("CK-01", "receipt", "is_signed", seal("yes"), seal("no")),
    ("CK-02", "basis", "requested_authority", nothing, police),
    ("CK-02", "receipt", "channel", to_us, both(to_us, column(channel="police"))),
    ("CK-03", "basis", "instrument", nothing, suspended),
    ("CK-04", "case", "investigating_functions", nothing, column(investigating_functions="")),
    ("CK-05", "facts", "facts", column(facts="On 3 March 2026 an invoice came."), nothing),
    ("CK-05", "offences", "offences-0-committed_from",
     lambda request: request.offences.update(committed_from=date(2026, 1, 1)),
     lambda request: request.offences.update(committed_from=date(2027, 1, 1))),
    ("CK-06", "offences", "offences-0-max_penalty", nothing, lambda request: request.offences.update(max_penalty="")),
    ("CK-07", "facts", "nexus", nothing, column(nexus="")),
    ("CK-08", "item:1", "hearing_on", serving(shorter_notice="Agreed with the Ministry on 1 March."), serving()),
    ("CK-09", "persons", "persons-0-native_name", lambda request: request.persons.update(nationality="CN"),
     lambda request: request.persons.update(nationality="CN", native_name="")),
    ("CK-10", "item:1", "period_from", item(**RECORDS, period_from="2026-01-01"), nothing),
    ("CK-11", "identifiers", "identifiers-0-scheme",
     both(of_kind("information", "information", data_category="subscriber"), column(theme="cybercrime"),
          identifier(scheme="email", value="a@example.com")),
     both(of_kind("information", "information", data_category="subscriber"), column(theme="cybercrime"))),
    ("CK-11", "persons", "identifiers-0-scheme",
     both(item(**ONLINE), identifier(scheme="email", value="a@example.com")), item(**ONLINE)),
    ("CK-12", "item:1", "latest_fact_on", both(to_us, item(**CONTENT, latest_fact_on="2026-02-20")),
     both(to_us, item(**CONTENT, latest_fact_on="2025-08-01"))),
    ("CK-13", "data", "intends_request", of_kind("preservation", "preservation", intends_request=True),
     of_kind("preservation", "preservation")),
    ("CK-14", "item:1", "order", both(item("search_freeze", order="Court of X, 1 March 2026"),
                                      file("order.pdf", b"%PDF-1.7\n%")),
     item("search_freeze", order="Court of X, 1 March 2026")),
    ("CK-15", "item:1", "recording", both(to_us, item("testimony", recording="By two officers.")),
     both(to_us, item("testimony"))),
    ("CK-16", "item:1", "consent", both(item("transfer_custody", **CUSTODY), file("consent.pdf", b"%PDF-1.7\n%")),
     item("transfer_custody", **CUSTODY)),
    ("CK-17", "receipt", "translation_came", both(to_us, details(translation_came="yes")),
     to_us),
    ("CK-18", "handling", "confidentiality", nothing, column(confidentiality="")),
    ("CK-19", "item:1", "certificate", nothing, item(**RECORDS, certificate="none")),
    ("CK-19", "item:1", "certificate", item(**{**RECORDS, "record_class": "court"}),
     item(**{**RECORDS, "record_class": "court"}, certificate="4")),
    ("CK-19", "item:1", "certificate", both(to_us, item("testimony", certificate="2")), both(to_us, item("testimony"))),
    ("CK-20", "screening", "dual_criminality", details(dual_criminality="Article 266"), nothing),
    ("CK-21", "screening", "own_proceedings", details(own_proceedings="None known, 1 March 2026"), nothing),
    ("CK-22", "screening", "gravity", nothing, to_us),
    ("CK-22", "screening", "gravity", both(to_us, details(gravity="Loss of 1,240,000 USD")), to_us),
    ("CK-23", "handling", "costs", details(costs="ordinary"), details(costs="extraordinary")),
    ("CK-24", "incident", "no_contraband", both(of_kind("information", "information"), details(**INCIDENT)),
     both(of_kind("information", "information"), details(**{**INCIDENT, "no_contraband": False}))),
    ("CK-24", "incident", "category", both(of_kind("information", "information"), details(**INCIDENT)),
     both(file("a.png", PNG), of_kind("information", "information"), details(**INCIDENT))),
    ("CK-25", "receipt", "caller", both(to_us, column(channel="hotline"), details(caller="Li Wei")),
     both(to_us, column(channel="hotline"))),
    ("CK-27", "screening", "retention", details(retention="law"), nothing),
    ("CK-28", "handling", "results_of", earlier(text=""), earlier()),
    ("CK-28", "handling", "results_of", nothing, details(from_results="yes", results_of="US-CN-1999-0001")),
    ("CK-29", "basis", "instrument", details(reciprocity="We undertake the same."), column(instrument=None)),
    ("CK-30", "basis", "classification", column(classification=3), column(classification=3, channel="hotline")),
]


def at(request):
    """The findings of a request as (code, section, field)."""
    fresh = Request.objects.get(pk=request.pk)
    return {(one.code, one.section, one.field) for one in completeness.check(fresh, today=TODAY)}


@pytest.mark.parametrize(("code", "section", "field", "passing", "failing"), TABLE,
                         ids=[f"{row[0]}-{row[2]}" for row in TABLE])
def test_each_check_passes_and_fails_at_its_field(complete, code, section, field, passing, failing):
    with transaction.atomic():
        passing(Request.objects.get(pk=complete.pk))
        assert (code, section, field) not in at(complete)
        transaction.set_rollback(True)
    failing(Request.objects.get(pk=complete.pk))
    assert (code, section, field) in at(complete)


def test_the_table_has_every_check_of_the_catalogue():
    """CK-26 compares requests: what it tells depends on who reads, and is shown with the links (tests of links)."""
    assert {row[0] for row in TABLE} == set(CHECKS) - {"CK-26"}


def test_a_use_recorded_for_the_new_request_lets_it_draw_on_bound_results(complete):
    earlier()(complete)
    old = Request.objects.get(own_reference="US-CN-2025-0001")
    old.record("use", by=complete.created_by, now=complete.created_at, for_request=complete.pk)
    assert ("CK-28", "handling", "results_of") not in at(complete)


@pytest.mark.parametrize(("text", "days"), [
    ("On 2026-03-03 and 3 March 2026", [date(2026, 3, 3), date(2026, 3, 3)]), ("March 4, 2026", [date(2026, 3, 4)]),
    ("2026年3月5日收到发票", [date(2026, 3, 5)]), ("31 February 2026", []), ("in spring", []),
])
def test_days_are_found_in_a_text(text, days):
    assert days_in(text) == days


def test_demands_are_data(complete):
    Party.objects.filter(code="CN").update(demands={})
    assert Person.objects.filter(request=complete).count() == Offence.objects.filter(request=complete).count() == 1
    AssistanceItem.objects.update(type="serve", hearing_on=date(2026, 4, 1))
    complete.instrument.demands = {"notice_days": 10}
    complete.instrument.save()
    assert ("CK-08", "item:1", "hearing_on") not in at(complete)


def test_g13_a_moment_without_offset_cannot_be_submitted_and_a_shared_address_wants_its_port(complete):
    of_kind("information", "information", data_category="subscriber")(complete)
    row = {"scheme": "ipv4", "value": "203.0.113.25", "seen_at": "2026-03-01 08:00"}
    typed = {f"identifiers-0-{name}": [value] for name, value in row.items()}
    typed |= {"identifiers-TOTAL_FORMS": ["1"], "identifiers-INITIAL_FORMS": ["0"]}
    column(draft={"identifiers": typed})(complete)
    fresh = Request.objects.get(pk=complete.pk)
    found = {(one.field, one.severity) for one in completeness.check(fresh, today=TODAY) if one.code == "CK-11"}
    assert {("identifiers-0-seen_at", "block"), ("identifiers-0-port", "warn")} <= found
