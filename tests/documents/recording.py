"""What does a letter's template read of its snapshot, and what does it ask for that is not there?"""

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.template import Context
from django.template.loader import get_template

from documents.models import Letter

UNSEEN = ("code", "iso")  # beside the words they belong to: for the program of the other office
OPTIONAL = frozenset({"passages", "defaults", "spoken", "seal", "is_preview"})  # given beside the snapshot, or not


class Noted(dict):
    """Data that notes what is read of it, and which keys it was asked for in vain."""

    def __init__(self, data: dict[str, Any], path: str, book: "Book") -> None:
        super().__init__({key: _noted(value, f"{path}.{key}", book) for key, value in data.items()})
        self.path, self.book = path, book

    def __getitem__(self, key: str) -> Any:
        return self._told(key, super().__getitem__(key))

    def __missing__(self, key: str) -> Any:
        self.book.unknown.add(f"{self.path}.{key}")
        raise KeyError(key)

    def get(self, key: str, default: Any = None) -> Any:
        return self._told(key, super().get(key, default))

    def _told(self, key: str, value: Any) -> Any:
        self.book.read.add(f"{self.path}.{key}")
        return value


class NotedList(list):
    """A list that notes when its entries are read."""

    def __init__(self, data: list[Any], path: str, book: "Book") -> None:
        super().__init__(_noted(value, f"{path}.{place}", book) for place, value in enumerate(data))
        self.path, self.book = path, book

    def __iter__(self) -> Iterator[Any]:
        self.book.read.update(f"{self.path}.{place}" for place in range(len(self)))
        return super().__iter__()


class Asked(Context):
    """A context that notes the names it does not know."""

    book: "Book"

    def __getitem__(self, key: str) -> Any:
        try:
            return super().__getitem__(key)
        except KeyError:
            if key not in OPTIONAL:
                self.book.unknown.add(key)
            raise


class Book:
    """The page of one letter, and what was read and missed while it was made."""

    def __init__(self, letter: Letter) -> None:
        self.read: set[str] = set()
        self.unknown: set[str] = set()
        self.leaves = set(_leaves(letter.snapshot, ""))
        context = Asked({"paragraphs": count(1)})
        context.book = self
        context.dicts.append(Noted(letter.snapshot, "", self))
        self.page = get_template(letter.template).template.render(context)

    @property
    def unread(self) -> set[str]:
        """What the snapshot holds and the page does not use."""
        return self.leaves - self.read


def _noted(value: Any, path: str, book: Book) -> Any:
    if isinstance(value, dict):
        return Noted(value, path, book)
    return NotedList(value, path, book) if isinstance(value, list) else value


def _leaves(value: Any, path: str) -> Iterator[str]:
    """The paths to everything that is said; what is empty says nothing."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key not in UNSEEN:
                yield from _leaves(one, f"{path}.{key}")
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _leaves(one, f"{path}.{place}")
    elif value not in ("", None, False):
        yield path
