"""The case file: every paper of a request in one PDF, whatever state it is in, for the person who may see it."""

import io
from datetime import UTC, datetime, timedelta

import pikepdf
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from documents import attachments, binding, foreign, jobs, store
from documents.models import Attachment, CaseFile
from mla.models import Recusal
from mla.vocabulary import Classification
from workflows import jobs_binding

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def a_pdf(pages=2, password="", active=False) -> bytes:
    held = io.BytesIO()
    with pikepdf.Pdf.new() as file:
        for _page in range(pages):
            file.add_blank_page(page_size=(300, 400))
        if active:
            act = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
            file.Root.OpenAction = file.pages[0].AA = act
            link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=act)
            file.pages[0].Annots = pikepdf.Array([file.make_indirect(link)])
        file.save(held, encryption=pikepdf.Encryption(user=password, owner=password) if password else False)
    return held.getvalue()


def a_picture(sort="PNG", **more) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (400, 200), "teal").save(held, sort, **more)
    return held.getvalue()


def attach(request, name, content):
    return attachments.accept(
        request, SimpleUploadedFile(name, content), by=request.created_by, now=AT, purpose="annex", title=name
    )


@pytest.fixture
def running(a_request):
    """A request with one letter that is printed, and one that is not."""
    found = a_request(in_state="execution")
    jobs.render_letter(found.letters.get(code="L02").pk)
    return found


@pytest.fixture
def ordered(running, office):
    return lambda who="ben": jobs_binding.order(running, by=office[who], now=AT)


def bound(case_file) -> pikepdf.Pdf:
    jobs_binding.bind(case_file.pk)
    case_file.refresh_from_db()
    assert case_file.failure == ""
    return pikepdf.open(io.BytesIO(store.read(case_file.sha256)))


def titles(file) -> list[str]:
    with file.open_outline() as outline:
        return [one.title for one in outline.root]


def test_all_papers_stand_in_it_in_order_with_working_contents(running, ordered):
    attach(running, "order.pdf", a_pdf(3))
    attach(running, "picture.png", a_picture())
    attach(running, "notes.txt", b"Notes.")
    case_file = ordered()
    with bound(case_file) as file:
        papers = titles(file)
        links = [one for page in file.pages[:2] for one in page.get("/Annots", ())]
        places = [[page.obj.objgen for page in file.pages].index(one.Dest[0].objgen) for one in links]

        letters = running.letters.order_by("issued_at", "pk").values_list("number", flat=True)
        files = ["order.pdf", "picture.png", "notes.txt"]
        assert [one.split()[0] for one in papers] == ["Case", *letters, *files, "Record"]
        assert len(file.pages) == case_file.pages
        assert all("/A" not in one for one in links)
        assert sorted(set(places)) == starts(file)[1:]
    assert (case_file.done, case_file.total) == (7, 7)


def starts(file) -> list[int]:
    """The page at which each bookmark points."""
    with file.open_outline() as outline:
        order = [page.obj.objgen for page in file.pages]
        return [order.index(one.destination[0].objgen) for one in outline.root]


def test_it_says_what_is_missing_and_that_it_is_a_copy(running, ordered):
    attach(running, "broken.pdf", b"%PDF-1.7 nothing follows")
    attach(running, "locked.pdf", a_pdf(password="secret"))
    lost = attach(running, "lost.pdf", a_pdf(1))
    store.path(lost.sha256).write_bytes(b"a forgery")
    with bound(ordered()) as file:
        text = read(file)

    told = (
        "This file is a copy", "the PDF is damaged", "locked by a password", "It was not printed and sealed yet",
        "not bound into the case file", "Case file, page 1 of", lost.sha256[:20],
    )
    assert [one for one in told if one not in text.replace("\n", " ")] == []


def read(file) -> str:
    held = io.BytesIO()
    file.save(held)
    document = pypdfium2.PdfDocument(held.getvalue())
    return "\n".join(page.get_textpage().get_text_range().replace("\r", "") for page in document)


def test_nothing_that_acts_comes_in_from_outside(running, ordered):
    attach(running, "active.pdf", a_pdf(1, active=True))
    case_file = ordered()
    with bound(case_file):
        assert b"JavaScript" not in store.read(case_file.sha256)
        assert b"/Sig" not in store.read(case_file.sha256)


@pytest.mark.parametrize(("sort", "pages", "more"), [
    ("PNG", 1, {}), ("JPEG", 1, {}), ("TIFF", 2, {"save_all": True, "append_images": [Image.new("L", (50, 900))]}),
])
def test_pictures_become_pages_of_a4(sort, pages, more):
    content, length = foreign.pages_of_image(a_picture(sort, **more))
    with pikepdf.open(io.BytesIO(content)) as file:
        sizes = {tuple(sorted(round(float(one)) for one in page.mediabox[2:])) for page in file.pages}

    assert (length, sizes) == (pages, {(595, 842)})


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n" + b"\0" * 32, b"II*\0" + b"\xff" * 40])
def test_a_damaged_picture_is_unreadable(content):
    with pytest.raises(foreign.Unreadable, match="damaged"):
        foreign.pages_of_image(content)


def test_a_case_file_that_is_too_long_says_so(running, ordered, monkeypatch):
    monkeypatch.setattr(binding, "MOST_PAGES", 2)
    case_file = ordered()
    jobs_binding.bind(case_file.pk)
    case_file.refresh_from_db()

    assert case_file.sha256 == ""
    assert case_file.failure.endswith("the limit is 2.")


def test_who_may_no_longer_see_the_request_gets_nothing(running, ordered, office):
    case_file = ordered()
    Recusal.objects.create(user=office["ben"], request=running, reason="Related.")
    jobs_binding.bind(case_file.pk)
    case_file.refresh_from_db()

    assert case_file.failure == "Who ordered it may no longer see the request."


def test_an_order_is_recorded_and_given_once(running, ordered):
    first = ordered()

    assert ordered() == first
    assert ordered("dov") != first
    assert list(running.events.filter(verb="bind").values_list("details__case_file", flat=True)) == [
        first.pk, CaseFile.objects.last().pk]
    locks = [f"case-file-{one}" for one in running.case_files.values_list("pk", flat=True)]
    assert ProcrastinateJob.objects.filter(queueing_lock__in=locks).count() == 2


def test_binding_again_changes_nothing(ordered):
    case_file = ordered()
    with bound(case_file):
        digest = case_file.sha256
    jobs_binding.bind(case_file.pk)
    case_file.refresh_from_db()

    assert case_file.sha256 == digest


def test_a_lost_job_is_queued_again_once(ordered):
    case_file = ordered()
    ProcrastinateJob.objects.all()._raw_delete(using="default")
    CaseFile.objects.update(ordered_at=AT - timedelta(minutes=2))
    jobs_binding.repair(0)
    jobs_binding.repair(0)
    lock = f"case-file-{case_file.pk}"

    assert ProcrastinateJob.objects.filter(queueing_lock=lock, lock=lock, status="todo").count() == 1


def test_the_pages_of_an_order(running, client, office):
    client.force_login(office["ben"])
    letters = client.get(reverse("request", args=[running.pk]) + "?tab=letters").content.decode()
    assert reverse("case_file_order", args=[running.pk]) in letters
    case_file_page = client.post(reverse("case_file_order", args=[running.pk]))["Location"]
    case_file = CaseFile.objects.get()
    assert "waits to be bound" in client.get(case_file_page).content.decode()
    assert client.get(reverse("case_file_pdf", args=[case_file.pk])).status_code == 404
    CaseFile.objects.update(done=3, total=9)
    part = client.get(case_file_page + "?part").content.decode()
    assert "3 of 9 papers are bound." in part
    assert "data-poll" in part
    assert "<html" not in part
    jobs_binding.bind(case_file.pk)
    part = client.get(case_file_page + "?part").content.decode()

    assert "data-poll" not in part
    assert client.get(reverse("case_file_pdf", args=[case_file.pk])).content.startswith(b"%PDF")


def test_a_case_file_is_its_orderers_alone(running, ordered, client, office):
    case_file = ordered()
    jobs_binding.bind(case_file.pk)
    for who in ("dov", "eve"):
        client.force_login(office[who])
        for name in ("case_file", "case_file_pdf"):
            assert client.get(reverse(name, args=[case_file.pk])).status_code == 404
    assert client.post(reverse("case_file_order", args=[running.pk])).status_code == 404


def test_fetching_a_confidential_case_file_is_recorded(a_request, client):
    request = a_request(in_state="review", classification=Classification.CONFIDENTIAL)
    case_file = jobs_binding.order(request, by=request.created_by, now=AT)
    jobs_binding.bind(case_file.pk)
    client.force_login(request.created_by)
    client.get(reverse("case_file_pdf", args=[case_file.pk]))

    assert request.events.order_by("seq").last().verb == "download"
    assert not Attachment.objects.exists()
