"""Versions of a request: when one is kept, and how a difference reads, in Latin and Chinese script."""

from datetime import timedelta

import pytest
from django.urls import reverse

from mla import versions
from mla.models import Request
from mla.versions import Piece


@pytest.mark.parametrize(("was", "now", "pieces"), [
    ("", "new", (Piece("new", "new"),)),
    ("a b", "a c", (Piece("same", "a "), Piece("gone", "b"), Piece("new", "c"))),
    ("收到发票", "收到支票", (Piece("same", "收到"), Piece("gone", "发"), Piece("new", "支"), Piece("same", "票"))),
])
def test_texts_are_compared_word_by_word_and_character_by_character(was, now, pieces):
    assert versions.compared(was, now) == pieces


def test_a_draft_version_is_kept_for_another_writer_or_after_half_an_hour(draft, office):
    def leave(who, minutes, digest):
        draft.content_digest = digest
        return versions.keep_draft(draft, by=office[who], now=draft.created_at + timedelta(minutes=minutes))

    assert leave("ada", 0, "1")
    assert not leave("ada", 29, "2")
    assert leave("ada", 30, "2")
    assert not leave("ada", 90, "2")
    assert leave("ben", 91, "3")
    assert list(draft.versions.values_list("number", flat=True)) == [1, 2, 3]


def test_both_languages_are_kept(draft, office):
    kept = versions.keep(draft, "draft", by=office["ada"], now=draft.created_at)
    labels = {key: {line[1]: line[2] for line in lines} for key, lines in kept.lines.items()}
    assert labels["en"]["case/title"] == "Title"
    assert labels["zh"]["case/title"] == "标题"


def test_the_page_shows_what_changed_since_the_request_was_handed_in(a_request, office, client):
    request = a_request(in_state="clarification", direction="out")
    Request.objects.filter(pk=request.pk).update(purpose="Evidence at the trial.")
    client.force_login(office["ada"])
    text = client.get(reverse("versions", args=[request.pk])).content.decode()
    assert "<ins>" in text
    assert "trial" in text
    client.force_login(office["eve"])
    assert client.get(reverse("versions", args=[request.pk])).status_code == 404


def test_what_was_taken_away_is_a_difference_too():
    [one] = versions.differences([["Page", "p/a", "A", "x"]], [])
    assert (one.field, one.pieces) == ("p/a", (Piece("gone", "x"),))
