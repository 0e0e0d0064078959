"""What `translations_check` calls a problem."""

import polib
import pytest

from mla.management.commands.translations_check import _stale, _untranslated


def catalogue(*entries):
    file = polib.POFile()
    file.extend(polib.POEntry(msgid=msgid, msgstr=msgstr, flags=flags) for msgid, msgstr, flags in entries)
    return file


@pytest.mark.parametrize(
    ("msgstr", "flags", "problems"),
    [
        ("%(count)s 项请求", [], []),
        ("", [], [": not translated: '%(count)s requests'"]),
        ("%(count)s 项请求", ["fuzzy"], [": not translated: '%(count)s requests'"]),
        ("%(n)s 项请求", [], [": other placeholders: '%(count)s requests'"]),
    ],
)
def test_a_sentence_is_translated_whole(msgstr, flags, problems):
    source = catalogue(("%(count)s requests", "", []))
    translated = catalogue(("%(count)s requests", msgstr, flags))
    assert list(_untranslated(source, translated)) == problems


def test_a_new_sentence_is_named():
    assert list(_untranslated(catalogue(("Clock", "", [])), catalogue())) == [": not in the file: 'Clock'"]


def test_a_compiled_file_that_lags_behind_is_named(tmp_path):
    path = tmp_path / "django.po"
    file = catalogue(("Clock", "时限", []))
    file.save(str(path))
    file.save_as_mofile(str(path.with_suffix(".mo")))
    assert list(_stale(path)) == []
    file[0].msgstr = "期限"
    file.save(str(path))
    assert list(_stale(path)) == ["django.mo does not match django.po: manage.py compilemessages"]
