"""The letters of an act before it is taken: the act done and taken back, its passages written, its pages shown."""

import re

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from documents import previews
from documents.models import Letter, Passages
from mla.models import Counter, Event

pytestmark = pytest.mark.django_db
ENGLISH, CHINESE = "compose-passage-opening-en", "compose-passage-opening-zh"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def at(client, office):
    """Somebody of the cast at the letters of `remind`, a milestone of the liaison."""

    def do(who, request, word="remind", sort="milestone", headers=None, **given):
        client.force_login(office[who])
        address = reverse(f"{sort}_letters", args=[request.pk, word])
        return client.post(address, given, headers=headers) if given else client.get(address)

    return do


@pytest.fixture
def running(a_request):
    return a_request(in_state="execution")


FACTS = {"text": "The hearing is near.", "happened_at": "2026-04-01 10:00"}


def rows():
    return [one.objects.count() for one in (Letter, Event, ProcrastinateJob)] + list(
        Counter.objects.order_by("series").values_list("series", "value")
    )


def test_a_preview_leaves_nothing_behind(at, running):
    before = rows()
    response = at("lin", running, **FACTS)

    assert [one.code for one in response.context["draft"].letters] == ["L24"]
    assert rows() == before


def test_the_picture_shows_the_letter_with_its_facts_and_without_a_number(at, running, client):
    response = at("lin", running, **FACTS)
    page = client.get(reverse("preview_text", args=[running.pk, response.context["preview"].digest]))
    html = page.content.decode()

    assert "The hearing is near." in html
    assert "PREVIEW 预览" in html
    assert "given on issue" in html
    assert not re.search(r"US-CN-2026-L0003", html)
    assert page["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    picture = client.get(reverse("preview_picture", args=[running.pk, response.context["preview"].digest, 1]))
    assert picture.content.startswith(b"\x89PNG")
    assert picture["Cache-Control"] == "private, no-store"


def test_a_preview_is_for_its_session_and_page_alone(at, running, client, office):
    digest = at("lin", running, **FACTS).context["preview"].digest
    pictures = [reverse("preview_picture", args=[running.pk, digest, page]) for page in (1, 99)]
    assert [client.get(one).status_code for one in pictures] == [200, 404]
    client.force_login(office["dov"])

    assert client.get(pictures[0]).status_code == 404
    assert client.get(reverse("preview_text", args=[running.pk, digest])).status_code == 404
    assert client.get(reverse("preview_picture", args=[running.pk, "..%2f..%2fsecret_key", 1])).status_code == 404


def test_a_preview_is_forgotten_soon(at, running, monkeypatch):
    at("lin", running, **FACTS)
    assert len(list((previews.Path(previews.settings.DATA_DIR) / "previews").iterdir())) == 2
    monkeypatch.setattr(previews, "LIFE", -60)
    at("lin", running, **{**FACTS, "text": "Another text."})

    assert len(list((previews.Path(previews.settings.DATA_DIR) / "previews").iterdir())) == 2


def test_what_is_typed_is_saved_previewed_and_printed_by_the_act(at, running, walker, client):
    typed = {ENGLISH: "We write **again** about {our_ref}.", CHINESE: "兹再次函询{our_ref}号请求。"}
    response = at("lin", running, **FACTS, **typed, **{"compose-code": "L24", "compose-revision": "0"})
    html = client.get(reverse("preview_text", args=[running.pk, response.context["preview"].digest])).content.decode()
    assert f"We write <b>again</b> about {running.own_reference}." in html
    assert Passages.objects.get().texts == {"opening": {"en": typed[ENGLISH], "zh": typed[CHINESE]}}
    walker.act(running, "remind", text=FACTS["text"])

    assert "again" in str(running.letters.get(code="L24").snapshot["passages"])
    assert not Passages.objects.exists()


def test_the_editor_begins_with_the_standard_wording_and_keeps_only_what_differs(at, running):
    first = at("lin", running, **FACTS).context
    fields = {one["name"]: one["text"] for row in first["editable"] for one in row["fields"]}
    assert "{our_ref}" in fields[ENGLISH]
    assert "{our_ref}" in fields[CHINESE]
    own = {"compose-code": "L24", "compose-revision": "0"}
    second = at("lin", running, **FACTS, **fields, **own)
    assert Passages.objects.get().texts == {}

    assert second.context["revision"] == 1
    assert second.context["draft"].flaws == []


def test_flaws_are_listed_and_saved_all_the_same(at, running):
    own = {"compose-code": "L24", "compose-revision": "0", ENGLISH: "Dear {friend}", CHINESE: "致{our_ref}"}
    response = at("lin", running, **FACTS, **own)

    assert response.context["draft"].flaws == ["L24, passage “opening”: there is no placeholder {friend}."]
    assert "there is no placeholder {friend}" in response.content.decode()
    assert Passages.objects.get().texts["opening"]["en"] == "Dear {friend}"


@pytest.mark.parametrize("typed", [
    "<img src=x onerror=alert(1)>", "{{ request }}", "{% include 'x' %}", "![x](file:///etc/passwd)", "\0", "\u202egpj",
    "x" * 100_000, "<style>@import url(http://192.0.2.1)</style>", "<svg><script>1</script></svg>",
])
def test_whatever_is_typed_ends_as_text_or_as_a_flaw(at, running, typed, client):
    own = {"compose-code": "L24", "compose-revision": "0", ENGLISH: typed, CHINESE: typed}
    response = at("lin", running, **FACTS, **own)
    assert response.status_code == 200
    if "preview" in response.context:
        shown = reverse("preview_text", args=[running.pk, response.context["preview"].digest])
        html = client.get(shown).content.decode()
        assert not [one for one in ("<img", "<script", "<style", "@import url(http://192.0.2.1)</style") if one in html]
    else:
        assert response.context["unprintable"]
        assert response.context["draft"].flaws


def test_a_newer_save_by_somebody_else_is_shown_and_not_overwritten(at, running, office):
    own = {"compose-code": "L24", "compose-revision": "0"}
    at("lin", running, **FACTS, **own, **{ENGLISH: "Lin's", CHINESE: "林"})
    Passages.objects.update(edited_by=office["ben"])
    response = at("lin", running, **FACTS, **own, **{ENGLISH: "Mine", CHINESE: "我"})
    assert response.status_code == 409
    assert Passages.objects.get().texts["opening"]["en"] == "Lin's"
    assert "Lin&#x27;s" in response.content.decode()
    again = {**own, "compose-revision": response.context["revision"], ENGLISH: "Mine", CHINESE: "我"}

    assert at("lin", running, **FACTS, **again).status_code == 200
    assert Passages.objects.get().texts["opening"]["en"] == "Mine"


def test_the_part_that_changes_is_served_alone(at, running):
    own = {"compose-code": "L24", "compose-revision": "0", ENGLISH: "A", CHINESE: "甲"}
    response = at("lin", running, headers={"X-Requested-With": "preview"}, **FACTS, **own)
    html = response.content.decode()

    assert "<html" not in html
    assert 'data-revision="1" data-said="Passages saved."' in html


def test_what_the_form_still_lacks_is_named(at, a_request, walker):
    request = a_request(in_state="intake", direction="in")
    walker.take_up(request)
    response = at("ben", request, word="ask", sort="step")

    assert response.context["draft"].letters == []
    assert response.context["draft"].reasons
    assert "Still missing" in response.content.decode()


def test_who_may_not_act_may_not_write(at, running):
    assert at("eve", running).status_code == 404
    assert at("cleo", running).status_code == 409
    assert at("lin", running, word="attach").status_code == 409


def test_the_form_of_an_act_leads_to_its_letters_and_back(at, running, client, office):
    client.force_login(office["lin"])
    form = client.get(reverse("request_milestone", args=[running.pk, "remind"])).content.decode()
    assert f'formaction="{reverse("milestone_letters", args=[running.pk, "remind"])}"' in form
    response = at("lin", running, **FACTS)
    assert response.context["back"] == reverse("request_milestone", args=[running.pk, "remind"])
    back = client.post(response.context["back"], {**FACTS, "word": "remind", "more": "1"})

    assert "The hearing is near." in back.content.decode()
    assert not running.letters.filter(code="L24").exists()


def test_a_flawed_passage_refuses_the_act_and_the_page_leads_to_the_editor(at, running, client):
    at("lin", running, **FACTS, **{"compose-code": "L24", "compose-revision": "0", ENGLISH: "{x}", CHINESE: "甲"})
    response = client.post(reverse("request_milestone", args=[running.pk, "remind"]), FACTS)
    html = response.content.decode()

    assert response.status_code == 409
    assert "L24, passage “opening”: there is no placeholder {x}." in html
    assert reverse("milestone_letters", args=[running.pk, "remind"]) in html
