"""What is typed about an action item, and about a priority case that a meeting reviewed?"""

from functools import partial
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import access
from mla.forms.naming import NamedErrors
from mla.forms.telling import prose
from mla.kinds.fugitive.standing import FINDINGS
from mla.models import Authority, Party, User
from mla.vocabulary import Role
from workflows.models import AgendaItem, Meeting

_DESKS = [one for one in Role if one not in (Role.ADMINISTRATOR, Role.AUDITOR)]
_DAY = forms.DateInput(attrs={"type": "date"})
_text = partial(prose, length=4000)


class ActionForm(NamedErrors, forms.Form):
    """Who does what by when, and of which item of the agenda it came."""

    mark_optional = True
    text_en = _text(gettext_lazy("What is to be done, in English"), gettext_lazy(
        "No names of persons of a case; the minutes print it."))
    text_zh = _text(gettext_lazy("What is to be done, in Chinese"))
    owner = forms.ChoiceField(label=gettext_lazy("Owner"), help_text=gettext_lazy(
        "A person, everybody at a desk, or an authority of the other side."))
    due_on = forms.DateField(label=gettext_lazy("Due on"), widget=_DAY)
    agenda = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=gettext_lazy("Item of the agenda"), required=False,
        empty_label=gettext_lazy("of none"),
    )

    def __init__(self, *args: Any, meeting: Meeting, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hidden = AgendaItem.objects.secret_to(user)
        self.fields["agenda"].queryset = meeting.agenda.exclude(pk__in=hidden)  # type: ignore[attr-defined]
        self.owners = _Owners(meeting)
        self.fields["owner"].choices = self.owners.choices()  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """The columns of the action item."""
        given = {name: self.cleaned_data[name] for name in ("text_en", "text_zh", "due_on", "agenda")}
        return {**given, **self.owners.named[self.cleaned_data["owner"]]}


class _Owners:
    """Who may own an action item of a meeting: people and desks of the office and of our authorities that take part,
    and the authorities of the other parties."""

    def __init__(self, meeting: Meeting) -> None:
        home, self.central = Party.home(), Authority.objects.own()
        seated = meeting.participants.filter(authority__party=home).values("authority")
        self.ours = [self.central, *Authority.objects.filter(pk__in=seated).exclude(pk=self.central.pk)]
        self.theirs = list(Authority.objects.filter(party__in=meeting.parties.exclude(pk=home.pk)))
        members = Q(memberships__authority__in=[one.pk for one in self.ours])
        people = User.objects.filter(members, is_active=True, clearance__gte=meeting.classification).distinct()
        self.people = list(people.order_by("last_name", "first_name", "pk"))
        self.named: dict[str, dict[str, Any]] = {}

    def choices(self) -> list[Any]:
        """The groups of a select; `named` then says what each value stands for."""
        people = [self._one(f"u{one.pk}", str(one), owner=one) for one in self.people]
        desks = [self._desk(role, self.central) for role in _DESKS if role in access.AT_CENTRAL]
        desks += [self._desk(role, one) for one in self.ours if one != self.central
                  for role in _DESKS if role not in access.AT_CENTRAL]
        theirs = [self._one(f"a{one.pk}", str(one), authority=one) for one in self.theirs]
        return [("", _("Choose")), (_("Persons"), people), (_("Desks"), desks), (_("The other side"), theirs)]

    def _desk(self, role: Role, place: Authority) -> tuple[str, str]:
        authority = None if place == self.central else place
        label = _("%(desk)s, %(authority)s") % {"desk": role.label, "authority": place}
        return self._one(f"d{place.pk}:{role.value}", label, desk=role.value, authority=authority)

    def _one(self, key: str, label: str, **owner: Any) -> tuple[str, str]:
        self.named[key] = owner
        return key, label


class DoneForm(NamedErrors, forms.Form):
    """What was done."""

    note = _text(gettext_lazy("What was done"))


class CancelForm(NamedErrors, forms.Form):
    """Why the action is not needed any more."""

    note = _text(gettext_lazy("Why it is not needed any more"))


class MoveForm(NamedErrors, forms.Form):
    """To which day, and why."""

    due_on = forms.DateField(label=gettext_lazy("New due day"), widget=_DAY)
    note = _text(gettext_lazy("Why it is moved"))


FORMS: dict[str, type[forms.Form]] = {"done": DoneForm, "move": MoveForm, "cancel": CancelForm}


class CaseForm(NamedErrors, forms.Form):
    """What the meeting found of one priority case; one that it did not deal with is left as it is."""

    finding = forms.ChoiceField(
        label=gettext_lazy("What the review found"), required=False, widget=forms.RadioSelect,
        choices=[("", gettext_lazy("not dealt with")), *FINDINGS],
    )
    result = _text(gettext_lazy("Result of the review, in English"), required=False)
    result_zh = _text(gettext_lazy("Result of the review, in Chinese"), required=False)
    next_action = _text(gettext_lazy("Next action"), required=False)
    owner = forms.CharField(label=gettext_lazy("Owner of the action"), max_length=200, required=False)
    due_on = forms.DateField(label=gettext_lazy("Due on"), widget=_DAY, required=False)

    def clean(self) -> dict[str, Any]:
        """A case that was dealt with has everything; of one that was not, nothing else is typed."""
        given = super().clean() or self.cleaned_data
        others = [name for name in self.fields if name != "finding"]
        if given.get("finding"):
            for name in others:
                if name not in self.errors and not given.get(name):
                    self.add_error(name, _("“%(label)s” is needed.") % {"label": self.fields[name].label})
        elif any(given.get(name) for name in others) and "finding" not in self.errors:
            self.add_error("finding", _("Say what the review found, or leave the whole case blank."))
        return given

    def told(self) -> dict[str, Any]:
        """The facts of the review, as the record keeps them; none where the case was not dealt with."""
        given = self.cleaned_data
        return {**given, "due_on": given["due_on"].isoformat()} if given["finding"] else {}
