"""When must somebody be told? The rungs of a clock's escalation, from its rule and its end."""

from datetime import UTC, datetime, timedelta

from workflows.models import Clock


def ladder(clock: Clock) -> list[tuple[str, datetime]]:
    """The rungs: every warning and the moment of expiry, in order of time.

    A rung's name carries the end it warns of, so that after a pause the new end is warned of anew. Warnings that lie
    before an act that started the period are left out; a period from a date keeps them, for they are already owed.
    """
    stamp = clock.due_at.astimezone(UTC).strftime("%y%m%d%H%M")
    hours = sorted({0, *(-int(one["at"][:-1]) for one in clock.rule.ladder if one["at"] != "due")}, reverse=True)
    rungs = [(f"{before}h {stamp}", clock.due_at - timedelta(hours=before)) for before in hours]
    is_from_act = not clock.rule.starts_field
    return [(name, at) for name, at in rungs if at == clock.due_at or not is_from_act or at > clock.starts_at]


def first_look(clock: Clock) -> datetime:
    """When the sweep must first look at a running clock; it passes rungs already claimed without effect."""
    return ladder(clock)[0][1]
