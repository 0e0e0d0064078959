"""How do minutes come about? Drawn up from the meeting by one person, signed by another, and then frozen."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from documents import papers
from mla.exceptions import NotPossible, PermissionDenied
from mla.models import Counter, Party, Request, User
from workflows.meetings import cases, contents, planning
from workflows.models import Meeting, Minutes
from workflows.reports.contents import Pair

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
        content = contents.of(kept, remarks, named)
        told = {"content": content, "classification": content["marking"], "remarks": remarks, "request_ids": named,
                "drafted_by": by, "drafted_at": now}
        found = Minutes.objects.filter(meeting=kept).first()
        made = found or Minutes(meeting=kept, number=_number(now))
        for name, value in told.items():
            setattr(made, name, value)
        made.save()
    return made


def sign(minutes: Minutes, *, by: User, now: datetime) -> Minutes:
    """Freeze the minutes and issue their paper; whoever drew them up does not sign. The caller defers the printing.

    Raises NotPossible where they are signed already, or the meeting says something else by now; PermissionDenied for
    who keeps no meetings or may not read them.
    """
    planning.refuse_others(by)
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=minutes.meeting_id)
        held = Minutes.objects.select_for_update().get(pk=minutes.pk)
        if held.is_signed:
            raise NotPossible(_("The minutes are signed: what they say does not change any more."))
        if not readable(held, by):
            raise PermissionDenied(_("The minutes are kept for a narrower circle."))
        if held.drafted_by_id == by.pk:
            raise PermissionDenied(_("Four eyes: who drew up the minutes does not sign them."))
        if is_stale(held, meeting, by):
            raise NotPossible(_("The meeting says something else than these minutes: have them drawn up anew."))
        held.signed_by, held.signed_at = by, now
        held.paper = papers.issue(
            number=held.number, title=title(held.content), template=TEMPLATE, snapshot=snapshot(held, now), now=now,
        )
        held.save()
    return held


def readable(minutes: Minutes, user: User) -> bool:
    """Whether the person may read them: cleared for their marking, of the meeting, and seeing every request they name.
    Two queries."""
    if minutes.classification > user.clearance:
        return False
    if not Meeting.objects.visible_to(user).filter(pk=minutes.meeting_id).exists():
        return False
    named = set(minutes.request_ids)
    return Request.objects.visible_to(user).filter(pk__in=named).count() == len(named)


def is_stale(minutes: Minutes, meeting: Meeting, user: User) -> bool:
    """Whether the meeting says something else than when the minutes were drawn up."""
    named = cases.named(meeting, user)
    return named != minutes.request_ids or contents.of(meeting, minutes.remarks, named) != minutes.content


def lacking(meeting: Meeting, named: list[int], *, now: datetime) -> list[str]:
    """What the minutes still need, one sentence each."""
    today = now.astimezone(Party.home().tz).date()
    sentences = {
        "place": _("The place of the meeting, in both languages."),
        "chinese": _("The name of the meeting in both languages."),
        "sides": _("Participants of both sides."),
        "agenda": _("At least one item of the agenda."),
        "decisions": _("What was decided on each item of the agenda, in both languages."),
    }
    missing = [sentences[name] for name, is_missing in contents.lacks(meeting).items() if is_missing]
    if meeting.held_on > today:
        missing.append(_("The meeting lies in the future: minutes are drawn up once it was held."))
    if not contents.may_leave(named):
        missing.append(_("The agenda names a request marked TLP:RED, which no paper may name."))
    return missing


def snapshot(minutes: Minutes, now: datetime) -> dict[str, object]:
    """What the paper prints: the content, its number, and who drew it up and signed it."""
    english, chinese = title(minutes.content)
    return {
        **minutes.content, "number": minutes.number, "title": {"en": english, "zh": chinese},
        "date": {"iso": now.isoformat(), "day": now.astimezone(Party.home().tz).date().isoformat()},
        "drafted_by": _person(minutes.drafted_by), "signed_by": _person(minutes.signed_by),
    }


def title(content: dict[str, object]) -> tuple[str, str]:
    """What the minutes are called: those of a review of priority cases by their own name."""
    return CASES_TITLE if content["cases"] else TITLE


def _person(user: User | None) -> Pair | None:
    if user is None:
        return None
    return {"en": user.name_in("en"), "zh": user.name_in("zh-hans")}


def _number(now: datetime) -> str:
    home = Party.home()
    series = f"{home.code}-M-{now.astimezone(home.tz).year}"
    return f"{series}-{Counter.take(series):03d}"

