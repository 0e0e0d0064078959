"""An office with one of everything that has an address: two requests and what hangs on them, and what hangs on none."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documents import store
from mla.models import DutyShift, Party, Request, RequestTemplate, User
from tests.addresses import ACTS, LISTS, SHOW_NO_PAGE, Hidden
from workflows import attaching, calendar_versions, engine, rule_versions
from workflows.meetings import actions, minutes, planning
from workflows.models import Absence, Alert, Commitment, Feed, SavedView
from workflows.reports import counting, freezing, lists
from workflows.walking import Walker

RULE, CALENDAR, METRIC = "DECISION", "US", "M02"
MORE = (
    "/inbox/?tab=queue", "/inbox/?tab=all", "/inbox/?tab=done", "/inbox/?tab=substitute", "/requests/?order=due",
    "/deadlines/?side=all&view=week", "/deadlines/?side=all&view=authority", "/deadlines/?side=all&view=source",
    "/deadlines/?band=paused", "/search/?q=ledger", "/search/?q=nothing-of-the-kind",
    "/requests/?q=nothing-of-the-kind",
)
"""The other faces of some lists, and their empty states."""


@dataclass(frozen=True)
class Everything:
    """The office: its cast, its requests, and the numbers and names that its other addresses need."""

    cast: dict[str, User]
    hidden: Hidden
    others: dict[str, list[Any]]
    rows: dict[str, Any]
    """Rows that belong to no request, by what they are."""

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Every address of ours with its name, whether it shows a page or not."""
        yield from self.hidden.addresses()
        yield from ((name, reverse(name)) for name in LISTS)
        yield from ((name, reverse(name, args=args)) for name, args in self.others.items())

    def pages(self) -> Iterator[tuple[str, str]]:
        """Those that show a page to somebody whatever the state of a request."""
        return ((name, address) for name, address in self.addresses() if name not in ACTS | SHOW_NO_PAGE)


def fill(walker: Walker, a_request: Callable[..., Request]) -> Everything:
    """Build it: a draft, a request in execution, and one row of whatever else a page shows."""
    cast, now = walker.cast, timezone.now()
    draft, running = a_request("draft", title="Zanzibar ledger"), a_request("execution", title="Harbour ledger")
    paper = SimpleUploadedFile("orders.txt", b"Orders of transfer.", "text/plain")
    attaching.attach(running, paper, by=cast["ada"], now=walker.now, title="Orders", purpose="annex")
    running.letters.update(sha256=store.put(b"%PDF-1.7 example"), size=9, pages=1)
    letter = running.letters.first()
    letter.deliveries.create(way="post", sent_at=walker.now, recorded_by=cast["dan"], recorded_at=walker.now)
    running.case_files.create(ordered_by=cast["lin"], ordered_at=walker.now, sha256=letter.sha256, pages=1)
    engine.claim(running.tasks.open().get(), by=cast["lin"], now=walker.now)
    for sort in ("mention", "calendar"):
        key = f"{sort} 1 {running.pk}"
        Alert.objects.create(recipient=cast["lin"], request=running, sort=sort, subject_key=key, created_at=now)
    _disagree(draft, cast["ada"])
    rows = _rows(cast) | _met(cast, running)
    return Everything(cast, Hidden(draft, running), _named(rows, running), rows)


def _disagree(draft: Request, by: User) -> None:
    """Somebody saves a page of the draft that was changed elsewhere meanwhile: both versions are kept."""
    client, address = Client(), reverse("writer_section", args=[draft.pk, "facts"])
    client.force_login(by)
    for facts in ("Changed here.", "Changed there."):
        client.post(address, {"revision": draft.draft_revision, "facts": facts, "then": "later"})


def _rows(cast: dict[str, User]) -> dict[str, Any]:
    now = timezone.now()
    period = counting.of_office(date(2026, 1, 1), date(2026, 3, 31), now=now)
    commitment = Commitment.objects.order_by("code").first()
    commitment.standings.create(status="open", reasons="Talks have begun.", by=cast["sam"], at=now)
    rule_versions.begin(RULE, today=now.date())
    return {
        "shift": DutyShift.objects.create(
            officer=cast["gus"], begins_at=now, ends_at=now + timedelta(hours=8), zone="America/New_York"),
        "template": RequestTemplate.objects.create(
            kind="mla", direction="out", name="Bank records", material={}, kept_by=cast["sam"], kept_at=now),
        "feed": Feed.objects.create(owner=cast["lin"], created_at=now),
        "view": SavedView.objects.create(owner=cast["lin"], name="Ours", query="tab=queue&direction=out"),
        "absence": Absence.objects.create(
            person=cast["lin"], substitute=cast["ben"], begins_on=now.date(), ends_on=now.date() + timedelta(days=7),
            created_at=now),
        "report": freezing.draft(period, party=None, is_public=False, by=cast["sam"], now=now),
        "edition": calendar_versions.begin(CALENDAR, reason="A test.", by=cast["adm"], now=now),
        "commitment": commitment,
    }


def _met(cast: dict[str, User], running: Request) -> dict[str, Any]:
    """A working group of today, with minutes drawn up, and what somebody is to do after it; our list for the others."""
    now, china = timezone.now(), Party.objects.get(code="CN")
    today = now.astimezone(Party.home().tz).date()
    met = planning.create(
        {"sort": "group", "name_en": "Group", "name_zh": "工作组", "held_on": today, "classification": 1,
         "place_en": "Washington", "place_zh": "华盛顿"}, parties=[china], by=cast["lin"])
    for party in (china, Party.home()):
        met.participants.create(authority=party.authorities.first(), name_en="Zhao Min")
    told = {"title_en": "Evidence", "title_zh": "证据", "decision_en": "Copied.", "decision_zh": "予以复制。"}
    item = planning.put_item(met, None, told, commitments=[], requests=[running], by=cast["lin"], revision=0)
    agreed = {"text_en": "Copy the ledger.", "text_zh": "复制账册。", "due_on": today + timedelta(days=5)}
    action = actions.agree(met, {**agreed, "agenda": item, "desk": "liaison"}, by=cast["lin"], now=now)
    minutes.draft(met, {"en": "", "zh": ""}, by=cast["lin"], now=now)
    return {"meeting": met, "item": item, "action": action, "sent": lists.export(china, by=cast["sam"], now=now)}


def _named(rows: dict[str, Any], running: Request) -> dict[str, list[Any]]:
    """By name what an address needs beside it."""
    version, digest = [CALENDAR, rows["edition"].number], "0" * 64
    plain = ("set_language", "feed_add", "reminders_digest", "messages_seen", "healthz", "readyz", "tasks_many",
             "verify", "reconciliation_send")
    met = ("meeting", "meeting_edit", "meeting_participants", "agenda_add", "meeting_cases", "action_add", "minutes",
           "minutes_sign", "minutes_file", "meeting_close")
    item = [rows["meeting"].code, rows["item"].pk]
    rules = ("rule", "rule_begin", "rule_draft", "rule_publish", "rule_discard", "rule_migrate")
    calendars = ("calendar_version", "calendar_file", "calendar_publish", "calendar_discard", "calendar_move")
    numbered = {
        "report": "report", "report_refresh": "report", "report_sign": "report", "office_template_offer": "template",
        "duty_strike": "shift", "feed_revoke": "feed", "view_remove": "view", "absence_end": "absence",
    }
    return {
        **{name: [rows["meeting"].code] for name in met}, "agenda_item": item, "agenda_remove": item,
        "action": [rows["action"].code], "action_act": [rows["action"].code, "done"],
        "reconciliation_list": [rows["sent"].pk],
        **{name: [] for name in plain}, **{name: [RULE] for name in rules}, **dict.fromkeys(calendars, version),
        **{name: [rows[row].pk] for name, row in numbered.items()}, "report_file": [rows["report"].pk, "csv"],
        "feed": [rows["feed"].token], "flow": ["out", "review"], "flow_bpmn": ["out", "review"], "metric": [METRIC],
        "figure": [METRIC, "received"], "commitment": [rows["commitment"].code], "calendar": [CALENDAR],
        "calendar_draft": [CALENDAR], "preview_picture": [running.pk, digest, 1], "preview_text": [running.pk, digest],
    }
