"""How do minutes come about? Drawn up from the meeting by one person, signed by another, then frozen, and corrected by
further minutes."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from documents import papers
from documents.terms import Pair
from mla.exceptions import NotPossible, PermissionDenied
from mla.models import Party, Request, User
from mla.numbering import next_number
from workflows.meetings import cases, contents, planning
from workflows.models import Meeting, Minutes

TITLE = ("Minutes of the meeting", "会议纪要")
CASES_TITLE = ("Minutes of the review of priority cases", "重点案件会商纪要")
TEMPLATE = "letters/L45.html"


def draft(meeting: Meeting, remarks: Pair, *, by: User, now: datetime) -> Minutes:
    """Draw up the minutes from what the meeting says now; drawn up anew, they are those of who does it.

    Raises NotPossible with everything that is missing: L45 has a day that has come, a place, participants of both
    sides, an agenda and what was decided on each item, in both languages. Raises PermissionDenied where the meeting
    dealt with a request that the person may not see.
    """
    with planning.held(meeting, by=by) as kept:
        named = cases.named(kept, by)
        if missing := lacking(kept, named, now=now):
            raise NotPossible(*missing)
        found = Minutes.objects.filter(meeting=kept, signed_at=None).select_related("corrects").first()
        content = contents.of(kept, remarks, named, found)
        told = {"content": content, "classification": content["marking"], "remarks": remarks, "request_ids": named,
                "drafted_by": by, "drafted_at": now}
        made = found or Minutes(meeting=kept, number=next_number(Party.home(), "M", now))
        for name, value in told.items():
            setattr(made, name, value)
        made.save()
    return made


def correct(minutes: Minutes, reasons: Pair, *, by: User, now: datetime) -> Minutes:
    """Begin the correction of signed minutes: a draft with a number of its own that says, for now, what they say. Until
    it is signed or given up the meeting may be changed. The signed minutes stay as they are.

    Raises NotPossible where they are not signed, or were corrected before; PermissionDenied for who keeps no meetings
    or may not read them.
    """
    planning.refuse_others(by)
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=minutes.meeting_id)
        held = Minutes.objects.select_related("paper").get(pk=minutes.pk)
        if not readable(held, by):
            raise PermissionDenied(_("The minutes are kept for a narrower circle."))
        if not held.is_signed:
            raise NotPossible(_("Only signed minutes are corrected."))
        if later := Minutes.objects.filter(corrects=held).first():
            raise NotPossible(_("Minutes %(number)s are corrected by minutes %(later)s: correct those.") % {
                "number": held.number, "later": later.number})
        return Minutes.objects.create(
            meeting=held.meeting, number=next_number(Party.home(), "M", now), corrects=held, reasons=reasons,
            begun_at=now, classification=held.classification, content=held.content, remarks=held.remarks,
            request_ids=held.request_ids, drafted_by=by, drafted_at=now,
        )


def give_up(minutes: Minutes, *, by: User) -> None:
    """Drop the draft of a correction. Raises NotPossible once the meeting says something else than the minutes that
    were to be corrected, for these would be wrong then; PermissionDenied for who keeps no meetings or may not read
    them."""
    planning.refuse_others(by)
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=minutes.meeting_id)
        held = Minutes.objects.select_related("corrects").get(pk=minutes.pk)
        if not readable(held, by):
            raise PermissionDenied(_("The minutes are kept for a narrower circle."))
        if held.corrects is None or held.is_signed:
            raise NotPossible(_("Only the draft of a correction is given up."))
        named = cases.named(meeting, by)
        if contents.of(meeting, held.corrects.remarks, named, held) != held.corrects.content:
            raise NotPossible(_(
                "The meeting was changed for the correction: put it back, or have the correction signed."
            ))
        held.delete()


def sign(minutes: Minutes, *, by: User, now: datetime) -> Minutes:
    """Freeze the minutes and issue their paper; whoever drew them up does not sign. The caller defers the printing.

    Raises NotPossible where they are signed already, the meeting says something else by now, or a correction corrects
    nothing; PermissionDenied for who keeps no meetings or may not read them.
    """
    planning.refuse_others(by)
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=minutes.meeting_id)
        held = Minutes.objects.select_for_update(of=("self",)).select_related("corrects__paper").get(pk=minutes.pk)
        if held.is_signed:
            raise NotPossible(_("The minutes are signed: what they say does not change any more."))
        if not readable(held, by):
            raise PermissionDenied(_("The minutes are kept for a narrower circle."))
        if held.drafted_by_id == by.pk:
            raise PermissionDenied(_("Four eyes: who drew up the minutes does not sign them."))
        if is_stale(held, meeting, by):
            raise NotPossible(_("The meeting says something else than these minutes: have them drawn up anew."))
        if held.corrects and held.corrects.content == held.content:
            raise NotPossible(_("These minutes say the same as those that they correct: change the meeting first."))
        held.signed_by, held.signed_at = by, now
        held.paper = papers.issue(
            number=held.number, title=title(held), template=TEMPLATE, snapshot=snapshot(held, now), now=now,
            supersedes=held.corrects.paper if held.corrects else None,
        )
        held.save()
    return held


def readable(minutes: Minutes, user: User) -> bool:
    """Whether the person may read them: cleared for their marking, of the meeting, and seeing every request they name.
    Two queries."""
    return bool(readable_of([minutes], user))


def readable_of(versions: Sequence[Minutes], user: User) -> list[Minutes]:
    """Of the minutes of one meeting those that the person may read. Two queries."""
    cleared = [one for one in versions if one.classification <= user.clearance]
    if not cleared or not Meeting.objects.visible_to(user).filter(pk=cleared[0].meeting_id).exists():
        return []
    named = {pk for one in cleared for pk in one.request_ids}
    seen = set(Request.objects.visible_to(user).filter(pk__in=named).values_list("pk", flat=True))
    return [one for one in cleared if seen.issuperset(one.request_ids)]


def is_stale(minutes: Minutes, meeting: Meeting, user: User) -> bool:
    """Whether the meeting says something else than when the minutes were drawn up."""
    named = cases.named(meeting, user)
    return named != minutes.request_ids or contents.of(meeting, minutes.remarks, named, minutes) != minutes.content


def lacking(meeting: Meeting, named: list[int], *, now: datetime) -> list[str]:
    """What the minutes still need, one sentence each."""
    sentences = {
        "place": _("The place of the meeting, in both languages."),
        "chinese": _("The name of the meeting in both languages."),
        "sides": _("Participants of both sides."),
        "agenda": _("At least one item of the agenda."),
        "decisions": _("What was decided on each item of the agenda, in both languages."),
    }
    missing = [sentences[name] for name, is_missing in contents.lacks(meeting).items() if is_missing]
    if meeting.held_on > Party.home().day(now):
        missing.append(_("The meeting lies in the future: minutes are drawn up once it was held."))
    if not contents.may_leave(named):
        missing.append(_("The agenda names a request marked TLP:RED, which no paper may name."))
    return missing


def snapshot(minutes: Minutes, now: datetime) -> dict[str, object]:
    """What the paper prints: the content, its number, what it corrects and why, and who drew it up and signed it."""
    english, chinese = title(minutes)
    return {
        **minutes.content, "number": minutes.number, "title": {"en": english, "zh": chinese},
        "correction": _correction(minutes),
        "date": {"iso": now.isoformat(), "day": Party.home().day(now).isoformat()},
        "drafted_by": _person(minutes.drafted_by), "signed_by": _person(minutes.signed_by),
    }


def title(minutes: Minutes) -> tuple[str, str]:
    """What the minutes are called: those of a review of priority cases by their own name, a correction as one."""
    english, chinese = CASES_TITLE if minutes.content["cases"] else TITLE
    return (f"{english} (corrected)", f"{chinese}（更正）") if minutes.corrects_id else (english, chinese)


def _correction(minutes: Minutes) -> dict[str, object] | None:
    first = minutes.corrects
    if first is None or first.signed_at is None:
        return None
    day = Party.home().day(first.signed_at).isoformat()
    return {"number": first.number, "day": day, "reasons": minutes.reasons}


def _person(user: User | None) -> Pair | None:
    return user.names if user else None
