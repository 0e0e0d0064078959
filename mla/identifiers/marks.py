"""How are the marks between digits taken away, and check digits computed where no kept library does it?"""

import re
from collections.abc import Callable, Sequence

from stdnum.exceptions import InvalidChecksum, ValidationError

from mla.identifiers.verdict import Misread, Wrong

_BETWEEN = re.compile(r"[\s\-‐‑‒–—.]")


def bare(value: str) -> str:
    """Upper case, without spaces, dashes and full stops."""
    return _BETWEEN.sub("", value).upper()


def weighted(digits: str, weights: Sequence[int]) -> int:
    """The sum of the digits by their weights, which are repeated as often as needed."""
    return sum(int(one) * weights[place % len(weights)] for place, one in enumerate(digits))


def mod10(digits: str) -> str:
    """The check digit of GS1: weights 3 and 1 in turn from the right, up to the next ten."""
    return str(-weighted(digits[::-1], (3, 1)) % 10)


def agree(number: str, expected: str) -> str:
    """The number, if its last sign is the expected check digit; otherwise it is misread."""
    if number[-1] != expected:
        raise Misread(number)
    return number


def by(validate: Callable[[str], str], number: str, sentence: str) -> str:
    """What a validator of python-stdnum makes of the number; the sentence says how it should be built."""
    try:
        return validate(number)
    except InvalidChecksum:
        raise Misread(number) from None
    except (ValidationError, ValueError):
        raise Wrong(sentence) from None
