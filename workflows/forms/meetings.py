"""What is typed about a meeting? Its head, who takes part, the agenda, and why it is closed."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.forms.naming import NamedErrors
from mla.models import Authority, Party, Request, User
from mla.vocabulary import Classification
from workflows.models import AgendaItem, Commitment, Meeting, Participant

_HEAD = ("sort", "name_en", "name_zh", "held_on", "place_en", "place_zh", "classification", "source")
_APART = re.compile(r"[\s,;，；、]+")


class Revised(NamedErrors, forms.Form):
    """A form that knows which revision of the meeting it was made from."""

    mark_optional = True
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class MeetingForm(NamedErrors, forms.ModelForm):
    """The head of a meeting: what sort, its name in both languages, day, place, parties and marking."""

    mark_optional = True
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    others = forms.ModelMultipleChoiceField(
        Party.objects.none(), label=gettext_lazy("Other parties"), widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Our own party always takes part."),
    )

    class Meta:
        model = Meeting
        fields = _HEAD
        widgets = {"sort": forms.RadioSelect, "classification": forms.Select,
                   "held_on": forms.DateInput(attrs={"type": "date"})}
        help_texts = {
            "name_en": gettext_lazy("No names or facts of a case: everybody who may know of the meeting reads it."),
            "place_en": gettext_lazy("City and building. The minutes need it in both languages."),
            "classification": gettext_lazy("Who is cleared for less does not see the meeting."),
            "source": gettext_lazy("Where the invitation or the published outcome is found."),
        }

    field_order = [*_HEAD[:-2], "others", *_HEAD[-2:]]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        home = Party.home()
        others = Party.objects.exclude(pk=home.pk)
        self.fields["others"].queryset = others  # type: ignore[attr-defined]
        self.fields["name_zh"].required = True
        marks = [(value, label) for value, label in Classification.choices if value <= user.clearance]
        self.fields["classification"].choices = marks  # type: ignore[attr-defined]
        if self.instance.pk:
            self.fields["revision"].initial = self.instance.revision
            self.fields["others"].initial = list(self.instance.parties.exclude(pk=home.pk))

    def told(self) -> dict[str, Any]:
        """The columns of the meeting."""
        return {name: self.cleaned_data[name] for name in _HEAD}


class ParticipantForm(NamedErrors, forms.ModelForm):
    """One person of a delegation; a row without a name is left out."""

    mark_optional = True

    class Meta:
        model = Participant
        fields = ("authority", "name_en", "name_zh", "post_en", "post_zh")
        labels = {"name_en": gettext_lazy("Full name in English"), "name_zh": gettext_lazy("Full name in Chinese")}

    def __init__(self, *args: Any, seats: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["authority"]
        field.queryset = Authority.objects.filter(pk__in=seats)
        field.choices = [("", _("Choose")), *seats.items()]


def seats(meeting: Meeting) -> dict[int, str]:
    """The authorities whose people may take part, by their numbers: those of the parties that meet."""
    found = Authority.objects.filter(party__in=meeting.parties.all()).select_related("party")
    return {one.pk: f"{one.party.code} · {one}" for one in found.order_by("party__code", "code")}


Participants = forms.formset_factory(ParticipantForm, extra=3, max_num=60, absolute_max=60, can_delete=True,
                                       can_delete_extra=False)


class AgendaForm(Revised):
    """One item of the agenda. Whoever may not see a request that it names is not asked for its decision."""

    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=300, help_text=gettext_lazy(
        "No names or facts of a case: a case is named by its reference, below."))
    title_zh = forms.CharField(label=gettext_lazy("Title in Chinese"), max_length=300)
    commitments = forms.CharField(
        label=gettext_lazy("Commitments"), required=False, max_length=500,
        help_text=gettext_lazy("Their numbers, such as C17-02, separated by commas."),
    )
    requests = forms.CharField(
        label=gettext_lazy("Requests"), required=False, max_length=2000,
        help_text=gettext_lazy("Our references, separated by commas. Only who may see a request sees that it is here."),
    )
    decision_en = forms.CharField(
        label=gettext_lazy("Decision in English"), required=False, max_length=8000, widget=forms.Textarea,
        help_text=gettext_lazy("What was decided; before the minutes are drawn up each item needs it."),
    )
    decision_zh = forms.CharField(
        label=gettext_lazy("Decision in Chinese"), required=False, max_length=8000, widget=forms.Textarea,
    )

    def __init__(self, *args: Any, user: User, item: AgendaItem | None = None, **kwargs: Any) -> None:
        self.user = user
        first = _stored(item, user) if item else {}
        super().__init__(*args, **{**kwargs, "initial": {**first, **kwargs.get("initial", {})}})
        if item and AgendaItem.objects.secret_to(user).filter(pk=item.pk).exists():
            del self.fields["decision_en"], self.fields["decision_zh"]

    def clean_commitments(self) -> list[Commitment]:
        """Each number there is."""
        return _named(self.cleaned_data["commitments"], Commitment.objects.all(), "code",
                      gettext_lazy("There is no commitment of this number: %(names)s."))

    def clean_requests(self) -> list[Request]:
        """Each reference of a request that the person may see; what is hidden and what is not there are told alike."""
        return _named(self.cleaned_data["requests"], Request.objects.visible_to(self.user), "own_reference",
                      gettext_lazy("You may see no request of this reference: %(names)s."))

    def told(self) -> dict[str, str]:
        """The texts of the item."""
        return {name: self.cleaned_data[name].strip() for name in ("title_en", "title_zh", "decision_en", "decision_zh")
                if name in self.fields}


class ClosingForm(NamedErrors, forms.Form):
    """Why there are no minutes; not asked where they are signed."""

    reason = forms.CharField(
        label=gettext_lazy("Why there are no signed minutes"), max_length=2000, widget=forms.Textarea,
    )


class CorrectionForm(NamedErrors, forms.Form):
    """Why signed minutes are corrected, as the corrected ones print it."""

    reasons_en = forms.CharField(
        label=gettext_lazy("What is wrong, and why it is corrected, in English"), max_length=4000,
        widget=forms.Textarea,
    )
    reasons_zh = forms.CharField(
        label=gettext_lazy("What is wrong, and why it is corrected, in Chinese"), max_length=4000,
        widget=forms.Textarea,
    )

    def reasons(self) -> dict[str, str]:
        """What was typed, by language."""
        return {"en": self.cleaned_data["reasons_en"].strip(), "zh": self.cleaned_data["reasons_zh"].strip()}


class MinutesForm(NamedErrors, forms.Form):
    """What stands at the end of the minutes beside agenda, cases and actions."""

    mark_optional = True
    remarks_en = forms.CharField(
        label=gettext_lazy("Remarks in English"), required=False, max_length=8000, widget=forms.Textarea,
    )
    remarks_zh = forms.CharField(
        label=gettext_lazy("Remarks in Chinese"), required=False, max_length=8000, widget=forms.Textarea,
    )

    def clean(self) -> dict[str, Any]:
        """Both languages or none."""
        given = super().clean() or self.cleaned_data
        english, chinese = (bool(given.get(name, "").strip()) for name in ("remarks_en", "remarks_zh"))
        if english != chinese:
            name = "remarks_zh" if english else "remarks_en"
            self.add_error(name, _("The minutes are in both languages: write the remarks in the other one too."))
        return given

    def remarks(self) -> dict[str, str]:
        """What was typed, by language."""
        return {"en": self.cleaned_data["remarks_en"].strip(), "zh": self.cleaned_data["remarks_zh"].strip()}


def _named(typed: str, known: Any, field: str, unknown: Any) -> list[Any]:
    """The rows whose names are typed, in that order; the names that lead nowhere are an error."""
    names = list(dict.fromkeys(one.upper() for one in _APART.split(typed.strip()) if one))
    found = {getattr(one, field).upper(): one for one in known.filter(**{f"{field}__in": names})} if names else {}
    if lost := [one for one in names if one not in found]:
        raise forms.ValidationError(unknown % {"names": ", ".join(lost)})
    return [found[one] for one in names]


def _stored(item: AgendaItem, user: User) -> dict[str, str]:
    visible = item.requests.filter(pk__in=Request.objects.visible_to(user).values("pk")).order_by("own_reference")
    return {
        "title_en": item.title_en, "title_zh": item.title_zh,
        "commitments": ", ".join(item.commitments.values_list("code", flat=True)),
        "requests": ", ".join(visible.values_list("own_reference", flat=True)),
        "decision_en": item.decision_en, "decision_zh": item.decision_zh,
    }
