"""What follows when an administrator publishes or migrates? The change and its job, in one transaction."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mla.exceptions import NotPossible
from mla.models import User
from workflows import calendar_versions, jobs_reference
from workflows.models import CalendarVersion, ClockRule


@transaction.atomic
def publish_calendar(
    draft: CalendarVersion, *, published_until: int | None, reason: str, by: User, now: datetime
) -> CalendarVersion:
    """Publish the draft; a job moves the live clocks. Raises NotPossible as `calendar_versions.publish` does."""
    version = calendar_versions.publish(draft, published_until=published_until, reason=reason, now=now)
    jobs_reference.move_by_calendar.defer(version_id=version.pk, by_id=by.pk)
    return version


def move_again(version: CalendarVersion, *, by: User) -> None:
    """Let a job do what is left of the move to a published version."""
    jobs_reference.move_by_calendar.defer(version_id=version.pk, by_id=by.pk)


def migrate_rule(rule: ClockRule, *, reason: str, by: User) -> None:
    """Let a job move the live clocks of the rule to this version. Raises NotPossible without a reason."""
    if not reason.strip():
        raise NotPossible(_("Say why running clocks are moved."))
    jobs_reference.move_by_rule.defer(rule_id=rule.pk, told=reason.strip(), by_id=by.pk)
