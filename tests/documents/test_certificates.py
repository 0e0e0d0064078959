"""Which certificate goes with a result, in whose form, and what happens while something is missing from it?"""

import pytest

from documents import certificates, pages
from mla import agreed
from mla.demo.cases import CASES
from mla.exceptions import NotPossible
from mla.models import AssistanceItem, Instrument, Party, Request
from tests.documents.recording import Book
from workflows.certifying import certificates_of
from workflows.drafting import draft_from
from workflows.filling import drafter

pytestmark = pytest.mark.django_db
FORMS = [  # law, who asks, type, sort of records, outcome, certificate, number of the agreed form
    ("MLAA", "CN", "records", "bank", "full", "L21", 1), ("MLAA", "CN", "records", "court", "partial", "L21", 1),
    ("MLAA", "CN", "testimony", "", "full", "L22", 2), ("MLAA", "CN", "search_freeze", "", "full", "L20", 3),
    ("MLAA", "US", "records", "bank", "full", "L18", 4), ("MLAA", "US", "records", "telecom", "full", "L18", 4),
    ("MLAA", "US", "records", "government", "full", "L19", 5), ("MLAA", "US", "search_freeze", "", "full", "L20", 6),
    ("UN88", "CN", "records", "corporate", "full", "L18", 0), ("UN88", "US", "records", "court", "full", "L19", 0),
    ("MLAA", "CN", "serve", "", "full", "L17", None), ("MLAA", "US", "serve", "", "negative", "L17", None),
    ("MLAA", "CN", "records", "bank", "negative", "L23", 1), ("MLAA", "CN", "locate", "", "negative", "L23", None),
    ("MLAA", "CN", "locate", "", "full", "", None), ("MLAA", "CN", "records", "bank", "refused", "", 1),
    ("MLAA", "US", "testimony", "", "full", "L22", 0),
]
NOT_SERVED = {"outcome": "negative", "steps": "Three visits."}


def codes(request) -> list[str]:
    return list(request.letters.order_by("pk").values_list("code", flat=True))


def the(request, code):
    return request.letters.get(code=code)


def printed(letter) -> str:
    return pages.page(letter.template, letter.snapshot)


@pytest.mark.parametrize(("law", "asks", "sort", "records", "outcome", "code", "number"), FORMS)
def test_form_depends_on_the_law_and_on_who_asks(shipped, law, asks, sort, records, outcome, code, number):
    known = {"kind": "mla", "direction": "in", "counterpart": Party.objects.get(code=asks)}
    request = Request(instrument=Instrument.objects.get(code=law), **known)
    item = AssistanceItem(request=request, type=sort, details={"record_class": records})
    form = agreed.of_item(item, request)

    assert (certificates.code_of(item, request, outcome), form.number if form else None) == (code, number)


@pytest.fixture
def shipped(office) -> None:
    """The reference data."""


@pytest.fixture
def a_case(walker):
    """A draft of one case of the material, by its code."""

    def make(code):
        case = next(one for one in CASES if one["code"] == code)
        return draft_from(case, by=drafter(walker.cast, case), now=walker.now)

    return make


@pytest.fixture
def served(a_case, walker):
    """A request to serve a document and to locate its recipient, reported with these outcomes."""

    def report(**certificate):
        request = walker.walk(a_case("i03_serve_victim"), "execution")
        return walker.act(
            request, "report", outcomes={"1": NOT_SERVED, "2": {"outcome": "full", "steps": "Found."}},
            certificates={"1": certificate},
        )

    return report


def test_response_waits_for_what_a_certificate_lacks_and_names_it(served, walker):
    request = served(documents="Notice", recipient="Beatrix Ollerenshaw", server="G. Pemberton-Liu")

    with pytest.raises(NotPossible) as refusal:
        walker.act(request, "respond")

    assert refusal.value.reasons == [
        "Item 1: the certificate lacks “Post of the server”.", "Item 1: the certificate lacks “Reason of non-service”.",
    ]
    assert codes(request)[-1] != "L16"


def test_reviewer_completes_a_certificate(served, walker):
    request = served(documents="Notice", recipient="Beatrix Ollerenshaw", server="G. Pemberton-Liu")
    told = {"server_post": "Special Agent", "reason": "The house is empty."}
    walker.act(request, "certify", certificates={"1": told})
    request = walker.act(request, "respond")

    assert codes(request)[-2:] == ["L17", "L16"]
    assert "The document could not be served for the following reason:" in printed(the(request, "L17"))
    assert "因下列原因未能送达" in printed(the(request, "L17"))
    assert "The house is empty." in printed(the(request, "L17"))


def test_response_lists_the_certificates_it_encloses(a_request):
    request = a_request(in_state="responded", direction="in")

    assert the(request, "L21").number in printed(the(request, "L16"))
    assert [one["number"] for one in the(request, "L16").snapshot["enclosures"]] == [the(request, "L21").number]


def test_a_freeze_without_a_seizure_needs_no_certificate_of_custody(a_case, walker):
    request = walker.walk(a_case("i05_freeze_account"), "execution")
    request = walker.act(walker.act(request, "report", certificates={}), "respond")

    assert codes(request)[-2:] == ["L26", "L16"]


def test_form_one_has_the_agreed_declaration(a_request):
    html = printed(the(a_request(in_state="responded", direction="in"), "L21"))

    assert ("knowing that I will be subject to criminal liability under the laws of the United States if I "
            "intentionally make a false statement, declare that this document is a copy of the original.") in html
    assert "Form No. 1 of the forms agreed between the Parties" in html
    assert "关于提取书证的要求" in html


@pytest.mark.parametrize(("confirmation", "is_quoted"), [("signed", True), ("refused", False)])
def test_form_two_has_the_agreed_last_sentence_unless_it_was_refused(a_case, walker, confirmation, is_quoted):
    request = walker.walk(a_case("i04_testimony"), "execution")
    told = certificates_of(request, walker.now)
    told["1"]["confirmation"] = confirmation
    request = walker.act(walker.act(request, "report", certificates=told), "respond")
    html = printed(the(request, "L22"))

    assert ("以上记录给我看过，与我所讲的一致" in html) == is_quoted
    assert ("was asked to sign and refused" in html) != is_quoted
    assert Book(the(request, "L22")).unknown == set()


def test_two_officers_may_sign_in_place_of_the_seal_of_an_organ(a_request):
    request = a_request(in_state="response", direction="in")
    item = request.items.get()
    told = certificates.told(request)["1"]
    by_officers = {name: value for name, value in told.items() if name != "organ"}
    by_seal = {name: value for name, value in by_officers.items() if not name.startswith("officer")}

    assert certificates.missing(item, request, by_officers) == []
    assert certificates.missing(item, request, {**by_seal, "organ": "Newark Field Office"}) == []
    assert len(certificates.missing(item, request, by_seal)) == 4


def test_links_names_the_line_that_is_not_whole():
    whole = "A; Agent; the premises; 3 March 2026; Newark; sealed bag"

    assert certificates.links(f"{whole}\n\n{whole.replace(';', '；')}")[1]["received_from"] == "the premises"
    with pytest.raises(ValueError, match=r"^B; Agent$"):
        certificates.links(f"{whole}\nB; Agent")


def test_outgoing_requests_have_no_certificates_of_ours(a_request):
    assert codes(a_request(in_state="responded")) == ["L01", "L02", "N04"]
