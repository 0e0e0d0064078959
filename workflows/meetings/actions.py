"""How does an action item come about, and how does it end? Agreed, moved with a reason, done with a note, cancelled."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mla import access
from mla.exceptions import NotPossible, PermissionDenied
from mla.models import Party, User
from mla.numbering import next_number
from workflows.meetings import planning, watching
from workflows.models import ActionChange, ActionItem, AgendaItem, Meeting

Told = dict[str, Any]


def agree(meeting: Meeting, told: Told, *, by: User, now: datetime) -> ActionItem:
    """A new action item of a meeting, with its number and its first warning set.

    `told` has the texts, the due day, the item of the agenda, and an owner, a desk or an authority. Raises as
    `planning.held` does; NotPossible where the owner may not see what it is about, or the day has passed.
    """
    with planning.held(meeting, by=by) as kept:
        home = Party.home()
        _refuse_past(told["due_on"], now, home)
        code = next_number(home, "A", now)
        item = ActionItem(**told, meeting=kept, code=code, created_by=by, created_at=now)
        watching.set_end(item, home, now=now)
        item.save(force_insert=True)
        if item.owner is not None and not _reaches(item, item.owner):
            raise NotPossible(_("This person may not see what the action item is about."))
        item.changes.create(sort="agree", due_after=item.due_on, by=by, at=now)
    return item


def done(item: ActionItem, note: str, *, by: User, now: datetime) -> ActionItem:
    """The action was taken, as the note says. For its owner, its desk, and who keeps meetings."""
    return _end(item, "done", note, by=by, now=now)


def cancel(item: ActionItem, note: str, *, by: User, now: datetime) -> ActionItem:
    """The action is not needed any more. For who keeps meetings."""
    return _end(item, "cancel", note, by=by, now=now)


def move(item: ActionItem, due_on: date, note: str, *, by: User, now: datetime) -> ActionItem:
    """Another due day, of which it is warned anew. For who keeps meetings. Raises NotPossible for a day that has passed
    or is the same."""
    with _open(item, "move", note, by=by) as kept:
        home = Party.home()
        _refuse_past(due_on, now, home)
        if due_on == kept.due_on:
            raise NotPossible(_("It is due on that day already."))
        kept.changes.create(sort="move", note=note.strip(), due_before=kept.due_on, due_after=due_on, by=by, at=now)
        kept.due_on = due_on
        watching.set_end(kept, home, now=now)
    return kept


WORDS: dict[str, Callable[..., ActionItem]] = {"done": done, "move": move, "cancel": cancel}
"""What may become of an open action item."""


def may(word: str, item: ActionItem, user: User) -> bool:
    """Whether the person may end or move it. One query, for who keeps no meetings."""
    if access.may_meet(user):
        return True
    return word == "done" and ActionItem.objects.concerning(user).filter(pk=item.pk).exists()


def _end(item: ActionItem, sort: str, note: str, *, by: User, now: datetime) -> ActionItem:
    with _open(item, sort, note, by=by) as kept:
        kept.status, kept.wake_at = {"done": "done", "cancel": "cancelled"}[sort], None
        ActionChange.objects.create(action=kept, sort=sort, note=note.strip(), by=by, at=now)
    return kept


@contextmanager
def _open(item: ActionItem, word: str, note: str, *, by: User) -> Iterator[ActionItem]:
    """The item, locked, saved at the end."""
    with transaction.atomic():
        kept = ActionItem.objects.select_for_update(of=("self",)).select_related("authority").get(pk=item.pk)
        if not ActionItem.objects.visible_to(by).filter(pk=kept.pk).exists() or not may(word, kept, by):
            raise PermissionDenied(_("Your role does not allow this."))
        if not kept.is_open:
            raise NotPossible(_("The action item is %(status)s already.") % {"status": kept.get_status_display()})
        if not note.strip():
            raise NotPossible(_("Say what was done, or why."))
        yield kept
        kept.save()


def _reaches(item: ActionItem, owner: User) -> bool:
    """Whether the owner has the clearance for the meeting and sees every request that the item of the agenda names."""
    if item.meeting.classification > owner.clearance:
        return False
    return item.agenda_id is None or not AgendaItem.objects.secret_to(owner).filter(pk=item.agenda_id).exists()


def _refuse_past(due_on: date, now: datetime, home: Party) -> None:
    if due_on < home.day(now):
        raise NotPossible(_("The due day lies in the past."))
