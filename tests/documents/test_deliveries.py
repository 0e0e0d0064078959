"""How a letter left and what proves that it arrived: recorded once, in the right order, by whom it concerns."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents import attachments, jobs
from documents.models import Delivery

pytestmark = pytest.mark.django_db
SENT = {"way": "courier", "number": "EX 123", "sent_at": "2026-05-04 10:00"}
ARRIVED = {"received_at": "2026-05-06 11:30", "received_by": "Front desk, Ms Li"}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def letter(a_request):
    found = a_request(in_state="execution").letters.get(code="L02")
    jobs.render_letter(found.pk)
    found.refresh_from_db()
    return found


@pytest.fixture
def send(client, office, letter):
    """Somebody of the cast records a dispatch, or looks at its form."""

    def do(who="dan", **given):
        client.force_login(office[who])
        address = reverse("letter_dispatch", args=[letter.pk])
        return client.post(address, given) if given else client.get(address)

    return do


@pytest.fixture
def confirm(client, office, send):
    """Somebody of the cast records the receipt of the one dispatch."""
    send(**SENT)

    def do(who="dan", **given):
        client.force_login(office[who])
        return client.post(reverse("delivery_receipt", args=[Delivery.objects.get().pk]), given)

    return do


def test_a_dispatch_stands_on_the_letters_page_and_on_the_record(send, letter, client):
    assert send(**SENT).status_code == 302
    delivery, event = Delivery.objects.get(), letter.request.events.order_by("seq").last()
    page = client.get(reverse("letter", args=[letter.pk])).content.decode()

    assert (delivery.way, delivery.number, delivery.sent_at.isoformat()) == (
        "courier", "EX 123", "2026-05-04T14:00:00+00:00")
    assert (event.verb, event.happened_at, event.details["letter"]) == ("dispatch", delivery.sent_at, letter.number)
    assert "EX 123" in page
    assert "Record the receipt" in page


def test_a_receipt_with_its_proof(confirm, letter, client):
    proof = attachments.accept(
        letter.request, SimpleUploadedFile("receipt.pdf", b"%PDF-1.7"), by=letter.signed_by, now=letter.issued_at,
        purpose="incoming", title="Courier receipt",
    )
    assert confirm(**ARRIVED, proof=proof.pk).status_code == 302
    delivery, event = Delivery.objects.get(), letter.request.events.order_by("seq").last()
    page = client.get(reverse("letter", args=[letter.pk])).content.decode()

    assert (delivery.received_by, delivery.proof) == ("Front desk, Ms Li", proof)
    assert (event.verb, event.details["proof"]) == ("deliver", proof.sha256)
    assert "Courier receipt" in page
    assert "Record the receipt" not in page


@pytest.mark.parametrize(("wrong", "field"), [
    ({"sent_at": "2999-01-01 10:00"}, "sent_at"), ({"sent_at": "2026-01-01 10:00"}, "sent_at"),
    ({"sent_at": "soon"}, "sent_at"),
    ({"number": ""}, "number"), ({"way": "pigeon"}, "way"), ({"number": "x" * 81}, "number"),
])
def test_a_wrong_dispatch_names_its_field_and_records_nothing(send, wrong, field):
    response = send(**{**SENT, **wrong})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(("wrong", "field"), [
    ({"received_at": "2026-05-04 09:59"}, "received_at"), ({"received_at": "2999-01-01 10:00"}, "received_at"),
    ({"received_by": ""}, "received_by"), ({"proof": "999999"}, "proof"),
])
def test_a_wrong_receipt_names_its_field_and_records_nothing(confirm, wrong, field):
    response = confirm(**{**ARRIVED, **wrong})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert Delivery.objects.get().received_at is None


def test_the_proof_is_a_file_of_the_same_request(confirm, a_request, letter):
    other = attachments.accept(
        a_request(), SimpleUploadedFile("receipt.pdf", b"%PDF-1.7"), by=letter.signed_by, now=letter.issued_at,
        purpose="incoming", title="Receipt of another letter",
    )
    assert confirm(**ARRIVED, proof=other.pk).status_code == 422


def test_a_receipt_is_recorded_once(confirm):
    assert [confirm(**ARRIVED).status_code, confirm(**ARRIVED).status_code] == [302, 409]


def test_what_is_not_printed_cannot_leave(client, office, a_request):
    letter = a_request(in_state="execution").letters.get(code="L01")
    client.force_login(office["dan"])

    assert client.post(reverse("letter_dispatch", args=[letter.pk]), SENT).status_code == 404


@pytest.mark.parametrize(("who", "status"), [
    ("dan", 200), ("ben", 200), ("lin", 200), ("cleo", 403), ("ada", 403), ("eve", 404),
])
def test_who_records_deliveries(send, who, status):
    assert send(who).status_code == status


def test_a_strange_receipt_does_not_exist(confirm, client, office):
    assert confirm("eve", **ARRIVED).status_code == 404
