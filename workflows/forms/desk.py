"""What does a person fill in at their desk? A view's name, an absence, a note, whom to hand tasks to."""

from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.forms.naming import NamedErrors
from mla.models import Party, User
from workflows import notes, substitutes
from workflows.models import Absence, SavedView

KEPT = ("tab", "direction", "state", "urgency", "desk", "due", "owner")
"""What of an address a view keeps: tab and filters, not the place in the list."""
VIEWS_EACH = 20
"""How many saved views one person may have."""


class ViewForm(NamedErrors, forms.ModelForm):
    """A saved view of the inbox as it stands in the address."""

    class Meta:
        model = SavedView
        fields = ("name", "is_shared", "query")
        widgets = {"query": forms.HiddenInput}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.owner = user
        self.fields["query"].required = False

    def clean_query(self) -> str:
        """Only tab and filters."""
        return narrowed(self.cleaned_data["query"])

    def clean_name(self) -> str:
        """A name of one's own, and not too many of them."""
        name, views = self.cleaned_data["name"], self.instance.owner.views
        if views.filter(name=name).exists():
            raise ValidationError(_("You have a view of this name already."))
        if views.count() >= VIEWS_EACH:
            raise ValidationError(_("You have %(most)s views already; remove one first.") % {"most": VIEWS_EACH})
        return name


class AbsenceForm(NamedErrors, forms.ModelForm):
    """From when to when, and who stands in."""

    class Meta:
        model = Absence
        fields = ("begins_on", "ends_on", "substitute")
        widgets = {
            "begins_on": forms.DateInput(attrs={"type": "date"}), "ends_on": forms.DateInput(attrs={"type": "date"}),
        }

    def __init__(self, *args: Any, user: User, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.person, self.instance.created_at, self.today = user, now, Party.home().day(now)
        self.fields["substitute"].queryset = substitutes.colleagues(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """It ends after it begins, and not in the past."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("begins_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        if last and last < self.today:
            self.add_error("ends_on", _("The last day lies in the past."))
        return given


class NoteForm(NamedErrors, forms.Form):
    """A note on the record."""

    text = forms.CharField(
        label=gettext_lazy("Note"), max_length=notes.LONGEST, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "It stays on the record, and everybody who may see this request reads it. Write @ and a user name to tell a"
            " colleague; the message names the reference only."
        ),
    )


def narrowed(query: str) -> str:
    """Tab and filters of an address, in one order."""
    given = dict(parse_qsl(query))
    return urlencode([(name, given[name]) for name in KEPT if given.get(name)])
