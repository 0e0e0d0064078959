"""By which keys is a name found again, however it was transliterated? Pure.

Chinese names are read in pinyin; capitals, accents, hyphens, spaces and the order of surname and given name do not
matter. Other ways of writing Chinese in Latin letters (Wade-Giles, Cantonese) are not read.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice, product

from pypinyin import Style, lazy_pinyin, pinyin

_HAN = re.compile(r"[㐀-鿿豈-﫿𠀀-𲎯]{2,6}")
_HAN_SIGN = re.compile(r"[㐀-鿿豈-﫿𠀀-𲎯]")
_APART = re.compile(r"[,;，；、/\n]|\ba\.?k\.?a\.?\b", re.IGNORECASE)
_SIMPLIFIED = (
    "欧阳司马上官诸葛夏侯尉迟皇甫公孙慕容令狐长孙宇文司徒轩辕端木东方西门南宫独孤百里呼延申屠太史公冶濮阳澹台赫连钟离闻人万俟"
    "淳于单于鲜于闾丘司空亓官拓跋第五左丘东郭纳兰叶赫完颜"
)
_TRADITIONAL = "歐陽諸葛尉遲公孫長孫軒轅東方西門南宮獨孤濮陽澹臺赫連鍾離聞人萬俟單于鮮于閭丘東郭納蘭葉赫完顏"
_COMPOUND = frozenset(row[at:at + 2] for row in (_SIMPLIFIED, _TRADITIONAL) for at in range(0, len(row), 2))
_GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_READINGS = 8


def keys(surname: str, given_names: str, native_name: str, aliases: str) -> set[str]:
    """Every key of a person; two names of one person, as a rule, have one in common."""
    found = set(_of_parts(surname, given_names))
    for name in (native_name, *_APART.split(aliases)):
        found |= set(_of_whole(name))
    return found


def folded(text: str) -> str:
    """Lower case, without width, accents and signs between words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in plain if one.isalnum())


def _of_parts(surname: str, given: str) -> Iterator[str]:
    if surname.strip() and given.strip() and not _HAN_SIGN.search(surname + given):
        for first, last in product(_spellings(surname), _spellings(given)):
            yield _pair(first, last)
    else:
        yield from _of_whole(f"{surname} {given}")


def _of_whole(name: str) -> Iterator[str]:
    """A name whose parts are not told apart: the surname may stand first or last."""
    if _HAN_SIGN.search(name):
        yield from _of_native(re.sub(r"[\s·•・]", "", unicodedata.normalize("NFKC", name)), is_parted="·" in name)
        return
    tokens = re.findall(r"[^\W\d_]+", name.replace("-", "").replace("'", "").replace("’", ""))
    if len(tokens) < 2:
        yield from (one for token in tokens for one in _spellings(token) if len(one) > 1)
        return
    for parts in ((tokens[:1], tokens[1:]), (tokens[:-1], tokens[-1:])):
        for first, last in product(_spellings(" ".join(parts[0])), _spellings(" ".join(parts[1]))):
            yield _pair(first, last)


def _of_native(name: str, *, is_parted: bool) -> Iterator[str]:
    yield f"={name}"
    if is_parted or not _HAN.fullmatch(name):
        return
    for split in (1, 2) if name[:2] in _COMPOUND and len(name) > 2 else (1,):
        for first, last in product(_readings(name[:split]), _readings(name[split:])):
            yield _pair(first, last)


def _readings(signs: str) -> set[str]:
    """As the whole is usually read, and with the other readings of each sign, the usual ones first."""
    each = [pinyin(sign, style=Style.NORMAL, heteronym=True)[0] for sign in signs]
    return {"".join(lazy_pinyin(signs)), *("".join(one) for one in islice(product(*each), _READINGS))}


def _spellings(text: str) -> set[str]:
    """The text in one word: with v for ü after l and n, as pinyin has it; without accents; as German has umlauts."""
    tokens = unicodedata.normalize("NFC", text.casefold()).replace("-", "").replace("'", "").split()
    plain = "".join(_letters(token) for token in tokens)
    chinese = "".join(_letters(re.sub(r"lyu|^nyu|(?<=[ln])ü", _v, _toneless(token))) for token in tokens)
    german = "".join(_letters("".join(_GERMAN.get(sign, sign) for sign in token)) for token in tokens)
    return {one for one in (chinese, plain if "v" in chinese and "ü" in _toneless(text.casefold()) else chinese, german)
            if one}


def _v(found: re.Match[str]) -> str:
    return "v" if found[0] == "ü" else f"{found[0][0]}v"


def _toneless(text: str) -> str:
    """Without the marks of tones, but with the two dots of ü."""
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", re.sub(r"[̀́̄̌]", "", apart))


def _letters(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKD", text) if one.isalnum())


def _pair(first: str, last: str) -> str:
    return "|".join(sorted((first, last)))
