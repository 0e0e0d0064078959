"""What every story of a kind does alike: the first form, the form checks, and what a letter says."""

from documents import pages
from documents.models import Letter
from mla.checklist import AT_INTAKE
from mla.demo.cases import CASES
from mla.models import Party, Request
from tests.person import Person
from tests.story import Story, translate, write
from workflows.drafting import draft_from
from workflows.filling import drafter
from workflows.walking import Walker

THEIRS = "Register for the other side: "
CLOSED = {"originals": "None.", "conditions": "None.", "retention": "Ten years.", "feedback": "Useful."}


def begin(story: Story, who: str) -> Person:
    """The first form, every page of the writer, and the check page."""
    person = story.enter(who).open("/").follow("New request")
    counterpart = Party.objects.get(code=story.case["counterpart"]).pk
    person.press("Begin", kind=story.case["kind"], title=story.case["title"], counterpart=counterpart,
                 direction=story.case["direction"])
    story.note()
    return write(person, story)


def admit(story: Story) -> None:
    """The registry finds the form in order."""
    story.decide("ben", "Admit", **{f"check_{code}": "yes" for code in AT_INTAKE})


def send(story: Story, *, channel: str, reference: str, opinion: str = "In order.") -> None:
    """From the writer to the other side's acknowledgement; heard where the kind has an adviser (`opinion`)."""
    begin(story, "ada").press("Submit", declaration=True)
    story.note()
    admit(story)
    if opinion:
        story.decide("cleo", "Give an opinion", recommendation="grant", text=opinion)
    story.decide("dov", "Grant", disposition_1="granted")
    translate(story.take("tess").follow("Translate"), story, story.case)
    story.note()
    story.decide("dan", "Transmit", channel=channel)
    story.tell("lin", THEIRS + "Acknowledge receipt", foreign_reference=reference)


def sent(clocks: dict[str, list[str]], *, letter: str, opinion: bool = True) -> list[tuple[object, ...]]:
    """The lines that `send` writes, with the clocks that change at `transmit` and `acknowledge`."""
    heard = [("cleo", "opine", "home", "review", [], [])] if opinion else []
    return [
        ("ada", "draft", "home", "draft", [], []), ("ada", "submit", "home", "intake", [], []),
        ("ben", "admit", "home", "review", [], []), *heard, ("dov", "grant", "home", "transmission", [], []),
        ("tess", "translate", "home", "transmission", [], []),
        ("dan", "transmit", "home", "execution", clocks["transmit"], [letter, "L02"]),
        ("lin", "acknowledge", "counterpart", "execution", clocks["acknowledge"], []),
    ]


def finish(story: Story, steps: str) -> None:
    """The other side reports, our agency has the results, the file is closed."""
    story.decide("lin", THEIRS + "Report execution", outcome_1="full", steps_1=steps)
    story.decide("lin", "Respond", use_limits="None.")
    story.decide("lin", "Close", **CLOSED)


def finished(clocks: list[str]) -> list[tuple[object, ...]]:
    """The lines that `finish` writes, with the clocks that the report changes."""
    return [
        ("lin", "report", "counterpart", "response", clocks, []), ("lin", "respond", "home", "responded", [], ["N04"]),
        ("lin", "close", "home", "closed", [], ["L47"]),
    ]


def take_in(story: Story) -> None:
    """A request of the other side: registered and acknowledged, its form found in order, and translated."""
    begin(story, "ben").press("Register", declaration=True)
    story.note()
    story.tell("ben", "Acknowledge receipt", language_accepted="yes", urgency_accepted="yes")
    admit(story)
    translate(story.take("tess").follow("Translate"), story, story.case)
    story.note()


def printed(code: str) -> str:
    """The last letter of that code as HTML."""
    letter = Letter.objects.filter(code=code).latest("pk")
    return pages.page(letter.template, letter.snapshot)


def opine(story: Story) -> None:
    """The legal reviewer is heard."""
    story.decide("cleo", "Give an opinion", recommendation="grant", text="Proportionate.")


def a_case(walker: Walker, code: str) -> Request:
    """The draft of a case of the demo."""
    case = next(one for one in CASES if one["code"] == code)
    return draft_from(case, by=drafter(walker.cast, case), now=walker.now)
