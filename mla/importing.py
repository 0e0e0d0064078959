"""How do rows come from a table? A CSV file is read, each row judged as if it were typed, and nothing kept before that.

The columns are the fields of the row's form, by name. UTF-8 and GB 18030 are read; the first row names the columns.
"""

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mla import kinds
from mla.forms.rows import MOST, RowForm, Rows
from mla.models import Request

LARGEST = 1024 * 1024
ENCODINGS = ("utf-8-sig", "gb18030")


class Unreadable(Exception):
    """The file is no table that can be read; the message says why."""


@dataclass(slots=True)
class Flaw:
    """What is wrong in a table: the row as a spreadsheet counts them, the column, and the sentence."""

    row: int
    column: str
    text: str


@dataclass(slots=True)
class Trial:
    """A table that was read and judged, and not yet kept."""

    rows: Rows
    columns: list[str]
    forms: list[RowForm]
    flaws: list[Flaw]
    text: str
    """The table as read, to be judged again when it is kept."""

    @property
    def lines(self) -> list[list[str]]:
        """The values by row, in the order of the columns."""
        return [[str(form.data.get(form.add_prefix(name), "")) for name in self.columns] for form in self.forms]


def sorts(request: Request) -> list[Rows]:
    """The sorts of rows that the request's kind has, each once."""
    pages = kinds.get(request.kind).sections(request.direction)
    return list({rows.relation: rows for page in pages for rows in page.rows}.values())


def columns(rows: Rows) -> list[str]:
    """The columns of a table of such rows."""
    return list(rows.form.base_fields)


def sample(rows: Rows) -> str:
    """A table with its columns and no row."""
    return ",".join(columns(rows)) + "\r\n"


def text_of(content: bytes) -> str:
    """The table as text. Raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable(_("The file has more than 1 MB: split it."))
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise Unreadable(_("The file is no text in UTF-8 or GB 18030: save it as CSV."))


def tried(text: str, rows: Rows, request: Request, today: date) -> Trial:
    """The table, read and judged; nothing is kept. Raises Unreadable."""
    table = list(csv.reader(io.StringIO(text)))
    head = [name.strip().casefold() for name in table[0]] if table else []
    known = columns(rows)
    if unknown := [name for name in head if name not in known] or not head:
        named = ", ".join(unknown) if isinstance(unknown, list) else "–"
        raise Unreadable(_("These columns are not known: %(unknown)s. The columns are: %(known)s.") % {
            "unknown": named, "known": ", ".join(known)})
    if len(set(head)) < len(head):
        raise Unreadable(_("A column stands there twice."))
    filled = [(number, line) for number, line in enumerate(table[1:], start=2) if any(one.strip() for one in line)]
    room = MOST - getattr(request, rows.relation).count()
    if len(filled) > room:
        told = {"n": len(filled), "room": room}
        raise Unreadable(_("The table has %(n)d rows; %(room)d more may be entered.") % told)
    return _judged(Trial(rows, head, [], [], text), filled, request, today)


def take(trial: Trial) -> int:
    """Keep the rows of a table without flaws; how many. The caller holds the request's lock."""
    for form in trial.forms:
        form.store().save()
    return len(trial.forms)


def _judged(trial: Trial, filled: list[tuple[int, list[str]]], request: Request, today: date) -> Trial:
    for number, line in filled:
        if len(line) > len(trial.columns) and any(one.strip() for one in line[len(trial.columns):]):
            trial.flaws.append(Flaw(number, "", _("This row has more values than there are columns.")))
        data: dict[str, Any] = {f"row{number}-{name}": value.strip() for name, value in zip(trial.columns, line,
                                                                                         strict=False)}
        form = trial.rows.form(data, prefix=f"row{number}", instance=trial.rows.form._meta.model(request=request),
                               request=request, today=today)
        form.is_valid()
        for name, texts in form.errors.items():
            trial.flaws += [Flaw(number, name if name in trial.columns else "", str(text)) for text in texts]
        trial.forms.append(form)
    return trial
