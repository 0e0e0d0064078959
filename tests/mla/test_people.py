"""An officer is named as the reader's language writes it, and a letter prints both names and both titles."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from mla.models import User
from tests.documents.recording import Book

pytestmark = pytest.mark.django_db


def test_an_officer_is_named_in_the_readers_language():
    named = User(username="x", first_name="Jing", last_name="Lin", name_zh="林静")
    assert (str(named), named.name_in("en"), named.name_in("zh-hans")) == ("Jing Lin", "Jing Lin", "林静")
    with override("zh-hans"):
        assert str(named) == "林静"
        assert str(User(username="x", first_name="Jing", last_name="Lin")) == "Jing Lin"
        assert str(User(username="x")) == "x"


def test_a_letter_bears_the_name_and_the_title_of_its_signatory_in_both_languages(office, walker, a_request):
    request = a_request("execution")
    with override("zh-hans"):
        letter = walker.act(request, "remind", text="x").letters.get(code="L24")
    assert letter.snapshot["signatory"] == {
        "name": {"en": "Jing Lin", "zh": "林静"}, "title": {"en": "Liaison Officer", "zh": "联络官"}}
    assert "联络官" in Book(letter).page
    User.objects.filter(username="lin").update(title_zh="")
    office["lin"].refresh_from_db()
    later = walker.act(request, "remind", text="x").letters.order_by("pk").last()
    assert later.snapshot["signatory"]["title"] == {"en": "Liaison Officer", "zh": ""}


def test_an_administrator_keeps_the_chinese_title_beside_the_name(office, client):
    client.force_login(office["adm"])
    page = client.get(reverse("admin:mla_user_change", args=[office["lin"].pk])).content.decode()
    assert page.index('name="name_zh"') < page.index('name="title_zh"')


def test_who_saved_a_draft_last_is_named_in_the_readers_language(office, client, a_request):
    draft = a_request("draft")
    client.force_login(office["ada"])
    address = reverse("writer_section", args=[draft.pk, "facts"])
    client.post(address, {"revision": "0", "facts": "One."})
    client.cookies["django_language"] = "zh-hans"
    answer = client.post(address, {"revision": "0", "facts": "Two."}, headers={"X-Requested-With": "autosave"})
    assert answer.status_code == 409
    assert "艾达·惠特科姆" in answer.json()["message"]
