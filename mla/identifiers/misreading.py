"""Which sign was probably misread? Tries what eyes and keyboards confuse, and proposes only what is unambiguous."""

from collections.abc import Callable, Iterator

_DIGITS = str.maketrans("OoQDIlLSsZzB", "000011155228")
_PAIRS = {
    "O": "0", "0": "O", "I": "1", "1": "IL", "L": "1", "S": "5", "5": "S", "Z": "2", "2": "Z", "B": "8", "8": "B",
    "G": "6", "6": "G", "Q": "0", "D": "0", "o": "0", "l": "1", "i": "1", "s": "5",
}


def likely(value: str, is_valid: Callable[[str], bool], *, is_checked: bool) -> str:
    """The one valid reading nearest to the value, or empty: letters for digits, one sign, two neighbours swapped.

    Without a check digit every swap would do, so that only letters for digits are tried.
    """
    for readings in (_as_digits, _one_sign, _swapped) if is_checked else (_as_digits,):
        found = {one for one in readings(value) if one != value and is_valid(one)}
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def _as_digits(value: str) -> Iterator[str]:
    for begin in range(min(len(value), 5)):
        for end in range(len(value), max(len(value) - 4, begin), -1):
            yield value[:begin] + value[begin:end].translate(_DIGITS) + value[end:]


def _one_sign(value: str) -> Iterator[str]:
    for place, sign in enumerate(value):
        for other in _PAIRS.get(sign, ""):
            yield value[:place] + other + value[place + 1:]


def _swapped(value: str) -> Iterator[str]:
    for place in range(len(value) - 1):
        yield value[:place] + value[place + 1] + value[place] + value[place + 2:]
