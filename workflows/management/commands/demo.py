"""`manage.py demo`: fills an office with fictional requests, walked by the engine, and tells the story of one."""

import time
from argparse import ArgumentParser
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from documents import jobs, store
from documents.models import Letter
from mla.demo.cast import CAST, OFFICE, make_cast
from mla.demo.roster import make_roster
from mla.models import Request, User
from mla.vocabulary import State
from workflows import clocks, filling, scenes_of_meetings
from workflows.meetings import watching
from workflows.models import Clock
from workflows.walking import Walker

PASSWORD = "demo-2017-10-04"


class Command(BaseCommand):
    help = (
        "Fill a demo office with about a hundred fictional requests and tell one request's story. "
        "Run again, it keeps them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--no-serve", action="store_true", help="accepted for ./dev demo, which then does not serve"
        )
        parser.add_argument("--requests", type=int, default=100, help="how many requests (default 100)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MLA_DEMO:
            raise CommandError(
                "This fills the database with fictional requests: set MLA_DEMO=1 if that is what you want."
            )
        if settings.MLA_OFFICE_AUTHORITY != OFFICE:
            raise CommandError(
                f"The demo plays in the office {OFFICE}, and OFFICE_AUTHORITY is {settings.MLA_OFFICE_AUTHORITY}: "
                "leave OFFICE_PARTY and OFFICE_AUTHORITY unset for it."
            )
        now = timezone.now()
        call_command("load_reference", verbosity=0)
        call_command("calendar", "setup", verbosity=0)
        cast = make_cast(PASSWORD)
        make_roster(cast, now)
        if Request.objects.exists():
            self.stdout.write(f"The demo office is there already, with {Request.objects.count()} requests.\n")
        else:
            begun = time.monotonic()
            self.story(Walker(cast=cast, now=now - timedelta(days=95)), now)
            count = filling.fill(cast, count=options["requests"] - 1, now=now, progress=self.progress)
            scenes_of_meetings.play(cast, now)
            clocks.sweep(now=now)
            watching.sweep(now=now)
            self.stdout.write(f"\n{count + 1} requests walked in {time.monotonic() - begun:.0f} s; ", ending="")
            self.stdout.write(f"{Letter.objects.filter(sha256='').count()} letters wait for the worker.\n")
        self.logins()

    def story(self, walker: Walker, now: datetime) -> None:
        """One request from the agency's draft to the closed file, told as it happens."""
        self.stdout.write("\nThe story of one request\n")
        told = Telling(self.stdout.write)
        walker.told, walker.pause = told.act, timedelta(days=4, hours=3)
        request = filling.first_outgoing(walker)
        told.begin(request)
        walker.walk(request, State.CLOSED)

    def progress(self, done: int, of: int) -> None:
        """One line that counts, on a terminal only."""
        if self.stdout.isatty():
            self.stdout.write(f"\rWalking requests: {done} of {of}", ending="")
            self.stdout.flush()

    def logins(self) -> None:
        """Who can sign in, and as what."""
        self.stdout.write(f"\nSign in as (password for all: {PASSWORD})\n")
        for officer in CAST:
            roles = ", ".join(officer.roles)
            who = f"{officer.username:<6} {officer.given} {officer.family}"
            self.stdout.write(f"  {who}, {roles} ({officer.authority_code})")


class Telling:
    """Tells each act: who, when, the clocks it touched, the letters it issued and where their PDFs lie."""

    def __init__(self, write: Any) -> None:
        self.write = write
        self.clocks: dict[int, str] = {}
        self.letters: set[int] = set()

    def begin(self, request: Request) -> None:
        """The title line."""
        self.write(f"  {request.title}\n")

    def act(self, request: Request, word: str, by: User, now: datetime) -> None:
        """One act of the story; its letters are rendered at once, the office's others by the worker."""
        fresh = Request.objects.get(pk=request.pk)
        state, reference = fresh.get_state_display(), fresh.own_reference
        self.write(f"\n  {now:%Y-%m-%d %H:%M} UTC  {word:<12} {by}  ->  {state}  {reference}")
        for clock in Clock.objects.filter(request=request).select_related("rule", "rule__instrument", "party"):
            if self.clocks.get(clock.pk) != clock.status:
                status = f"{clock.get_status_display()}, due {clock.due} ({clock.party.code})"
                self.write(f"      clock   {clock.rule.code}: {status}")
                self.clocks[clock.pk] = clock.status
        for letter in Letter.objects.filter(request=request).exclude(pk__in=self.letters):
            jobs.render_letter(letter.pk)
            letter.refresh_from_db()
            self.letters.add(letter.pk)
            self.write(f"      letter  {letter.number} {letter.code} {letter.subject_en}")
            self.write(f"              {_kept(letter)}")


def _kept(letter: Letter) -> str:
    """Where a copy of the PDF lies under a name that a viewer opens; or why there is none."""
    if not letter.is_rendered:
        return letter.failure
    folder = Path(settings.DATA_DIR) / "story"
    folder.mkdir(exist_ok=True)
    copy = folder / f"{letter.number}-{letter.code}.pdf"
    copy.write_bytes(store.read(letter.sha256))
    base = Path(settings.BASE_DIR)
    return str(copy.relative_to(base) if copy.is_relative_to(base) else copy)
