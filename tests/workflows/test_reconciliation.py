"""The other side's list beside ours: matched by references, every difference named, a bad file refused."""

import io

import pikepdf
import pytest
import rfc8785
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from documents import demo_key, keys, pages, papers, pdf, press, seal, tokens, verify
from documents.models import KnownSeal
from mla.models import Party
from tests.fixtures import MORNING
from workflows import engine
from workflows.models import Reconciliation, SentList
from workflows.reports import lists, reconciliation

HEAD = "our_reference,their_reference,direction,received_on,is_open\n"


def theirs(*lines):
    return (HEAD + "\n".join(lines)).encode()


def differences(content, *requests):
    found = reconciliation.compare(lists.read(content), requests)
    return found.matched, [(one.line and one.line.number, one.request, one.what) for one in found.differences]


def test_what_both_sides_have_alike_is_no_difference(a_request):
    request = a_request(in_state="execution", direction="in")
    day = request.received_at.astimezone(request.home.tz).date()
    line = f"{request.foreign_reference},{request.own_reference},out,{day},yes"
    assert differences(theirs(line), request) == (1, [])


def test_each_difference_is_named(a_request):
    request, other = a_request(in_state="execution", direction="in"), a_request(in_state="intake", direction="in")
    content = theirs(
        f"TEST-OTHER,{request.own_reference},in,2020-01-01,no", "TEST-NOWHERE,,out,,yes",
        f"{request.foreign_reference},{request.own_reference},out,,yes",
    )
    matched, found = differences(content, request, other)
    assert matched == 1
    assert [(line, one) for line, one, _what in found] == [
        (2, request), (2, request), (2, request), (2, request), (3, None), (4, request), (None, other)]
    told = [what for _line, _one, what in found]
    assert (told[1], told[2]) == ("the direction differs", "it is ended there and open here")
    assert told[4:] == ["we do not have it", "listed twice", "they do not list it"]


@pytest.mark.parametrize(("content", "why"), [
    (b"\xff\xfe\x00", "UTF-8"),
    (b"reference\nX\n", "lacks the columns"),
    (theirs(",,out,,yes"), "Line 2 has no reference"),
    (theirs("A,,sideways,,yes"), "Line 2: direction"),
    (theirs("A,,out,09.03.2026,yes"), "Line 2: received_on"),
    (theirs("A,,out,,perhaps"), "Line 2: is_open"),
])
def test_a_list_that_cannot_be_read_says_why(content, why):
    with pytest.raises(lists.Unreadable, match=why):
        lists.read(content)


def test_the_page_compares_what_the_reader_may_see(a_request, client, office):
    request = a_request(in_state="execution", direction="in")
    client.force_login(office["sam"])
    address, party = reverse("reconciliation"), Party.objects.get(code="CN").pk

    def send(content):
        return client.post(address, {"party": party, "file": SimpleUploadedFile("theirs.csv", content)})

    assert send(b"reference\n").status_code == 422
    assert request.own_reference in send(theirs("TEST-NOWHERE,,out,,yes")).content.decode()
    office["sam"].recusals.create(request=request, reason="A relative is concerned.")
    assert request.own_reference not in send(theirs("TEST-NOWHERE,,out,,yes")).content.decode()
    kept = Reconciliation.objects.latest("pk")  # for the report all of them count
    assert (kept.theirs, kept.ours, kept.matched) == (1, 1, 0)
    assert [(one["code"], one["request"]) for one in kept.differences] == [("unknown", None), ("unlisted", request.pk)]


@pytest.fixture
def sealed(office, settings, tmp_path):
    """`sealed(snapshot)` is such a list as the office of the other side would seal it."""
    settings.DATA_DIR = tmp_path / "data"
    key = keys._from_file(demo_key.file(tmp_path / "theirs"), None)

    def make(**changes):
        lines = [{"our_reference": "TEST-NOWHERE", "direction": "out", "is_open": "yes"}]
        snapshot = lists._snapshot("CN-L-2026-001", Party.objects.get(code="CN"), Party.home(), lines, MORNING)
        html = pages.page("letters/list.html", {**snapshot, **changes}, tokens.block("CN-L-2026-001", "A" * 25))
        data = pdf.Embedded(pdf.REQUEST, "data", rfc8785.dumps({**snapshot, **changes}), MORNING)
        manifest = pdf.Embedded(pdf.MANIFEST, "manifest", b'{"number": "CN-L-2026-001"}', MORNING)
        return seal.signed(press.printed(html, [manifest, data])[0], key=key, at=timezone.now(), service=None)

    make.known = lambda **more: KnownSeal.objects.create(
        party=Party.objects.get(code="CN"), owner="国际合作司", certificate=key.fingerprint, compared="By telephone.",
        **more)
    return make


def refused(content):
    with pytest.raises(lists.Unreadable) as told:
        lists.opened(content, Party.objects.get(code="CN"))
    return str(told.value)


def test_a_sealed_package_is_matched_once_its_seal_holds(sealed):
    content = sealed()
    assert "is not registered here as a seal of this party" in refused(content)
    known = sealed.known()
    lines, paper = lists.opened(content, Party.objects.get(code="CN"))
    assert ([one.theirs for one in lines], paper.signer, paper.certificate) == (
        ["TEST-NOWHERE"], "国际合作司", known.certificate)
    with pikepdf.open(io.BytesIO(content)) as file:
        appended = io.BytesIO()
        file.save(appended)
    assert "seal" in refused(appended.getvalue())
    place = content.index(b"/ByteRange") - 40
    digit = b"1" if content[place:place + 1] == b"0" else b"0"  # inside the seal's own hexadecimal text
    assert "broken" in refused(content[:place] + digit + content[place + 1:])
    assert "exactly one seal; it has 0" in refused(press.printed("<html lang='en'><p>x</p></html>")[0])
    known.is_withdrawn = True
    known.save()
    assert "not registered" in refused(content)


def test_a_package_that_is_no_list_for_us_says_why(sealed):
    sealed.known()
    assert "it must go from CN to US" in refused(sealed(**{"from": "DE"}))
    assert "no list of requests" in refused(sealed(form="report/1"))
    assert "Line 1: is_open" in refused(sealed(lines=[{"our_reference": "A", "direction": "out", "is_open": "?"}]))


def test_our_list_is_sealed_and_fetched_by_whoever_made_it(a_request, client, office, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    request, hidden = a_request("execution", direction="in"), a_request("execution", direction="in")
    office["lin"].recusals.create(request=hidden, reason="A relative is concerned.")
    client.force_login(office["lin"])
    client.post(reverse("reconciliation_send"), {"to-party": Party.objects.get(code="CN").pk})
    made = SentList.objects.get()
    address = reverse("reconciliation_list", args=[made.pk])
    assert client.get(address).status_code == 404
    papers.print_and_seal(made.paper_id)
    assert (made.lines, made.paper.snapshot["lines"]) == (1, [{
        "our_reference": request.own_reference, "their_reference": request.foreign_reference, "direction": "in",
        "received_on": request.received_at.astimezone(request.home.tz).date().isoformat(), "is_open": "yes"}])
    content = client.get(address).content
    assert verify.by_file(content)["status"] == verify.VALID
    assert "which is not registered here as a seal" in refused(content)
    client.force_login(office["sam"])
    assert client.get(address).status_code == 404


def test_a_duplicate_is_matched_and_said_to_be_one(a_request, walker):
    first, second = (a_request("execution", direction="in", foreign_reference=f"TEST-{n}") for n in (1, 2))
    engine.mark(second, "link", by=walker.cast["ben"], now=walker.now,
                facts={"other": first.pk, "lead": "other", "reasons": "Twice."})
    known = list(lists.entered(None, first.counterpart))
    assert len(known) == 2
    found = reconciliation.compare(lists.read(theirs("TEST-1,,out,,yes", "TEST-2,,out,,yes")), known)
    assert (found.theirs, found.ours, found.matched) == (2, 1, 1)
    assert [(one.request, one.code) for one in found.differences] == [(second, "duplicate")]
