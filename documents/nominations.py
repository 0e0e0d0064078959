"""What does a nomination tell of the case: warrant and evidence, the notice, sovereignty, and the place on the list?"""

from collections.abc import Callable
from functools import partial
from typing import Any

from documents import asked
from documents.contents import Contents, Material
from documents.terms import either
from mla.forms.drafting import DraftForm
from mla.kind import labelled
from mla.kinds.fugitive.forms import CaseForm, NoticeForm
from mla.kinds.fugitive.sovereignty import ANSWERS, QUESTIONS
from mla.tongues import said


def _lines(form: type[DraftForm]) -> Callable[[Material], list[Contents]]:
    """The answers of one page, labelled."""
    return lambda m: asked.answers(m, labelled(form, m.request, m.request))


def _sovereignty(m: Material) -> list[Contents]:
    """Each question with its answer, and the consent on which a yes rests."""
    given = m.request.details
    return [
        {"code": code, "question": said(partial(str, question)),
         "answer": said(partial(str, dict(ANSWERS)[given[name]])),
         "consent": either(str(given.get(f"{name}_consent") or ""))}
        for code, name, question in QUESTIONS if given.get(name) in dict(ANSWERS)
    ]


def _nominated(m: Material) -> list[Contents]:
    """What was said when the case was nominated last; nothing before."""
    event = m.request.events.filter(verb="nominate").order_by("happened_at", "seq").last()
    return asked.said_in(m, event) if event else []


def _ended(m: Material) -> list[Contents]:
    """What became of the person and of the case; plans and owners of actions are not told."""
    return asked.said_before(m, "arrest", "notify", "resolve", "delist")


def _is_resolved(m: Material) -> bool:
    """Whether the case was resolved, rather than ended without result."""
    last = m.request.events.filter(verb__in=("resolve", "delist")).order_by("happened_at", "seq").last()
    return last is not None and last.verb == "resolve"


SECTIONS: dict[str, Callable[[Material], Any]] = {
    "case_particulars": _lines(CaseForm), "notice_particulars": _lines(NoticeForm), "sovereignty": _sovereignty,
    "nominated": _nominated, "ended": _ended, "is_resolved": _is_resolved,
}
