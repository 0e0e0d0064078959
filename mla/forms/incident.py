"""What malicious cyber activity is it about, and which information is asked for?"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import identifiers
from mla.findings import BLOCK
from mla.forms.case import LANGUAGES
from mla.forms.drafting import DraftForm, Flaw, Need
from mla.forms.evidence import DATA_CATEGORIES
from mla.forms.items import ItemForm, PeriodMixin, choice, day, line
from mla.forms.topics import CYBER
from mla.models import Request

CATEGORIES = [
    ("fraud", gettext_lazy("fraud by e-mail or online")), ("hacking", gettext_lazy("hacking")),
    ("malware", gettext_lazy("malware or ransomware")), ("ddos", gettext_lazy("attack on availability")),
    ("terrorist_use", gettext_lazy("terrorist use of the internet")),
    ("csam", gettext_lazy("sexual abuse material of children")), ("other", gettext_lazy("other")),
]


class IncidentForm(DraftForm):
    """What happened, when, and who looks into it."""

    is_particular = True

    category = choice(gettext_lazy("category of the incident"), CATEGORIES,
                      gettext_lazy("It decides who is asked and what is reported to the next Dialogue."))
    began_at = line(gettext_lazy("began at"), gettext_lazy(
        "With its UTC offset, for example 2026-03-06T17:30:00-05:00."
    ), 40)
    ended_at = line(gettext_lazy("ended at"), gettext_lazy("With its UTC offset; empty if it goes on."), 40)
    no_contraband = forms.BooleanField(
        label=gettext_lazy("No unlawful image or film is attached or pasted: digests and reference numbers only"),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("language of the original"), choices=LANGUAGES, widget=forms.RadioSelect,
        help_text=gettext_lazy("The language these texts are written in. The translation desk translates from it."),
    )
    needed = {
        "title": ("CK-05", gettext_lazy("Enter a title")),
        "investigating_authority": ("CK-04", gettext_lazy("Name the unit that investigates")),
        "category": ("CK-11", gettext_lazy("Choose the category of the incident")),
        "began_at": ("CK-11", gettext_lazy("Enter when the incident began, with its UTC offset")),
        "facts": ("CK-05", gettext_lazy("Summarise the facts: who, what, when, where and how")),
    }

    class Meta:
        model = Request
        fields = [
            "title", "investigating_authority", "category", "began_at", "ended_at", "language", "facts",
            "no_contraband",
        ]
        widgets = {"facts": forms.Textarea(attrs={"rows": "12"})}
        help_texts = {
            "title": gettext_lazy(
                "A short name for lists, without personal data. Example: “Spoofed invoices, log-in data”."
            ),
            "investigating_authority": gettext_lazy("The unit that asks, with its field of work."),
            "facts": gettext_lazy(
                "What was done to whom, how it was noticed, and how the identifiers below come into it."
            ),
        }

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        for name in ("began_at", "ended_at"):
            if cleaned.get(name):
                cleaned[name], wrong = identifiers.moment(cleaned[name])
                if wrong:
                    self.add_error(name, _("%(what)s (CK-11)") % {"what": wrong})
        return cleaned

    def needed_now(self) -> dict[str, Need]:
        needed = dict(self.needed)
        if self.request.theme not in CYBER:
            del needed["category"]
        if self.answer("category") == "csam":
            needed["no_contraband"] = ("CK-24", gettext_lazy("Confirm that no unlawful content is attached"))
        return needed


class AskForm(PeriodMixin, ItemForm):
    """Which information is wanted, and what for: the one item of this kind."""

    data_category = choice(gettext_lazy("data category"), DATA_CATEGORIES, gettext_lazy(
        "For electronic data. Content needs a formal request between central authorities."
    ))
    period_from = day(gettext_lazy("period from"), gettext_lazy("The first day for which information is wanted."))
    period_to = day(gettext_lazy("period to"))
    needed = {**ItemForm.needed, "data_category": ("CK-11", gettext_lazy("Choose the data category"))}
    wanted = {
        "period_from": ("CK-10", gettext_lazy("Enter the beginning of the period")),
        "period_to": ("CK-10", gettext_lazy("Enter the end of the period")),
    }

    class Meta(ItemForm.Meta):
        fields = ["data_category", "description", "period_from", "period_to", "purpose"]

    def needed_now(self) -> dict[str, Need]:
        needed = dict(self.needed)
        if self.request.theme not in CYBER:
            del needed["data_category"]
        return needed

    def flaws(self) -> Iterator[Flaw]:
        """Police channels carry information only."""
        yield from super().flaws()
        if self.answer("data_category") == "content":
            yield "data_category", BLOCK, "CK-02", _("Content data need a formal request: open one of the other kind")
