"""Which letter does an act issue, and to whom? The shape of one row; `documents.catalogue` and the kinds fill them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.utils.functional import Promise

if TYPE_CHECKING:
    from mla.models import Request

Addressee = Literal["counterpart", "agency", "executing", "corrected"]


@dataclass(frozen=True, slots=True)
class Row:
    """One letter that an act of ours issues.

    `only` says when: the name of a condition in `documents.letters`, or a function of the request and the act's facts.
    `each` names the list in `documents.letters` of the items that each have a letter of their own.
    """

    word: str
    direction: str
    code: str
    to: Addressee = "counterpart"
    only: "str | Callable[[Request, Mapping[str, Any]], bool]" = ""
    each: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """One mandatory content: where it stands in the snapshot, what it is called, and what must stand for it to be due.

    A path has names and dots, `*` for each entry of a list, and `|` where one of several will do.
    """

    path: str
    label: str | Promise
    when: str = ""
