"""Which template a letter has."""

from documents import pages
from mla.models import Request


def test_a_letter_may_be_worded_for_one_direction(settings, tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "L47-out.html").write_text("Ours")
    own = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**own, "DIRS": [tmp_path, *own["DIRS"]]}]
    pages._first.cache_clear()
    try:
        found = [pages.template_for("L47", Request(kind="mla", direction=one)) for one in ("out", "in")]
    finally:
        pages._first.cache_clear()

    assert found == ["letters/L47-out.html", "letters/L47.html"]
