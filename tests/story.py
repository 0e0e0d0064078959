"""How does a person type a case of the demo material into the writer, and what does each act bring about?"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mla import kinds
from mla.forms.items import ItemForm
from mla.models import Authority, Instrument, Party, Request, User
from mla.texts import texts_of
from tests.person import Person, fill
from workflows.walking import dictionary_of

BEGIN = datetime(2026, 6, 1, 14, 0, tzinfo=UTC)
PAUSE = timedelta(hours=20)
READING = ("view", "download", "claim", "release")


@dataclass
class Story:
    """A request in the making: who comes in next, at which moment, and what each act brought about."""

    cast: dict[str, User]
    case: dict[str, Any]
    now: datetime = BEGIN
    lines: list[tuple[Any, ...]] = field(default_factory=list)
    clocks: set[str] = field(default_factory=set)

    @property
    def request(self) -> Request:
        """The one request, as it is now."""
        return Request.objects.select_related("counterpart").get()

    def enter(self, who: str, *, after: timedelta = PAUSE) -> Person:
        """Somebody signs in, some hours later."""
        self.now += after
        return Person(self.cast[who])

    def note(self) -> None:
        """Write down the last act: actor, verb, party, state, then the clocks that changed and the letters issued."""
        request = self.request
        event = request.events.exclude(verb__in=READING).last()
        clocks = {f"{one.rule.code} {one.status}" for one in request.clocks.select_related("rule")}
        letters = [one.code for one in request.letters.filter(event=event)]
        self.lines.append(
            (event.actor.username, event.verb, event.party, request.state, sorted(clocks - self.clocks), letters)
        )
        self.clocks = clocks

    def take(self, who: str) -> Person:
        """Somebody finds the request in the queue of their desks, takes the task, and finds it among their own."""
        person = self.enter(who).open("/inbox/?tab=queue")
        reference = self.request.own_reference
        assert self.case["title"] in person.text()
        person.press(f"Take {reference}")
        assert "You have this task." in person.text()
        return person.open("/inbox/").follow(reference)

    def decide(self, who: str, act: str, **answers: Any) -> Person:
        """Somebody takes the task and decides it so."""
        person = self.take(who)
        if act not in person.buttons():
            person.follow(act)
        person.press(act, **answers)
        self.note()
        return person

    def tell(self, who: str, act: str, **answers: Any) -> Person:
        """Somebody opens the request and does one of its other acts: a notice or a milestone."""
        person = self.enter(who).open("/requests/").follow(self.request.own_reference).follow(act)
        person.press(act, **answers)
        self.note()
        return person


def write(person: Person, story: Story) -> Person:
    """Every page of the writer, reached from its list, filled and saved; then the check page."""
    request, day = story.request, story.now
    given, case_item = answers_of(story.case, day), story.case["items"][0]
    home = f"/requests/{request.pk}/write/"
    for section in kinds.get(request.kind).sections(request.direction):
        person.open(home).follow(str(section.title))
        if section.has_items:
            _write_items(person, story.case, day)
            continue
        is_item = any(issubclass(form, ItemForm) for form in section.forms)
        _fill_page(person, {**case_item["details"], **answers_of(case_item, day)} if is_item else given)
        for rows in section.rows:
            _write_rows(person, rows, story.case[rows.relation])
        person.press("Save and continue")
    return person.open(home).follow("Check your answers")


def translate(person: Person, story: Story, case: dict[str, Any]) -> Person:
    """Every text that stands on the desk with the translation of the material, or with a marked stand-in."""
    known = dictionary_of(case, case["translation"])
    typed = {f"text:{one.key}": known.get(one.original) or f"译文 {one.original}" for one in texts_of(story.request)}
    return person.press("Save the translation", **typed)


def _write_items(person: Person, case: dict[str, Any], day: datetime) -> None:
    for item in case["items"]:
        person.press("Add this item", type=item["type"])
        _fill_page(person, {**item["details"], **answers_of(item, day)})
        person.press("Save and continue")


def _write_rows(person: Person, rows: Any, given: list[dict[str, Any]]) -> None:
    """One row after another, each but the first after pressing for it."""
    for number, row in enumerate(given):
        if number:
            person.press(str(rows.another))
        typed = {**row, **row.get("details", {})}
        _fill_page(person, {f"{rows.relation}-{number}-{name}": value for name, value in typed.items()})


def _fill_page(person: Person, given: dict[str, Any]) -> None:
    form = next(one for one in person.page.forms if one.get("data-autosave"))
    for name in set(form.inputs.keys()) & {name for name, value in given.items() if value not in ("", None)}:
        fill(form, name, given[name])


def answers_of(case: dict[str, Any], day: datetime) -> dict[str, Any]:
    """The case by the names of the fields, its codes as the choices of the form have them."""
    found = {**case, **case.get("details", {})}
    for name in ("time_limit", "hearing"):
        if days := case.get(f"{name}_in_days"):
            found[f"{name}_on"] = (day + timedelta(days=days)).date().isoformat()
    for name, model in (("counterpart", Party), ("instrument", Instrument), ("agency", Authority),
                        ("requested_authority", Authority)):
        if name in case:
            found[name] = model.objects.get(code=case[name]).pk
    found["received_at"] = day.astimezone(ZoneInfo("America/New_York")).strftime("%Y-%m-%dT%H:%M")
    return found
