"""By what are deadlines narrowed, how is a calendar feed asked for, and who wants the daily digest?"""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mla import kinds, reference
from mla.filtering import ANY, select
from mla.forms.naming import NamedErrors
from mla.models import User
from mla.vocabulary import Role, Urgency
from workflows import deadlines
from workflows.forms.filters import Filter
from workflows.models import Feed
from workflows.models.rules import SOURCE_CLASSES

WHOSE = [("mine", _("of my tasks")), ("desks", _("at my desks"))]
DESKS = [one for one in Role if one not in (Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR)]
FEEDS_EACH = 5
"""How many calendar feeds one person may have at a time."""


class DeadlineFilter(Filter):
    """Clocks by whose they are, by desk and urgency, kind and party, by who owes and on which sort of law."""

    state = None  # type: ignore[assignment]  # how Django drops one
    whose = select(_("Whose"), WHOSE)
    desk = select(_("Desk"), [(one.value, one.label) for one in DESKS])
    urgency = select(_("Urgency"), Urgency.choices)
    kind = select(_("Kind"), [])
    party = select(_("Other party"), [])
    source = select(_("Source"), SOURCE_CLASSES)
    owes = select(_("Obligated"), [])
    field_order = ["whose", "desk", "urgency", "kind", "direction", "party", "source", "owes"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stamp = reference.stamp()
        parties, authorities = reference.PARTIES.at(stamp), reference.AUTHORITIES.at(stamp)
        home = reference.home(parties)
        others = [one for one in parties.values() if one.pk != home.pk]
        ours = [one for one in authorities.values() if one.party_id == home.pk]
        self._choices("kind", [(code, str(name)) for code, name in kinds.choices()])
        self._choices("party", [(one.code, str(one)) for one in others])
        owing = [(f"p{one.pk}", str(one)) for one in parties.values()]
        self._choices("owes", owing + [(f"a{one.pk}", str(one)) for one in ours])

    def condition(self, user: User) -> Q:
        """The condition on clocks."""
        chosen = self.chosen()
        found = deadlines.of_whom(user, chosen.get("whose", ""))
        if "desk" in chosen:
            found &= deadlines.at(chosen["desk"])
        if "owes" in chosen:
            found &= deadlines.owed_by(chosen["owes"])
        return found & Q(**{path: chosen[name] for name, path in _PATHS.items() if name in chosen})

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [ANY, *choices]  # type: ignore[attr-defined]


_PATHS = {
    "urgency": "request__urgency", "kind": "request__kind", "direction": "request__direction",
    "party": "request__counterpart__code", "source": "rule__source_class",
}


class FeedForm(NamedErrors, forms.Form):
    """Which deadlines a new calendar feed holds: one's own, or those of one desk that one holds."""

    scope = forms.ChoiceField(label=_("Deadlines of"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        held = user.memberships.select_related("authority").order_by("authority__code", "role")
        self._held = {f"{one.role}@{one.authority.code}": one for one in held if one.role in DESKS}
        desks = [(key, _("the desk %(desk)s, %(authority)s") % {"desk": one.get_role_display(),
                  "authority": one.authority}) for key, one in self._held.items()]
        self.fields["scope"].choices = [("own", _("my open tasks and my desks")), *desks]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """No more than a handful."""
        if self.user.feeds.filter(revoked_at=None).count() >= FEEDS_EACH:
            raise forms.ValidationError(
                _("You have %(number)s calendar feeds, as many as one person may have. Revoke one first."),
                params={"number": FEEDS_EACH},
            )
        return self.cleaned_data

    def feed(self) -> Feed:
        """The feed asked for, not yet saved."""
        chosen = self._held.get(self.cleaned_data["scope"])
        if chosen is None:
            return Feed(owner=self.user)
        return Feed(owner=self.user, desk=chosen.role, authority=chosen.authority)


class DigestForm(NamedErrors, forms.ModelForm):
    """Whether the daily digest is wanted."""

    class Meta:
        model = User
        fields = ["wants_digest"]
        labels = {"wants_digest": _("Send me the daily digest by e-mail")}
