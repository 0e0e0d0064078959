"""Of which pages is the request writer made, and how is one page read, stored and judged?"""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst

from mla.findings import BLOCK, Finding, Question
from mla.forms.drafting import DraftForm
from mla.forms.rows import Rows, RowsPart
from mla.models import AssistanceItem, Request

Raw = dict[str, list[str]]


@dataclass(frozen=True)
class Section:
    """One page of the writer: its forms, its sorts of rows, or (for `has_items`) the list of items."""

    key: str
    title: Promise | str
    help: Promise | str = ""
    forms: tuple[type[DraftForm], ...] = ()
    rows: tuple[Rows, ...] = ()
    subject: Callable[[Request], Any] = field(default=lambda request: request)
    has_items: bool = False

    def open(self, request: Request, today: date, raw: Raw | None = None, extra: str = "") -> "Sheet":
        """The page with what is stored, or with `raw` as it was typed. `extra` names rows to add one to."""
        return Sheet(self, request, today, _querydict(raw) if raw else None, extra)

    def resume(self, request: Request, today: date, extra: str = "") -> "Sheet":
        """The page as it was left: what was typed wrongly stands there as it was typed."""
        raw = request.draft.get(self.key)
        if raw:
            sheet = self.open(copy.copy(request), today, raw, extra)
            if not sheet.is_valid():
                return sheet
        return self.open(request, today, extra=extra)


class Sheet:
    """One page being read or saved."""

    def __init__(self, section: Section, request: Request, today: date, data: QueryDict | None, extra: str) -> None:
        self.section, self.request = section, request
        subject = section.subject(request)
        self.forms = [form(data, instance=subject, request=request, today=today) for form in section.forms]
        self.rows = [rows.open(request, today, data, extra == rows.relation) for rows in section.rows]

    def every_form(self) -> list[DraftForm]:
        """The page's forms, with the rows that say something."""
        return self.forms + [form for part in self.rows for form in part.kept]

    def all_forms(self) -> list[DraftForm]:
        """The page's forms, with every row, blank ones included."""
        return self.forms + [form for part in self.rows for form in part.forms]

    def is_valid(self) -> bool:
        """Whether nothing is typed wrongly; what is missing does not matter."""
        return not any(form.errors for form in self.every_form())

    def store(self, *, is_final: bool) -> None:
        """Write the answers into the request (not yet saved) and the rows (saved)."""
        for form in self.forms:
            if form.store() is not self.request:
                form.instance.save()
        for part in self.rows:
            part.store(is_final=is_final)

    def questions(self) -> Iterator[Question]:
        """Everything asked for on this page, answered or not."""
        for form in self.every_form():
            for name, texts in form.errors.items():
                if name in form.fields:
                    yield from (self._wrong(form, name, str(text)) for text in texts)
        for part in self._parts():
            for name, severity, code, text, is_answered in part.asked():
                yield self._question(name, severity, code, f"{text} ({code})", is_answered=is_answered)

    def lines(self) -> list[tuple[str, str, str]]:
        """Each answer as (field, label, words)."""
        return [line for part in self._parts() for line in part.lines()]

    def errors(self) -> list[dict[str, str]]:
        """What stands beside the fields, for the summary at the top of the page."""
        return [
            {"text": str(text), "href": f"#{form[name].id_for_label}"}
            for form in [*self.forms, *(form for part in self.rows for form in part.forms)]
            for name, texts in form.errors.items() if name in form.fields for text in texts
        ]

    def show(self, findings: list[Finding]) -> None:
        """Put what is missing beside its field, where nothing wrong stands already."""
        texts = {one.field: one.text for one in findings if one.is_blocking and one.section == self.section.key}
        for form in [*self.forms, *(form for part in self.rows for form in part.forms)]:
            for name in form.fields:
                text = texts.get(form.add_prefix(name))
                if text and name not in form.errors:
                    form.errors[name] = form.error_class([text], renderer=form.renderer)

    def _parts(self) -> list[DraftForm | RowsPart]:
        return [*self.forms, *self.rows]

    def _wrong(self, form: DraftForm, name: str, text: str) -> Question:
        code = form.check_of(name)
        sentence = text if code in text else f"{text} ({code})"
        finding = Finding(code, BLOCK, sentence, self.section.key, form.add_prefix(name), is_wrong=True)
        return Question(finding, is_answered=False, is_required=True)

    def _question(self, name: str, severity: str, code: str, text: str, *, is_answered: bool = False) -> Question:
        return Question(Finding(code, severity, text, self.section.key, name), is_answered, severity == BLOCK)


def item_section(item: AssistanceItem, form: type[DraftForm]) -> Section:
    """The page of one item."""
    return Section(
        f"item:{item.seq}", f"{item.seq}. {capfirst(item.get_type_display())}", forms=(form,),
        subject=lambda request: next((one for one in request.items.all() if one.seq == item.seq), item),
    )


def _querydict(raw: Raw) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in raw.items():
        data.setlist(name, values)
    return data
