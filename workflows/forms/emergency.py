"""Forms of an emergency: it goes out before it is reviewed, and is reviewed afterwards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from workflows.forms.acts import ActForm, reasons_field

RESULTS = [
    ("endorsed", gettext_lazy("It would have been granted as it was sent")),
    ("objected", gettext_lazy("It should not have been sent so: the text says what is to be done")),
]


class ExpediteForm(ActForm):
    """Why the review cannot come first. The review is owed from now on, and no result is taken in without it."""

    word = "expedite"
    guarded = "reasons"
    help = gettext_lazy(
        "Intake and review are passed over, and recorded so. The countersigner gets the review as a task of two "
        "working days once the request is sent; until it is given, the result of the request cannot be reported."
    )
    reasons = reasons_field(
        gettext_lazy("Why it cannot wait for the review"),
        help_text=gettext_lazy("The danger, its time, and who was spoken to. Example: “Bomb threat for 18:00 today.”"),
    )

    def facts(self) -> dict[str, Any]:
        return {"reasons": self.cleaned_data.get("reasons", "")}


class EndorseForm(ActForm):
    """What the countersigner finds afterwards."""

    word = "endorse"
    result = forms.ChoiceField(label=gettext_lazy("Result"), choices=RESULTS, widget=forms.RadioSelect)
    text = reasons_field(gettext_lazy("Opinion"), help_text=gettext_lazy(
        "What was examined; where it should not have been sent so, whether it is to be withdrawn or corrected."
    ))

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name, "") for name in ("result", "text")}
