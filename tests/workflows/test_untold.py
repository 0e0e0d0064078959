"""A text that an officer types stands in one language of a letter that has two: the other one is offered, or noted."""

import pytest
from django.urls import reverse

from documents import untold
from documents.models import Passages
from mla.exceptions import NotPossible
from tests.documents.recording import Book

pytestmark = pytest.mark.django_db
TEXT = "The hearing is near."
SAME = "庭审在即。"
FACTS = {"text": TEXT, "happened_at": "2026-04-01 10:00"}
FIELD = f"compose-passage-{untold.Untold(TEXT, 'en').name}-zh"
OWN = {"compose-code": "L24", "compose-revision": "0"}


@pytest.fixture
def compose(client, office, a_request, settings, tmp_path):
    """The liaison at the letters of a reminder of one request, which the function has as `request`."""
    settings.DATA_DIR = tmp_path

    def do(**given):
        client.force_login(office["lin"])
        return client.post(reverse("milestone_letters", args=[do.request.pk, "remind"]), {**FACTS, **given})

    do.request = a_request("execution")
    return do


def test_the_other_language_is_offered_kept_and_printed_with_the_letter(compose, walker):
    [offered] = compose().context["untold"]
    assert (offered["original"], offered["fields"][0]["name"], offered["fields"][0]["lang"]) == (TEXT, FIELD, "zh-Hans")
    again = compose(**OWN, **{FIELD: f" {SAME}\r\n"})
    assert again.context["untold"][0]["fields"][0]["text"].strip() == SAME
    assert Passages.objects.get().texts == {untold.Untold(TEXT, "en").name: {"zh": SAME}}
    walker.act(compose.request, "remind", text=TEXT)
    letter = compose.request.letters.get(code="L24")
    assert letter.snapshot["text"] == {"en": TEXT, "zh": SAME}
    assert "passages" not in letter.snapshot
    assert SAME in Book(letter).page
    assert not Passages.objects.exists()


def test_without_it_the_letter_says_that_the_text_is_in_one_language(walker, a_request):
    request = walker.act(a_request("execution"), "remind", text=TEXT)
    letter = request.letters.get(code="L24")
    assert letter.snapshot["text"] == {"en": TEXT, "zh": ""}
    assert '<div class="text" lang="zh-Hans"><p>（仅有英文文本）</p></div>' in Book(letter).page
    incoming = walker.act(a_request("intake", direction="in"), "send_back", reasons="缺少请求机关的印章。")
    assert '<p>(in Chinese only)</p>' in Book(incoming.letters.get(code="L08")).page


def test_another_text_leaves_what_was_written_behind(compose, walker):
    compose(**OWN, **{FIELD: SAME})
    walker.act(compose.request, "remind", text="Another text.")
    assert compose.request.letters.get(code="L24").snapshot["text"] == {"en": "Another text.", "zh": ""}


@pytest.mark.parametrize(("typed", "flaw"), [
    ("In English again.", "the text is not in Chinese"), ("庭审\u202e", "character U+202E cannot be printed"),
    ("审" * 4001, "the text has 4001 characters; the limit is 4000"),
])
def test_a_flawed_text_is_named_kept_and_refuses_the_act(compose, walker, typed, flaw):
    response = compose(**OWN, **{FIELD: typed})
    assert any(one.startswith("L24, “") and one.endswith(f"”: {flaw}.") for one in response.context["draft"].flaws)
    assert Passages.objects.get().texts[untold.Untold(TEXT, "en").name]["zh"] == typed
    with pytest.raises(NotPossible, match="L24"):
        walker.act(compose.request, "remind", text=TEXT)
    assert not compose.request.letters.filter(code="L24").exists()


def test_what_a_colleague_wrote_meanwhile_is_shown_beside_ones_own(compose, office):
    compose(**OWN, **{FIELD: SAME})
    Passages.objects.update(edited_by=office["ben"])
    response = compose(**OWN, **{FIELD: "开庭日期临近。"})
    assert response.status_code == 409
    html = response.content.decode()
    assert all(one in html for one in (SAME, "开庭日期临近。"))
    assert Passages.objects.get().texts[untold.Untold(TEXT, "en").name]["zh"] == SAME


def test_a_table_says_it_too_and_a_code_is_no_text(walker, a_request):
    request = walker.act(a_request("intake", direction="in"), "ask", points=[
        {"code": "CK-05", "text": "Say on which day the server was attacked."}])
    letter = request.letters.get(code="L07")
    [one] = untold.texts_of(letter, {})
    assert one == untold.Untold("Say on which day the server was attacked.", "en")
    assert '<span lang="zh-Hans">（仅有英文文本）</span>' in Book(letter).page
