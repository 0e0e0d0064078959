"""What every story of a kind does alike: the first form, the form checks, and what a letter says."""

from documents import pages
from documents.models import Letter
from mla.checklist import AT_INTAKE
from mla.demo.cases import CASES
from mla.models import Party, Request
from tests.person import Person
from tests.story import Story, write
from workflows.drafting import draft_from
from workflows.filling import drafter
from workflows.walking import Walker


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
