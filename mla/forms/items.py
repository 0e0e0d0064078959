"""What is asked for? The questions every item of assistance has, and what its form is made of."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import demands
from mla.findings import WARN
from mla.forms.drafting import DraftForm, Flaw, PersonField
from mla.models import AssistanceItem


class ItemForm(DraftForm):
    """The description and the purpose of one item; each type adds its own block."""

    needed = {
        "description": ("CK-07", gettext_lazy("Describe the assistance sought")),
        "purpose": ("CK-07", gettext_lazy("Say what the item is to prove")),
    }

    class Meta:
        model = AssistanceItem
        fields = ["description", "purpose"]
        help_texts = {
            "description": gettext_lazy(
                "Exactly what is to be done, so that it can be executed by someone who knows nothing else. Example: "
                "“Copies of the account's statements from 1 to 31 March 2026.”"
            ),
            "purpose": gettext_lazy(
                "Which fact the result proves. Example: “That the accused controlled the account.”"
            ),
            "hearing_on": gettext_lazy(
                "The day of the hearing. It should lie at least 45 days after the request arrives."
            ),
        }

    def set_choices(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field, PersonField):
                self.narrow(name, self.request.persons.all())

    def flaws(self) -> Iterator[Flaw]:
        """A hearing is far enough away to be served in time."""
        hearing = self.answer("hearing_on") if "hearing_on" in self.fields else None
        if not hearing or ("shorter_notice" in self.fields and self.is_answered("shorter_notice")):
            return
        days = demands.notice_days(self.request)
        if hearing - self.today < timedelta(days=days):
            yield "hearing_on", WARN, "CK-08", _(
                "The hearing is less than %(days)d days away: explain the urgency or move it"
            ) % {"days": days}


class PeriodMixin(DraftForm):
    """A period that does not end before it begins."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", _("The period ends before it begins (CK-10)"))
        return cleaned


def person(label: Any, help_text: Any) -> PersonField:
    """A choice among the persons of the request."""
    return PersonField(label=label, help_text=help_text)


def line(label: Any, help_text: Any = "", max_length: int = 300) -> forms.CharField:
    """One line of text."""
    return forms.CharField(label=label, help_text=help_text, max_length=max_length)


def text(label: Any, help_text: Any = "") -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(label=label, help_text=help_text, widget=forms.Textarea)


def day(label: Any, help_text: Any = "") -> forms.DateField:
    """A day."""
    return forms.DateField(label=label, help_text=help_text)


def choice(label: Any, choices: list[tuple[str, Any]], help_text: Any = "") -> forms.ChoiceField:
    """One of a few, shown as radio buttons."""
    return forms.ChoiceField(label=label, choices=choices, help_text=help_text, widget=forms.RadioSelect)
