"""Which addresses show something of a request, and how is each reached? Every address of the site is in one table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

from mla.lifecycle import STEPS
from mla.milestones import MILESTONES
from mla.models import Request

DRAFT, RUNNING = "draft", "running"


@dataclass(frozen=True)
class Hidden:
    """A draft and a request in execution with everything that hangs on it: what there is to hide."""

    draft: Request
    running: Request

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Every address that shows something of one of them, with its name."""
        for name, (which, related, more) in ABOUT_A_REQUEST.items():
            request = self.draft if which == DRAFT else self.running
            for args in more:
                rows = Request.objects.filter(pk=request.pk, **{f"{related or 'pk'}__isnull": False})
                for pk in rows.values_list(related or "pk", flat=True).distinct():
                    yield name, reverse(name, args=[pk, *args])
        for tab in ("overview", "clocks", "letters", "attachments", "record"):
            yield "request", reverse("request", args=[self.running.pk]) + f"?tab={tab}"
        for name in ("lifecycle", "flow"):
            place = [] if name == "lifecycle" else [self.running.direction, self.running.state]
            yield name, reverse(name, args=place) + f"?request={self.running.pk}"


# name -> the request it is tried with, the relation whose row its number names, what follows the number
ABOUT_A_REQUEST: dict[str, tuple[str, str, list[list[Any]]]] = {
    "writer": (DRAFT, "", [[]]),
    "writer_check": (DRAFT, "", [[]]),
    "writer_section": (DRAFT, "", [["basis"], ["persons"], ["facts"], ["items"], ["item:1"]]),
    "writer_conflict": (DRAFT, "", [["facts"]]),
    "writer_item_add": (DRAFT, "", [[]]),
    "writer_item_remove": (DRAFT, "", [[1]]),
    "writer_submit": (DRAFT, "", [[]]),
    "writer_print": (DRAFT, "", [[]]),
    "writer_table": (DRAFT, "", [["persons"], ["identifiers"]]),
    "writer_table_sample": (DRAFT, "", [["persons"]]),
    "versions": (RUNNING, "", [[]]),
    "office_template_add": (RUNNING, "", [[]]),
    "writer_submitted": (RUNNING, "", [[]]),
    "request": (RUNNING, "", [[]]),
    "request_step": (RUNNING, "", [[word] for word in STEPS]),
    "request_milestone": (RUNNING, "", [[word] for word in MILESTONES]),
    "attachment_add": (RUNNING, "", [[]]),
    "shared_objects": (RUNNING, "", [[]]),
    "shared_objects_add": (RUNNING, "", [[]]),
    "shared_objects_stix": (RUNNING, "", [[]]),
    "request_links": (RUNNING, "", [[]]),
    "request_note": (RUNNING, "", [[]]),
    "translate": (RUNNING, "", [[]]),
    "task": (RUNNING, "tasks", [[]]),
    "task_claim": (RUNNING, "tasks", [[]]),
    "task_release": (RUNNING, "tasks", [[]]),
    "task_reassign": (RUNNING, "tasks", [[]]),
    "letter": (RUNNING, "letters", [[]]),
    "letter_pdf": (RUNNING, "letters", [[]]),
    "letter_state": (RUNNING, "letters", [[]]),
    "letter_text": (RUNNING, "letters", [[]]),
    "letter_dispatch": (RUNNING, "letters", [[]]),
    "delivery_receipt": (RUNNING, "letters__deliveries", [[]]),
    "step_letters": (RUNNING, "", [[word] for word in STEPS]),
    "milestone_letters": (RUNNING, "", [[word] for word in MILESTONES]),
    "case_file_order": (RUNNING, "", [[]]),
    "case_file": (RUNNING, "case_files", [[]]),
    "case_file_pdf": (RUNNING, "case_files", [[]]),
    "attachment": (RUNNING, "attachments", [[]]),
    "clock": (RUNNING, "clocks", [[]]),
    "clock_json": (RUNNING, "clocks", [[]]),
    "clock_act": (RUNNING, "clocks", [["extend"], ["waive"], ["cancel"]]),
}
LISTS = ("home", "inbox", "deadlines", "requests", "letters", "record", "request_new", "lifecycle", "reminders",
         "reference", "calendars", "rules", "messages", "health", "team", "absences", "view_add", "search",
         "palette", "preferences", "keys", "scorecard", "metrics", "commitments", "meetings", "actions", "meeting_add",
         "reports", "reconciliation", "office_templates", "duty",
         "priority_cases")
"""Addresses without a number: what they list is only what the reader may see."""
OF_NO_REQUEST = {
    "office_template_offer", "duty_strike",
    "flow", "flow_bpmn", "set_language", "feed", "feed_add", "feed_revoke", "reminders_digest", "messages_seen",
    "meeting", "meeting_edit", "meeting_participants", "agenda_add", "agenda_item", "agenda_remove", "meeting_cases",
    "action_add", "minutes", "minutes_sign", "minutes_file", "meeting_close", "action", "action_act",
    "metric", "figure", "commitment", "report", "report_refresh", "report_sign", "report_file",
    "reconciliation_send", "reconciliation_list",
    "healthz", "readyz", "tasks_many", "view_remove", "absence_end", "verify",
    "preview_picture", "preview_text",  # found by the session that made them alone: tests/workflows/test_composing.py
    "calendar", "calendar_draft", "calendar_version", "calendar_file", "calendar_publish", "calendar_discard",
    "calendar_move", "rule", "rule_begin", "rule_draft", "rule_publish", "rule_discard", "rule_migrate",
}
ACTS = {"request_step", "request_milestone", "step_letters", "milestone_letters"}
"""Their pages depend on the state, and are met on the way of a request: `tests/browser/test_every_page.py`."""
SHOW_NO_PAGE = {
    "writer_item_add", "writer_item_remove", "writer_submit", "writer_table_sample", "task_claim", "task_release",
    "task_reassign", "letter_pdf", "case_file_order", "case_file_pdf", "attachment", "clock_json",
    "shared_objects_add", "shared_objects_stix", "office_template_offer", "flow_bpmn", "set_language", "feed",
    "feed_add", "reminders_digest", "messages_seen", "report_refresh", "report_file", "healthz", "readyz", "tasks_many",
    "view_remove", "absence_end", "preview_picture", "preview_text", "calendar_file", "calendar_move", "rule_begin",
    "letter_state", "palette", "minutes_file", "reconciliation_send", "reconciliation_list",
}
"""Files, data, parts of pages, and what is only posted."""
OF_OTHERS = ("accounts/", "admin/")
"""Addresses of other packages; the pages of the administration have a test of their own."""


def unknown() -> list[str]:
    """The patterns that stand in none of the tables: a new one is classified before anybody meets it."""
    known = {*ABOUT_A_REQUEST, *LISTS, *OF_NO_REQUEST}
    return [f"{route} ({name})" for route, name in patterns() if name not in known and not route.startswith(OF_OTHERS)]


def patterns() -> Iterator[tuple[str, str]]:
    """Every pattern of the site: its whole route and its name."""
    yield from _below(get_resolver(), "")


def _below(resolver: Any, prefix: str) -> Iterator[tuple[str, str]]:
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route, one.name or ""
        else:
            yield from _below(one, route)
