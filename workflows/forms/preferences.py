"""How does a person want to work? Language, density, shortcuts, and how each sort of message comes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mla.forms.naming import NamedErrors
from mla.models import User
from mla.models.people import DENSITIES
from workflows import messages

LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
"""Each named in itself."""
HOW = [("each", _("an e-mail at once")), ("digest", _("in the daily digest")), ("none", _("no e-mail"))]
SORTS = {
    "rung": _("A deadline comes near or has passed"),
    "calendar": _("A calendar has moved a deadline"),
    "task": _("A task is handed to you"),
    "asked": _("Your answers are asked for"),
    "moved": _("A step is taken in a request that you opened"),
}


class PreferencesForm(NamedErrors, forms.ModelForm):
    """What a person sets for themselves; the name, the roles and the clearance are the administrator's."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, widget=forms.RadioSelect)
    density = forms.ChoiceField(label=_("Density of lists"), choices=DENSITIES, widget=forms.RadioSelect)

    class Meta:
        model = User
        fields = ["language", "density", "has_shortcuts"]
        labels = {"has_shortcuts": _("Shortcuts of one key (/ ? j k x)")}
        help_texts = {
            "has_shortcuts": _("Switch them off if you dictate, or press keys by accident. Ctrl-K works in any case."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for sort, label in SORTS.items():
            self.fields[f"told_{sort}"] = forms.ChoiceField(
                label=label, choices=HOW, initial=messages.how(self.instance, sort)
            )

    def told(self) -> list[forms.BoundField]:
        """The fields of the messages."""
        return [self[f"told_{sort}"] for sort in SORTS]

    def save(self, commit: bool = True) -> User:
        """The choices of the messages go into one column; another sort's stay as they were."""
        chosen = {sort: self.cleaned_data[f"told_{sort}"] for sort in SORTS}
        self.instance.told_by = {**self.instance.told_by, **chosen}
        return super().save(commit)
