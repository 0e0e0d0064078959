"""How is a draft kept? Everything typed is stored as it was typed, and what is right goes into the columns."""

from datetime import date, datetime
from typing import Any

from django.db import OperationalError, transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from mla import access, completeness, importing, kinds, versions
from mla.exceptions import NotPossible, PermissionDenied
from mla.forms.drafting import DraftForm
from mla.forms.rows import RowForm, Rows
from mla.links import storing
from mla.models import AssistanceItem, Party, Point, Request, User
from mla.moments import capital
from mla.sections import Raw, Sheet
from mla.vocabulary import State

EDITABLE = frozenset({State.DRAFT, State.CLARIFICATION})
_LAST = "_saved"
_NOT_ANSWERS = frozenset({"csrfmiddlewaretoken", "revision", "then", "add", "autosave"})


class Conflict(Exception):
    """Somebody saved this draft after the page was opened; what was typed is kept beside it."""

    def __init__(self, request: Request) -> None:
        super().__init__(said_by_whom(request))
        self.request = request


def may_draft(user: User, request: Request) -> bool:
    """Whether the person may write in the request: whoever opens such drafts, as its requesters or the registrar.

    Only while it is a draft, or while points of the other side's deficiency notice are being answered.
    """
    role = kinds.starter(request.kind, request.direction)
    return request.state in EDITABLE and access.holds(user, role, request)


def raw_of(data: QueryDict) -> Raw:
    """What was typed, as lists of strings, without the page's own machinery."""
    return {name: data.getlist(name) for name in data if name not in _NOT_ANSWERS}


def save_section(
    pk: int, key: str, data: QueryDict, *, by: User, now: datetime, is_final: bool = True,
) -> tuple[Request, Sheet]:
    """Keep one page, right or wrong. Raises Conflict when the page is older than the draft.

    `is_final` is False for an autosave, which removes no rows: the page that is open still shows them.
    """
    with transaction.atomic():
        request = _locked(pk, by)
        raw = raw_of(data)
        is_current = data.get("revision") == str(request.draft_revision)
        if is_current:
            sheet = _store(request, key, raw, Party.home().day(now), is_final=is_final)
            request.draft.pop(_typed_by(by, key), None)
            _touch(request, by, now, is_final=is_final)
            if is_final:
                versions.keep_draft(request, by=by, now=now)
        else:
            request.draft[_typed_by(by, key)] = raw
            request.save(update_fields=["draft"])
    if not is_current:
        raise Conflict(request)
    return request, sheet


def add_item(pk: int, type_: str, *, by: User, now: datetime) -> AssistanceItem:
    """A new item of that type at the end of the list."""
    with transaction.atomic():
        request = _locked(pk, by)
        if request.state != State.DRAFT or type_ not in kinds.get(request.kind).item_types:
            raise NotPossible(_("Items are added while the request is a draft."))
        item = AssistanceItem.objects.create(request=request, seq=request.items.count() + 1, type=type_)
        _touch(request, by, now)
    return item


def remove_item(pk: int, seq: int, *, by: User, now: datetime) -> None:
    """Take an item out; those after it move up, and what was typed for them with them."""
    with transaction.atomic():
        request = _locked(pk, by)
        if request.state != State.DRAFT:
            raise NotPossible(_("Items are removed while the request is a draft."))
        request.items.filter(seq=seq).delete()
        request.draft.pop(f"item:{seq}", None)
        for item in request.items.filter(seq__gt=seq).order_by("seq"):
            typed = request.draft.pop(f"item:{item.seq}", None)
            item.seq -= 1
            item.save(update_fields=["seq"])
            if typed:
                request.draft[f"item:{item.seq}"] = typed
        _touch(request, by, now)


def take_rows(pk: int, text: str, rows: Rows, *, by: User, now: datetime) -> int:
    """Keep the rows of a table that was tried; how many. Raises NotPossible where it has flaws meanwhile."""
    with transaction.atomic():
        request = _locked(pk, by)
        try:
            trial = importing.tried(text, rows, request, Party.home().day(now))
        except importing.Unreadable as problem:
            raise NotPossible(str(problem)) from problem
        if trial.flaws or request.state != State.DRAFT:
            raise NotPossible(_("The table has flaws: try it again."))
        count = importing.take(trial)
        for page in kinds.get(request.kind).sections(request.direction):
            if any(one.relation == rows.relation for one in page.rows):
                request.draft.pop(page.key, None)  # what was typed wrongly there would hide the new rows
        _touch(request, by, now)
    return count


def discard_typed(pk: int, key: str, *, by: User) -> None:
    """Forget what was typed on a page that turned out to be older than the draft."""
    with transaction.atomic():
        request = _locked(pk, by)
        request.draft.pop(_typed_by(by, key), None)
        request.save(update_fields=["draft"])


def typed_in_conflict(request: Request, key: str, by: User) -> Raw | None:
    """What this person typed on an outdated page, if it still waits for a decision."""
    return request.draft.get(_typed_by(by, key))


def said_when(request: Request, now: datetime) -> str:
    """When the draft was saved, by the clocks of both capitals, each named in its own way."""
    home, away = Party.home(), request.counterpart
    return _("Draft saved %(here)s %(home)s (%(there)s %(away)s)") % {
        "here": f"{now.astimezone(home.tz):%H:%M}", "home": capital(home),
        "there": f"{now.astimezone(away.tz):%H:%M}", "away": capital(away, away.language),
    }


def said_by_whom(request: Request) -> str:
    """Who saved the draft last, and when."""
    last: dict[str, Any] = request.draft.get(_LAST, {})
    who = User.objects.filter(pk=last["by"]).first() if last else None
    if who is None:
        return _("The draft was changed meanwhile.")
    at = datetime.fromisoformat(last["at"]).astimezone(Party.home().tz)
    return _("%(name)s changed this draft at %(time)s %(capital)s.") % {
        "name": who, "time": f"{at:%H:%M}", "capital": capital(Party.home()),
    }


def places_of(request: Request, point: Point) -> list[str]:
    """Where the answers stand that an open point allows to be changed, as `page/field`."""
    kind, found = kinds.get(request.kind), []
    for page in [*kind.sections(request.direction), *kind.item_sections(request)]:
        if not page.has_items:
            sheet = page.open(request, request.home.day(request.entered_at))
            found += [
                f"{page.key}/{form.add_prefix(name)}" for form in sheet.all_forms() for name in form.fields
                if _is_asked(form, name, page.key, point)
            ]
    return found


def restrict(request: Request, key: str, sheet: Sheet) -> Sheet:
    """While points are being answered, only what they ask about can be changed; everything else stays as it was."""
    if request.state != State.CLARIFICATION:
        return sheet
    points = list(request.points.filter(answered_at=None))
    for form in sheet.all_forms():
        for name, field in form.fields.items():
            field.disabled = not any(_is_asked(form, name, key, one) for one in points)
    return sheet


def _is_asked(form: DraftForm, name: str, key: str, point: Point) -> bool:
    """A point that came from a finding names the answer; one that an officer wrote names the check alone."""
    if name == "DELETE":
        return False
    if not point.section:
        return form.serves(name, point.code)
    is_new_row = isinstance(form, RowForm) and form.instance.pk is None
    relation = str(form.prefix).rpartition("-")[0]
    return point.section == key and (
        point.field == form.add_prefix(name) or (is_new_row and point.field.startswith(f"{relation}-"))
    )


def _locked(pk: int, by: User) -> Request:
    visible = Request.objects.visible_to(by).select_related("counterpart")
    try:
        request = visible.select_for_update(of=("self",)).filter(pk=pk).first()
    except OperationalError as error:
        raise NotPossible(_("Somebody else is acting on this request at this moment. Please try again.")) from error
    if request is None or not may_draft(by, request):
        raise PermissionDenied(_("You may not write in this request."))
    return request


def _store(request: Request, key: str, raw: Raw, day: date, *, is_final: bool) -> Sheet:
    section = kinds.get(request.kind).section(request, key)
    if section is None:
        raise NotPossible(_("This page of the request no longer exists."))
    if request.state == State.CLARIFICATION:
        raw = {**request.draft.get(key, {}), **raw}
    sheet = restrict(request, key, section.open(request, day, raw))
    sheet.store(is_final=is_final)
    for part in sheet.rows if is_final else ():
        raw = part.compact(raw)
    request.draft[key] = raw
    return sheet


def _touch(request: Request, by: User, now: datetime, *, is_final: bool = True) -> None:
    """Count the revision, and take the digest that opinions and translations are held against."""
    request.draft_revision += 1
    storing.follow(request)
    request.draft[_LAST] = {"by": by.pk, "at": now.isoformat()}
    request.content_digest = completeness.content_digest(request)
    if is_final:
        _sound(request, by, now)
    request.save()


def _sound(request: Request, by: User, now: datetime) -> None:
    """Record hard stops of the kind that have appeared or gone since it was last recorded."""
    codes = sorted({one.code for one in kinds.get(request.kind).stops(request)})
    last = request.events.filter(verb__in=("halt", "clear")).order_by("seq").last()
    known = last.details["codes"] if last else []
    if codes != known:
        request.record("halt" if codes else "clear", by=by, now=now, codes=codes, reasons=", ".join(codes or known))


def _typed_by(by: User, key: str) -> str:
    return f"_typed:{by.pk}:{key}"
