"""The other side's list beside ours: matched by references, every difference named, a bad file refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mla.models import Party
from workflows.reports import reconciliation

HEAD = "our_reference,their_reference,direction,received_on,is_open\n"


def theirs(*lines):
    return (HEAD + "\n".join(lines)).encode()


def differences(content, *requests):
    found = reconciliation.compare(reconciliation.read(content), requests)
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
    with pytest.raises(reconciliation.Unreadable, match=why):
        reconciliation.read(content)


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
