"""What does a page say of the conditions of a request: offered, accepted with which assurance, kept or not?"""

from typing import Any

from django.utils.translation import gettext as _

from documents.models import Attachment
from mla import conditions
from mla.models import Condition, Ground, Request
from mla.vocabulary import COUNTERPART

Row = dict[str, Any]


def rows(request: Request) -> list[Row]:
    """Each condition with its standing, what its code demands, and the file of its assurance. Three queries; one
    where there is no condition."""
    found = list(request.conditions.select_related("item"))
    if not found:
        return []
    names = {one.code: str(one) for one in Ground.objects.filter(code__in={one.code for one in found})}
    files = {one.sha256: one for one in request.attachments.all() if one.purpose == "assurance"}
    return [_row(one, names, files) for one in found]


def of_item(found: list[Row], item: int | None) -> list[Row]:
    """Of these rows those that bind the results of an item, by its key: its own, and those of the whole request.

    Without an item, as with a file that belongs to none, every accepted condition binds.
    """
    accepted = [row for row in found if row["one"].is_accepted]
    return accepted if item is None else [row for row in accepted if row["one"].item_id in (None, item)]


def of_file(found: list[Row], file: Attachment) -> list[Row]:
    """The accepted conditions that bind a file: results alone are bound."""
    return of_item(found, file.item_id) if file.purpose == "result" else []


def _row(one: Condition, names: dict[str, str], files: dict[str, Attachment]) -> Row:
    status, tone = _status(one)
    return {
        "one": one, "name": names.get(one.code, one.code), "of": str(one.item) if one.item else _("the whole request"),
        "status": status, "tone": tone, "facts": _facts(one), "file": files.get(one.assurance_sha256),
    }


def _status(one: Condition) -> tuple[str, str]:
    if one.breached_at:
        return _("Not kept"), "red"
    if one.is_accepted:
        return _("Accepted"), "green"
    return (_("Offered"), "yellow") if one.is_accepted is None else (_("Not accepted"), "grey")


def _facts(one: Condition) -> list[Row]:
    said = [(str(conditions.TERMS[name]), one.terms.get(name)) for name in conditions.TERMS]
    said += [
        (_("Proposed by"), _("the other side") if one.proposed_by == COUNTERPART else _("our side")),
        (_("Assurance"), one.assurance), (_("Given by"), one.given_by), (_("Competent body"), one.competent_body),
        (_("Valid until"), one.valid_until and one.valid_until.isoformat()), (_("How it was not kept"), one.breach),
    ]
    return [{"key": key, "value": value} for key, value in said if value]
