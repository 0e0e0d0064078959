"""The figures of a report as files: one row a figure, the same cells as in the paper, the period before beside."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from mla.tongues import tongue
from workflows.models import Report
from workflows.reports import contents

_WIDTHS = (8, 28, 34, 26, 26, 26, 26, 26, 26)


def heads() -> list[str]:
    """The names of the columns."""
    return [
        _("Metric"), _("Name"), _("Figure"), _("Incoming"), _("Outgoing"), _("All"),
        _("Incoming, the period before"), _("Outgoing, the period before"), _("All, the period before"),
    ]


def rows(report: Report) -> Iterator[list[str]]:
    """One row a figure, in the reader's language."""
    key = tongue()
    for one in contents.figures(report):
        told = [one[when][side][key] for when in ("now", "before") for side in ("in", "out", "all")]
        yield [one["code"], one["title"][key], one["label"][key], *told]


def as_csv(report: Report) -> bytes:
    """UTF-8 with a mark, so that spreadsheets read Chinese."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads())
    writer.writerows(rows(report))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_xlsx(report: Report) -> bytes:
    """One sheet, its head kept in sight; every cell is text, so that nothing typed becomes a formula."""
    book = Workbook()
    sheet = book.active
    sheet.title = report.number
    for number, row in enumerate([heads(), *rows(report)], start=1):
        for place, text in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=place)
            cell.value, cell.data_type = text, "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    for place, wide in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[sheet.cell(row=1, column=place).column_letter].width = wide
    sheet.freeze_panes = "D2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
