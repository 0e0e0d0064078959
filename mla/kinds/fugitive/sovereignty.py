"""Does anything that is planned touch the sovereignty of the host State? Seven questions; a yes needs its consent."""

from collections.abc import Iterator
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.findings import BLOCK
from mla.forms.drafting import DraftForm, Flaw
from mla.forms.items import choice, line
from mla.models import Request
from mla.stops import Stop

QUESTIONS = (
    ("SOV-01", "sov_01", gettext_lazy(
        "officers of the requesting State travel to, or contact persons in, the host State"
    )),
    ("SOV-02", "sov_02", gettext_lazy("contact with, pressure on or surveillance of the person or the family")),
    ("SOV-03", "sov_03", gettext_lazy("undeclared payments or agents")),
    ("SOV-04", "sov_04", gettext_lazy("covert collection of information")),
    ("SOV-05", "sov_05", gettext_lazy("use of private investigators")),
    ("SOV-06", "sov_06", gettext_lazy("a coercive measure asked for by the police channel")),
    ("SOV-07", "sov_07", gettext_lazy("an interview without the approval of the host State")),
)
ANSWERS = [("no", gettext_lazy("no")), ("yes", gettext_lazy("yes"))]
_CONSENT = gettext_lazy("consent of the host's central authority")
_HELP = gettext_lazy("Only where the answer is yes: who consented, when, and the reference of the letter.")


class SovereigntyForm(DraftForm):
    """The checklist of the request. It is printed: the host State reads what is, and what is not, intended."""

    is_particular = True

    sov_01, sov_02, sov_03, sov_04, sov_05, sov_06, sov_07 = (
        choice(label, ANSWERS, code) for code, _name, label in QUESTIONS
    )
    (
        sov_01_consent, sov_02_consent, sov_03_consent, sov_04_consent, sov_05_consent, sov_06_consent, sov_07_consent,
    ) = (line(format_lazy("{} ({})", _CONSENT, code), _HELP) for code, _name, _label in QUESTIONS)
    needed = {name: (code, gettext_lazy("Answer whether this is intended")) for code, name, _label in QUESTIONS}

    class Meta:
        model = Request
        fields = [one for _code, name, _label in QUESTIONS for one in (name, f"{name}_consent")]

    def flaws(self) -> Iterator[Flaw]:
        """Undeclared payments and agents have no consent that could cover them."""
        if self.answer("sov_03") == "yes" and self.is_answered("sov_03_consent"):
            yield "sov_03_consent", BLOCK, "SOV-03", _(
                "What is undeclared cannot have been consented to: declare it, or leave it")


def stops(request: Request) -> list[Stop]:
    """Each measure that is intended without the consent of the host State."""
    found = []
    for code, name, label in QUESTIONS:
        has_consent = bool(str(request.details.get(f"{name}_consent") or "").strip()) and name != "sov_03"
        if request.details.get(name) == "yes" and not has_consent:
            text = _("Without the consent of the host State: %(what)s") % {"what": label}
            found.append(Stop(code, text, "sovereignty", f"{name}_consent"))
    return found


def barred(request: Request, facts: dict[str, Any]) -> list[str]:
    """The same as sentences, for the guards of acts."""
    return [f"{one.text} ({one.code})" for one in stops(request)]
