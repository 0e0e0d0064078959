"""What does WeasyPrint not tell in a PDF's structure? A passage's language, a heading's scope, what is mere margin.

`teach` wraps the one function that turns boxes into structure. It belongs to the library's inside, so the library's
version is held fast, and tests look at the result.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pydyf

Builder = Callable[..., Iterator[Any]]


def teach(build: Builder, margin_box: type) -> Builder:
    """The same builder, which also marks languages and scopes, and remembers what the margins of each page hold."""

    def taught(box: Any, parent: Any, pdf: Any, page_number: int, nums: dict[int, Any], *rest: Any) -> Iterator[Any]:
        before = set(nums)
        for element in build(box, parent, pdf, page_number, nums, *rest):
            if language := _language(box):
                element["Lang"] = pydyf.String(language)
            if element["S"] == "/TH":
                element["A"]["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"
            yield element
        if isinstance(box, margin_box):
            _margins(pdf).setdefault(page_number, set()).update(set(nums) - before)

    return taught


def set_aside(pdf: Any, number_of: Callable[[bytes], int]) -> None:
    """Running heads and feet become artifacts of pagination, which a screen reader passes over."""
    root = pdf.objects[number_of(pdf.catalog["StructTreeRoot"])]
    numbers = pdf.objects[number_of(root["ParentTree"])]["Nums"]
    for page_number, marked in _margins(pdf).items():
        parents = numbers[numbers.index(page_number) + 1]
        for one in marked:
            parents[one] = "null"
        page = pdf.objects[number_of(pdf.page_references[page_number])]
        _rename(pdf.objects[number_of(page["Contents"])].stream, marked)


def _rename(stream: list[Any], marked: set[int]) -> None:
    for at, one in enumerate(stream):
        if isinstance(one, pydyf.Dictionary) and one.get("MCID") in marked:
            stream[at - 1], stream[at] = "/Artifact", pydyf.Dictionary({"Type": "/Pagination"})


def _margins(pdf: Any) -> dict[int, set[int]]:
    """The marked contents in the margins, by page; kept with the PDF they are of."""
    kept: dict[int, set[int]] = pdf.__dict__.setdefault("margins", {})
    return kept


def _language(box: Any) -> str:
    return "" if box.element is None else box.element.get("lang") or ""
