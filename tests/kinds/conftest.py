"""The stories of the kinds: each from the writer to `closed`, over HTTP alone."""

import pytest
from django.utils import timezone

from mla.demo.cases import CASES
from tests.story import Story


@pytest.fixture
def tell(office, monkeypatch):
    """`tell("o16_preservation")` begins the story of a case; time moves only when somebody comes in."""

    def begin(code):
        story = Story(office, next(one for one in CASES if one["code"] == code))
        monkeypatch.setattr(timezone, "now", lambda: story.now)
        return story

    return begin
