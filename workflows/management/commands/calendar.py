"""`manage.py calendar`: sets up, lists, imports, compares and publishes working calendars."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from mla.exceptions import NotPossible
from mla.models import User
from workflows import calendar_files, calendar_moves, calendar_pages, calendar_versions
from workflows.calendar_store import CALENDARS, calendar_of
from workflows.calendars import Versioned, calendar_for
from workflows.models import CalendarVersion

_SET_UP = "The days as the library knew them when the office was set up."


class Command(BaseCommand):
    help = "Working calendars: set up the first versions, list, import a draft, compare, publish."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
        acts.add_parser("setup", help="publish version 1 from the library for each calendar in use that has none")
        acts.add_parser("list", help="calendars in use, their versions and drafts")
        take = acts.add_parser("import", help="make a draft; nothing counts by it until it is published")
        take.add_argument("code")
        take.add_argument("--from", dest="source", required=True, metavar="library|FILE")
        take.add_argument("--years", metavar="2027 or 2027-2028", help="replaced whole; a FILE needs them")
        take.add_argument("--reason", default="")
        compare = acts.add_parser("diff", help="the days that two calendars see differently")
        compare.add_argument("code")
        compare.add_argument("old", nargs="?", default="now", help="a version's number, draft, library, or now")
        compare.add_argument("new", nargs="?", default="draft", help="the same; the draft if left out")
        out = acts.add_parser("publish", help="show what the draft moves; with --yes publish it and move the clocks")
        out.add_argument("code")
        out.add_argument("--until", type=int, help="the last year officially published; as the draft says if left out")
        out.add_argument("--reason", default="")
        out.add_argument("--by", help="the user name of who publishes")
        out.add_argument("--yes", action="store_true")

    def handle(self, *_: Any, act: str, **options: Any) -> None:
        try:
            getattr(self, f"_{act}")(timezone.now(), **options)
        except NotPossible as refused:
            raise CommandError(" ".join(refused.reasons)) from refused
        except calendar_files.BadLines as flaw:
            raise CommandError(f"Nothing is imported.\n{flaw}") from flaw

    def _setup(self, now: datetime, **options: Any) -> None:
        for row in calendar_pages.listed():
            if row["newest"] or row["draft"] or row["code"] == "NONE" or not row["library"]:
                continue
            with transaction.atomic():
                years = calendar_versions.usual_years(now.date())
                draft = calendar_versions.from_library(row["code"], years, reason=_SET_UP, by=None, now=now)
                version = calendar_versions.publish(
                    draft, published_until=draft.published_until, reason=_SET_UP, now=now
                )
            moved = calendar_moves.move(version, by=None, now=now)
            if options["verbosity"]:
                self.stdout.write(f"{version}  {row['library']}  {moved} ends moved")

    def _list(self, now: datetime, **options: Any) -> None:
        for row in calendar_pages.listed():
            newest, draft = row["newest"], row["draft"]
            told = [str(newest or row["library"])]
            told += [f"published until {newest.published_until}"] if newest and newest.published_until else []
            told += [f"the library knows {row['ahead']}"] if row["ahead"] else []
            told += [f"draft {draft.number}"] if draft else []
            self.stdout.write(f"{row['code']:<8} {'; '.join(told)}  ({', '.join(row['users'])})")

    def _import(self, now: datetime, *, code: str, source: str, years: str | None, reason: str, **_: Any) -> None:
        if source == "library":
            proposed = calendar_pages.years_to_take(code, now)
            wanted = _years(years) if years else range(proposed["first_year"], proposed["last_year"] + 1)
            draft = calendar_versions.from_library(code, wanted, reason=reason, by=None, now=now)
        else:
            if not years:
                raise CommandError("Say with --years which years the file gives whole, such as --years 2027.")
            text = calendar_files.decoded(_content(Path(source)))
            draft = calendar_versions.from_file(code, text, _years(years), reason=reason, by=None, now=now)
        self.stdout.write(f"Draft {draft}: {draft.days.count()} days, {draft.first_year} to {draft.last_year}")

    def _diff(self, now: datetime, *, code: str, old: str, new: str, **_: Any) -> None:
        before, after = _calendar(code, old), _calendar(code, new)
        reach = CalendarVersion.objects.filter(code=code).order_by("number").last()
        years = range(reach.first_year, reach.last_year + 1) if reach else calendar_versions.usual_years(now.date())
        for one in calendar_versions.differences(before, after, years):
            was, becomes = _day(one.was_working, one.old_name), _day(one.is_working, one.new_name)
            self.stdout.write(f"{one.day:%Y-%m-%d %a}  {was}  ->  {becomes}")

    def _publish(
        self, now: datetime, *, code: str, until: int | None, reason: str, by: str | None, yes: bool, **_: Any
    ) -> None:
        draft, user = _draft(code), _user(by)
        for move in calendar_moves.preview(draft):
            clock, told = move.clock, move.flaw or f"{move.clock.due} -> {move.after.due}"
            self.stdout.write(f"request {clock.request_id}, clock {clock.pk} {clock.rule.code}: {told}")
        if not yes:
            self.stdout.write(f"{draft} is still a draft: publish it with --yes.")
            return
        last = draft.published_until if until is None else until
        with transaction.atomic():
            version = calendar_versions.publish(
                draft, published_until=last, reason=reason or draft.reason, now=now
            )
        self.stdout.write(f"{version} is published; {calendar_moves.move(version, by=user, now=now)} ends moved.")


def _calendar(code: str, which: str) -> Versioned:
    if which == "library":
        return calendar_for(code)
    if which == "now":
        return CALENDARS.now().of(code)
    if which == "draft":
        return calendar_of(_draft(code))
    found = CalendarVersion.objects.filter(code=code, number=which).first() if which.isdecimal() else None
    if found is None:
        raise CommandError(f"There is no version {which} of the calendar {code}.")
    return calendar_of(found)


def _draft(code: str) -> CalendarVersion:
    draft = calendar_versions.draft_of(code)
    if draft is None:
        raise CommandError(f"There is no draft of the calendar {code}.")
    return draft


def _user(name: str | None) -> User | None:
    try:
        return User.objects.get(username=name) if name else None
    except User.DoesNotExist as error:
        raise CommandError(f"There is no user {name}.") from error


def _years(text: str) -> range:
    first, _dash, last = text.partition("-")
    try:
        return range(int(first), int(last or first) + 1)
    except ValueError as error:
        raise CommandError(f"--years: a year or two with a dash, not {text!r}.") from error


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error}") from error


def _day(is_working: bool, name: str) -> str:
    return f"{'worked' if is_working else 'off'} {name}".rstrip()
