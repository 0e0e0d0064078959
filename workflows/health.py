"""Is all well? The pulse of the sweep, and what else would keep an office from working unnoticed.

Own code rather than a health-check library: the current django-health-check needs a newer Python than ours, and of
what matters here - the pulse, the lag, the age of the queue - none of them knows anything.
"""

import importlib.util
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents import scanning
from mla import machine
from mla.models import User
from mla.vocabulary import Role
from workflows import sweeping
from workflows.models import Alert, Pulse

SWEEP = "sweep_clocks"
SILENCE = timedelta(minutes=5)
"""How long the sweep may be silent, and how long a clock may wait for it."""
QUEUE_PATIENCE = timedelta(minutes=15)
LEAST_DISK = 1024**3
FONTS = ("fontpkg_noto_serif", "fontpkg_noto_sans", "pylopdf_fonts_zh_cn")
NEVER = "-"
_OLDEST_JOB = """
SELECT coalesce(extract(epoch FROM now() - min(greatest(event.at, job.scheduled_at))), 0)::float, count(*)
FROM procrastinate_jobs job JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred'
WHERE job.status = 'todo' AND coalesce(job.scheduled_at, now()) <= now()
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing examined: its stable name, its name and state for people, and whether something is wrong."""

    key: str
    label: str
    state: str
    is_wrong: bool = False


@contextmanager
def pulse(name: str, *, now: datetime, oldest: datetime | None) -> Iterator[Pulse]:
    """Keep when a periodic job began and ended, what it saw, how late it was, and why it failed; it fails all the
    same. `oldest` is since when the first of what it is to do has waited."""
    lag = (now - oldest).total_seconds() if oldest else 0
    began: dict[str, Any] = {"began_at": now, "ended_at": None, "lag_seconds": lag}
    beat, _made = Pulse.objects.update_or_create(name=name, defaults=began)
    beat.seen, beat.failure = 0, ""
    try:
        yield beat
    except Exception as problem:
        beat.failure = f"{type(problem).__name__}: {problem}"
        raise
    finally:
        beat.ended_at, beat.failure = timezone.now(), beat.failure[:300]
        beat.save(update_fields=["ended_at", "seen", "failure"])


def silent_since(now: datetime) -> str:
    """When the sweep was last seen, where that is too long ago; `-` where it never was, empty where all is well."""
    last = Pulse.objects.filter(name=SWEEP).values_list("began_at", flat=True).first()
    if last is None:
        return NEVER
    return f"{last:%Y-%m-%d %H:%M}" if last < now - SILENCE else ""


def raise_alarm(*, now: datetime) -> None:
    """Where the sweep has fallen silent, a message to supervisors and administrators: one each, and for each outage."""
    if not (since := silent_since(now)):
        return
    heads = Q(memberships__role__in=(Role.SUPERVISOR, Role.ADMINISTRATOR))
    heads &= Q(memberships__authority__code=settings.MLA_OFFICE_AUTHORITY)
    told = User.objects.filter(heads | Q(is_superuser=True), is_active=True).distinct()
    alerts = [Alert(sort="sweep", subject_key=f"sweep {since}", recipient=one, created_at=now) for one in told]
    Alert.objects.bulk_create(alerts, ignore_conflicts=True)


def findings(now: datetime) -> list[Finding]:
    """Everything examined, in the reader's language. Without a database, what can be said without it."""
    found = [_disk(), _fonts()]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        asked = [one(now) for one in (_migrations, _queue, _last_sweep, _lag, _messages)]
    except DatabaseError as problem:
        return [Finding("database", _("Database"), type(problem).__name__, is_wrong=True), *found]
    return [Finding("database", _("Database"), _("answers")), *asked, *found]


def scanner() -> Finding:
    """Whether files are scanned. For people alone: a scanner out of order keeps files out, and is no reason to close
    the office."""
    return Finding("scanner", _("Malware scanner"), *scanning.standing())


def _migrations(now: datetime) -> Finding:
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    told = ngettext("%(n)d pending", "%(n)d pending", pending) % {"n": pending} if pending else _("all applied")
    return Finding("migrations", _("Migrations"), told, bool(pending))


def _queue(now: datetime) -> Finding:
    with connection.cursor() as cursor:
        cursor.execute(_OLDEST_JOB)
        seconds, waiting = cursor.fetchone()
    told = _("%(n)s jobs wait, the oldest for %(minutes)s min") % {"n": waiting, "minutes": int(seconds) // 60}
    return Finding("queue", _("Jobs"), told, seconds > QUEUE_PATIENCE.total_seconds())


def _last_sweep(now: datetime) -> Finding:
    label, beat = _("Last sweep of the deadlines"), Pulse.objects.filter(name=SWEEP).first()
    if beat is None:
        return Finding("sweep", label, _("never: does a worker run?"), is_wrong=True)
    told = _("%(when)s UTC, %(n)s clocks") % {"when": f"{beat.began_at:%Y-%m-%d %H:%M}", "n": beat.seen}
    return Finding("sweep", label, f"{told}; {beat.failure}" if beat.failure else told,
                   bool(beat.failure) or beat.began_at < now - SILENCE)


def _lag(now: datetime) -> Finding:
    oldest = sweeping.oldest_due(now)
    waited = now - oldest if oldest else timedelta()
    told = _("%(seconds)s s behind") % {"seconds": int(waited.total_seconds())} if oldest else _("none waits")
    return Finding("lag", _("Clocks that are due to be looked at"), told, waited > SILENCE)


def _messages(now: datetime) -> Finding:
    """A message that fails is no reason to close the office, so this is never wrong by itself."""
    failed = Alert.objects.filter(sent_at=None, created_at__gte=now - timedelta(days=7)).exclude(failure="").count()
    return Finding("messages", _("Messages that could not be sent"), str(failed))


def _disk() -> Finding:
    free = shutil.disk_usage(settings.DATA_DIR).free
    return Finding("disk", _("Disk"), _("%(n)s GiB free") % {"n": f"{free / 1024**3:.1f}"}, free < LEAST_DISK)


def _fonts() -> Finding:
    lost = [name for name in FONTS if importlib.util.find_spec(name) is None]
    lost += [] if machine.PANGO.is_present() else [machine.PANGO.name]
    return Finding("fonts", _("Fonts and printing"), ", ".join(lost) or _("all there"), bool(lost))


