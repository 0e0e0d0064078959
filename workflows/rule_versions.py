"""How does a rule change? As a draft of its next version; published, it holds from a day on and is never changed.

Running clocks keep the version they began with. Moving them to another is an act of its own, with a preview.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mla.exceptions import NotPossible
from mla.models import User
from workflows import reprojection
from workflows.flaws import flaws
from workflows.models import Clock, ClockRule
from workflows.reprojection import Move

_DAY = timedelta(days=1)


def newest(code: str) -> ClockRule | None:
    """The last published version; None for a rule that is only a draft, or unknown."""
    return ClockRule.objects.filter(code=code, is_draft=False).order_by("-version").first()


def draft_of(code: str) -> ClockRule | None:
    """The draft of its next version: there is at most one."""
    return ClockRule.objects.filter(code=code, is_draft=True).first()


def begin(code: str, *, today: date) -> ClockRule:
    """A draft of the next version, copied from the newest. Its text has to be verified anew.

    Raises NotPossible where there is a draft already, or no such rule.
    """
    rule = newest(code)
    if rule is None:
        raise NotPossible(_("There is no such rule."))
    if draft_of(code):
        raise NotPossible(_("There is a draft of this rule already."))
    rule.pk, rule.version, rule.is_draft = None, rule.version + 1, True
    rule._state.adding = True
    rule.verified_by, rule.verified_on, rule.valid_to = "", None, None
    rule.valid_from = max(today, rule.valid_from) + _DAY
    try:
        with transaction.atomic():
            rule.save(force_insert=True)
    except IntegrityError as error:  # somebody began one at the same moment
        raise NotPossible(_("There is a draft of this rule already.")) from error
    return rule


def simulate(draft: ClockRule) -> Iterator[Move]:
    """The ends of running clocks that the draft, or a newer version, would move; nothing is saved."""
    found = reprojection.moves(older(draft), rule_of=lambda _clock: draft)
    return (move for move in found if move.is_told or move.flaw)


@transaction.atomic
def publish(draft: ClockRule, *, valid_from: date) -> ClockRule:
    """Let the draft hold from a day on; the version before it then ends the day before. No running clock moves.

    Raises NotPossible for a draft that no clock could run by, and where two versions would hold on one day, or none.
    """
    held = ClockRule.objects.select_for_update().filter(pk=draft.pk, is_draft=True).first()
    if held is None:
        raise NotPossible(_("This draft is published or discarded already."))
    if found := flaws(held):
        raise NotPossible(*found)
    if held.valid_to and held.valid_to < valid_from:
        raise NotPossible(_("The version would end before it begins."))
    _end_before(held, valid_from)
    held.valid_from, held.is_draft = valid_from, False
    held.save()
    return held


def older(rule: ClockRule) -> QuerySet[Clock]:
    """The live clocks of a rule that run by another of its versions."""
    return reprojection.live().filter(rule__code=rule.code).exclude(rule=rule)


def migrate(rule: ClockRule, *, told: str, by: User | None, now: datetime) -> int:
    """Move the live clocks of the rule to this published version; how many ends the journal tells of.

    Start, obligated side, pauses and extensions stay. A clock that cannot run by the version keeps its own.
    """
    if rule.is_draft:
        raise NotPossible(_("A draft starts no clock; publish it first."))
    found = reprojection.moves(older(rule), rule_of=lambda _clock: rule)
    return reprojection.apply(found, cause="rule", told=told, by=by, now=now)


def _end_before(draft: ClockRule, valid_from: date) -> None:
    """End the version before on the eve of the day. Raises NotPossible for a gap or an overlap."""
    before = newest(draft.code)
    if before is None:
        return
    if valid_from <= before.valid_from:
        raise NotPossible(_("Version %(n)d holds from %(day)s: the next one must begin later.") % {
            "n": before.version, "day": before.valid_from
        })
    eve = valid_from - _DAY
    if before.valid_to and before.valid_to < eve:
        raise NotPossible(_("Version %(n)d ends on %(day)s: from the day after no version would hold.") % {
            "n": before.version, "day": before.valid_to
        })
    if before.valid_to != eve:
        before.valid_to = eve
        before.save(update_fields=["valid_to"])
