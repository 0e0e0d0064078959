"""By which key is a street address found again, however it was written? Pure."""

import re
import unicodedata

_SHORT = {
    "street": "st", "road": "rd", "avenue": "ave", "boulevard": "blvd", "lane": "ln", "drive": "dr", "apartment": "apt",
    "building": "bldg", "floor": "fl", "room": "rm", "district": "", "city": "", "province": "", "no": "", "number": "",
    "unit": "apt", "north": "n", "south": "s", "east": "e", "west": "w", "china": "", "prc": "", "usa": "", "us": "",
}
_HAN = re.compile(r"[㐀-鿿]")
_LEAST = 8


def key(address: str) -> str:
    """Words in their short forms and in one order; Chinese without province, city and district. Empty without a number.

    An address of few signs names no house, and gives no key either.
    """
    text = unicodedata.normalize("NFKC", address).casefold()
    if not re.search(r"[0-9]", text):
        return ""
    found = _chinese(text) if _HAN.search(text) else _latin(text)
    return found if len(found) >= _LEAST or (_HAN.search(found) and len(found) > 4) else ""


def _latin(text: str) -> str:
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    words = re.findall(r"[^\W_]+", plain.replace(".", "").replace("'", ""))
    return " ".join(sorted(filter(None, (_SHORT.get(word, word) for word in words))))


def _chinese(text: str) -> str:
    plain = re.sub(r"[\W_]", "", text)
    without = re.sub(r"^(中国|中华人民共和国)?([㐀-鿿]{2,3}(省|自治区))?([㐀-鿿]{2,4}?市)?", "", plain)
    return re.sub(r"^[㐀-鿿]{1,4}?[区县](?=[㐀-鿿]*(路|街|道|巷|弄))", "", without)
