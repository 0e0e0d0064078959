"""What does a person read of a request? The file as rows for the page's components."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import dateformat
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from documents.models import Letter
from mla import kinds, texts
from mla.kind import Labelled, Panel, told
from mla.links import relations
from mla.models import AssistanceItem, Event, Identifier, Party, Person, Request, User
from mla.tongues import tongue
from mla.vocabulary import OPEN, Role
from workflows import bonds, explanations, ledger, marking, words
from workflows.models import LIVE, Clock
from workflows.moments import Capitals
from workflows.relative import Now

Row = dict[str, Any]


def tags(request: Request) -> list[Row]:
    """State, urgency and classification, in words."""
    found = [{"label": request.get_state_display(), "tone": "blue"}]
    if request.details.get("is_test"):
        found.append({"label": _("Test"), "tone": "yellow"})
    if request.urgency != "routine":
        found.append({"label": request.get_urgency_display(), "tone": "orange"})
    if request.tlp:
        found.append({"label": request.get_tlp_display(), "tone": "purple"})
    return [*found, {"label": request.get_classification_display(), "tone": "grey"}]


def panels(request: Request, now: datetime) -> list[Panel]:
    """What the kind shows beside the request, and which texts for letters to the other side wait for a translator."""
    kind = kinds.get(request.kind)
    waiting = texts.stale(request) if request.state in OPEN and kind.retells(request.direction) else []
    late = [(_("Not translated (CK-17)"), [("", capfirst(one)) for one in waiting])] if waiting else []
    return [*kind.panels(request, now), *late]


def summary(request: Request) -> list[Row]:
    """The rows of the summary that are filled."""
    rows = [
        (_("Our reference"), request.own_reference),
        (_("Their reference"), request.foreign_reference),
        (_("Kind"), kinds.get(request.kind).name),
        (_("Other party"), request.counterpart),
        (_("Requesting agency"), request.agency),
        (_("Authority abroad"), request.requested_authority),
        (_("Legal basis"), request.instrument),
        (_("Authority conducting the proceeding"), request.investigating_authority),
        (_("Stage of the proceeding"), request.get_proceeding_stage_display()),
        (_("Confidentiality"), request.get_confidentiality_display()),
        (_("Time limit wanted"), day(request.time_limit_on)),
        (_("Channel"), request.get_channel_display()),
        (_("Opened by"), request.created_by),
    ]
    rows += marking.rows(request)
    filled = [{"key": key, "value": value} for key, value in rows if value]
    return filled + own_words(kinds.get(request.kind).particulars(request)) + _texts(request)


def items(request: Request, bound: list[Row]) -> list[Row]:
    """The items with decision and outcome, what their own questions were answered, and what binds their results."""
    translated = {one.key: one.translation for one in texts.texts_of(request)}
    return [
        {
            "item": one,
            "disposition": one.get_disposition_display(),
            "outcome": one.get_outcome_display(),
            "tone": _tone(one),
            "grounds": ", ".join(one.grounds),
            "details": _answers(request, one),
            "description_other": translated.get(f"item:{one.seq}:description", ""),
            "lang_other": _lang(texts.target_language(request)),
            "conditions": bonds.of_item(bound, one.pk),
        }
        for one in request.items.all()
    ]


def subjects(request: Request) -> Row:
    """Whom and what the request is about."""
    persons, identifiers = list(request.persons.all()), list(request.identifiers.select_related("item"))
    kind = kinds.get(request.kind)
    rows: list[Person | Identifier] = [*persons, *identifiers]
    for one in rows:
        one.request = request
    return {
        "persons": [(one, own_words(kind.labelled_row(one))) for one in persons],
        "organisations": request.organisations.all(),
        "offences": request.offences.all(),
        "identifiers": [(one, own_words(kind.labelled_row(one))) for one in identifiers],
    }


def own_words(lines: list[Labelled]) -> list[Row]:
    """Labels and answers in the reader's language."""
    key = tongue()
    return [{"key": label[key], "value": words[key]} for label, words in lines]


def _answers(request: Request, item: AssistanceItem) -> list[Row]:
    """The answers of the item's own block, labelled in the reader's language."""
    found = own_words(kinds.get(request.kind).labelled_details(item))
    return [{"key": _("Date of the hearing"), "value": day(item.hearing_on)}, *found] if item.hearing_on else found


def clocks(request: Request, now: Now) -> list[Row]:
    """Every clock, live ones first, the nearest on top."""
    found = list(request.clocks.select_related("rule"))
    found.sort(key=lambda one: (one.status not in LIVE, one.due_at, one.pk))
    return [_clock(one, now, request.counterpart) for one in found]


def nearest(rows: list[Row]) -> Row | None:
    """The badge of the nearest live clock."""
    return next((row["due"] for row in rows if row["clock"].status == "running"), None)


def latest(request: Request, capitals: Capitals) -> list[Row]:
    """The last acts, without who read what."""
    return timeline(request, capitals, without=("view", "download"))[:5]


def timeline(request: Request, capitals: Capitals, without: tuple[str, ...] = ()) -> list[Row]:
    """The record, newest first, with the letters each event issued."""
    letters: dict[int, list[Row]] = {}
    for letter in request.letters.all():
        letters.setdefault(letter.event_id, []).append(_letter(letter))
    events = request.events.exclude(verb__in=without).select_related("actor").order_by("-seq")
    return [_event(one, request, capitals, letters.get(one.pk, [])) for one in events]


def day(value: Any) -> str:
    """A calendar day in the reader's language."""
    return dateformat.format(value, "Y-m-d") if value else ""


def opinions(request: Request, user: User) -> list[Any]:
    """Internal: for the central authority alone."""
    if not user.is_central:
        return []
    return [
        {"opinion": one, "role": Role(one.role).label, "recommendation": words.DO.get(one.recommendation, "")}
        for one in request.opinions.select_related("by")
    ]


def _texts(request: Request) -> list[Row]:
    """The free texts, each with its translation under it."""
    target = texts.target_language(request)
    return [
        {
            "key": capfirst(one.label),
            "value": one.original,
            "lang": _lang(request.language),
            "value_other": one.translation,
            "lang_other": _lang(target),
        }
        for one in texts.texts_of(request)
        if one.key in texts.COLUMNS
    ]


def _lang(language: str) -> str:
    return "zh-Hans" if language.startswith("zh") else language


def _clock(clock: Clock, now: Now, away: Party) -> Row:
    live = clock.status in LIVE
    due = now.due(clock.due_at, away, is_stopped=clock.status == "paused")
    if due and not live:
        due |= {"label": clock.get_status_display(), "tone": "overdue" if clock.status == "met_late" else "stopped"}
    who = {"home": _("our side"), "counterpart": _("the other side"), "leg": _("the authority on the leg")}
    return {"clock": clock, "due": due, "url": reverse("clock", args=[clock.pk]), "who": who.get(clock.obligated, "")}


def _event(event: Event, request: Request, capitals: Capitals, letters: list[Row]) -> Row:
    recorded = (
        ""
        if event.recorded_at == event.happened_at
        else _("Recorded: %(when)s.") % {"when": capitals.at_home(event.recorded_at)}
    )
    told = event.details
    typed = told.get("reasons") or told.get("text") or told.get("what") if event.verb != "opine" else ""
    return {
        "title": words.done(event.verb, event.party),
        "anchor": f"event-{event.seq}",
        "by": event.actor,
        "iso": event.happened_at.isoformat(),
        "at_home": capitals.at_home(event.happened_at),
        "at_away": capitals.at_away(event.happened_at),
        "note": " ".join(part for part in (_of_clock(event), _passed(event), typed, event.note, recorded) if part),
        "said": _said(event, request),
        "letters": letters,
    }


def _passed(event: Event) -> str:
    """What went by itself (a state without a desk, answers that were copied), or how a link connects two requests."""
    if source := event.details.get("copied_from"):
        return _("Answers copied from %(source)s.") % {"source": source}
    if event.verb in ("relate", "sever"):
        return relations.said(event.details.get("sort", ""), event.details.get("place", "")) + "."
    return _("Passed at once: this kind of request has no desk here.") if event.details.get("passed") else ""


def _said(event: Event, request: Request) -> list[Row]:
    """Whom an act of the kind concerned, and what was said with it."""
    act = kinds.get(request.kind).act(event.verb)
    if act is None:
        return []
    person = event.details.get("person")
    named = [str(one) for one in request.persons.all() if one.pk == person] if person else []
    return [{"key": _("Person"), "value": one} for one in named] + own_words(told(act, request, event.details))


def _of_clock(event: Event) -> str:
    """Which deadline an act on one clock concerned, and by how much it was extended."""
    if event.verb not in ledger.WORDS:
        return ""
    length = event.details.get("length")
    return " ".join(part for part in (event.details.get("rule"), length and explanations.length(length)) if part) + "."


def _letter(letter: Letter) -> Row:
    return {
        "url": reverse("letter", args=[letter.pk]),
        "label": f"{letter.number} {letter.subject}",
        "detail": letter.code,
    }


def _tone(item: AssistanceItem) -> str:
    tones = {"granted": "green", "conditional": "turquoise", "refused": "red", "postponed": "yellow"}
    return tones.get(item.disposition, "grey")
