"""How is a meeting prepared and closed? Its head, its participants and its agenda, under the lock of its row."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mla import access
from mla.exceptions import NotPossible, PermissionDenied
from mla.models import Party, Request, User
from workflows.models import AgendaItem, Commitment, Meeting, Minutes, Participant

Told = dict[str, Any]


def create(told: Told, *, parties: Iterable[Party], by: User) -> Meeting:
    """A new meeting of the office's party with others; its code is its sort and day. Raises PermissionDenied."""
    refuse_others(by)
    with transaction.atomic():
        meeting = Meeting(**told, code=_free_code(told["sort"], told["held_on"].isoformat()))
        meeting.save(force_insert=True)
        meeting.parties.set([Party.home(), *parties])
    return meeting


def change(meeting: Meeting, told: Told, *, parties: Iterable[Party], by: User, revision: int) -> None:
    """Write the head of a meeting anew. Raises as `held` does, and where somebody of a party left out takes part."""
    with held(meeting, by=by, revision=revision) as kept:
        chosen = [Party.home(), *parties]
        for name, value in told.items():
            setattr(kept, name, value)
        if kept.participants.exclude(authority__party__in=chosen).exists():
            raise NotPossible(_("Somebody of a party that you leave out takes part: remove the participant first."))
        kept.parties.set(chosen)


def name_participants(meeting: Meeting, rows: Iterable[Told], *, by: User, revision: int) -> None:
    """The participants, all anew. Raises as `held` does."""
    with held(meeting, by=by, revision=revision) as kept:
        kept.participants.all().delete()
        Participant.objects.bulk_create(Participant(meeting=kept, **row) for row in rows)


def put_item(
    meeting: Meeting, item: AgendaItem | None, told: Told, *, commitments: Iterable[Commitment],
    requests: Iterable[Request], by: User, revision: int,
) -> AgendaItem:
    """Add an item to the agenda, or write one anew. Raises as `held` does.

    Requests that are hidden from the person stay on the item, and so does its decision, which that person did not see.
    """
    with held(meeting, by=by, revision=revision) as kept:
        put = item or AgendaItem(meeting=kept)
        is_secret = item is not None and AgendaItem.objects.secret_to(by).filter(pk=item.pk).exists()
        for name, value in told.items():
            if not (is_secret and name.startswith("decision")):
                setattr(put, name, value)
        put.save()
        hidden = put.requests.exclude(pk__in=Request.objects.visible_to(by).values("pk"))
        put.requests.set([*hidden, *requests])
        put.commitments.set(commitments)
    return put


def remove_item(item: AgendaItem, *, by: User, revision: int) -> None:
    """Take an item off the agenda. Raises as `held` does, where an action item came of it, and PermissionDenied where
    it names what the person may not see."""
    with held(item.meeting, by=by, revision=revision):
        if AgendaItem.objects.secret_to(by).filter(pk=item.pk).exists():
            raise PermissionDenied(_("The item is kept for a narrower circle."))
        if item.actions.exists():
            raise NotPossible(_("An action item came of this item of the agenda, so it stays."))
        item.delete()


def close(meeting: Meeting, reason: str, *, by: User, now: datetime) -> None:
    """Close a meeting for good. Raises NotPossible before its day, and without signed minutes where no reason is told
    why there are none."""
    refuse_others(by)
    with transaction.atomic():
        kept = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if kept.is_closed:
            raise NotPossible(_("The meeting is closed: it does not change any more."))
        newest = Minutes.objects.newest(kept)
        if newest and newest.is_correcting:
            raise NotPossible(_("The minutes are being corrected: have the correction signed, or given up, first."))
        if kept.held_on > Party.home().day(now):
            raise NotPossible(_("The meeting lies in the future: it is closed once it was held."))
        is_written = newest is not None and newest.is_signed
        if not is_written and not reason.strip():
            raise NotPossible(_("There are no signed minutes: say why the meeting is closed without them."))
        kept.closed_at, kept.closing = now, "" if is_written else reason.strip()
        kept.save(update_fields=["closed_at", "closing"])


@contextmanager
def held(meeting: Meeting, *, by: User, revision: int | None = None) -> Iterator[Meeting]:
    """The meeting with its row locked, saved with the next revision at the end.

    Raises PermissionDenied for who keeps no meetings; NotPossible as `refuse_fixed` does, and
    where `revision` is not that of the row: somebody else was first.
    """
    refuse_others(by)
    with transaction.atomic():
        kept = Meeting.objects.select_for_update().get(pk=meeting.pk)
        refuse_fixed(kept)
        if revision is not None and revision != kept.revision:
            raise NotPossible(_(
                "Somebody has changed the meeting since you opened this page. What you typed is still here: compare it "
                "with the meeting, and send it again."
            ))
        yield kept
        kept.revision += 1
        kept.save()


def refuse_fixed(meeting: Meeting) -> None:
    """Raise NotPossible once the meeting is closed or its minutes are signed, but while these are corrected."""
    newest = Minutes.objects.newest(meeting)
    if newest and newest.is_correcting:
        return
    if meeting.is_closed:
        raise NotPossible(_("The meeting is closed: it does not change any more."))
    if newest and newest.is_signed:
        raise NotPossible(_("The minutes are signed: what they say does not change any more."))


def revision_of(meeting: Meeting) -> int:
    """The revision that the meeting now has. One query."""
    return Meeting.objects.values_list("revision", flat=True).get(pk=meeting.pk)


def refuse_others(by: User) -> None:
    """Raise PermissionDenied for who keeps no meetings."""
    if not access.may_meet(by):
        raise PermissionDenied(_("Meetings are kept by liaison officers, supervisors and countersigners."))


def _free_code(sort: str, day: str) -> str:
    code = f"{sort}-{day}"
    taken = set(Meeting.objects.filter(code__startswith=code).values_list("code", flat=True))
    return next(one for nth in range(len(taken) + 1) if (one := f"{code}-{nth + 1}" if nth else code) not in taken)
