"""What does a nomination tell of the case: warrant and evidence, the notice, sovereignty, and the place on the list?"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import override

from documents.contents import Contents, Material
from documents.terms import Pair, either
from mla import kinds
from mla.forms.drafting import DraftForm
from mla.kind import LANGUAGES, labelled, told
from mla.kinds.fugitive.forms import CaseForm, NoticeForm
from mla.kinds.fugitive.sovereignty import ANSWERS, QUESTIONS


def _lines(form: type[DraftForm]) -> Callable[[Material], list[Contents]]:
    """The answers of one page, labelled; a text in its own language alone."""
    return lambda m: [
        {"label": label, "value": either(words["en"], "", m.request.language) if words["en"] == words["zh"] else words}
        for label, words in labelled(form, m.request, m.request)
    ]


def _sovereignty(m: Material) -> list[Contents]:
    """Each question with its answer, and the consent on which a yes rests."""
    given = m.request.details
    return [
        {"code": code, "question": _said(question), "answer": _said(dict(ANSWERS)[given[name]]),
         "consent": either(str(given.get(f"{name}_consent") or ""))}
        for code, name, question in QUESTIONS if given.get(name) in dict(ANSWERS)
    ]


def _nominated(m: Material) -> list[Contents]:
    """What was said when the case was nominated last; nothing before."""
    act = kinds.get(m.request.kind).act("nominate")
    event = m.request.events.filter(verb="nominate").order_by("happened_at", "seq").last()
    if act is None or event is None:
        return []
    return [{"label": label, "value": value} for label, value in told(act, m.request, event.details)]


def _said(text: Any) -> Pair:
    found = {}
    for key, language in LANGUAGES.items():
        with override(language):
            found[key] = str(text)
    return found


SECTIONS: dict[str, Callable[[Material], Any]] = {
    "case_particulars": _lines(CaseForm), "notice_particulars": _lines(NoticeForm), "sovereignty": _sovereignty,
    "nominated": _nominated,
}
