"""What is looked for, and by what is it narrowed? Everything lives in the address."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mla import kinds, reference
from mla.filtering import ANY, select
from mla.models import Party
from workflows.forms.filters import Filter

LONGEST = 200


class SearchForm(Filter):
    """One box, and the filters beside it. A date is that of the home capital, both days included."""

    q = forms.CharField(required=False, max_length=LONGEST, strip=True)
    kind = select(_("Kind"), [])
    party = select(_("Other party"), [])
    since = forms.DateField(label=_("Opened from"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Opened until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    field_order = ["q", "direction", "state", "kind", "party", "urgency", "since", "until"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = reference.PARTIES.now()
        home = reference.home(self.parties)
        others = [(one.code, str(one)) for one in self.parties.values() if one.pk != home.pk]
        for name, choices in (("kind", [(code, str(label)) for code, label in kinds.choices()]), ("party", others)):
            self.fields[name].choices = [ANY, *choices]  # type: ignore[attr-defined]

    @property
    def question(self) -> str:
        """What was typed into the box."""
        return self.chosen().get("q", "")

    def labels(self) -> list[dict[str, str]]:
        """The chosen filters; the box is none of them."""
        return [one for one in super().labels() if one["name"] != "q"]

    def visible_filters(self) -> list[forms.BoundField]:
        """The fields of the filter column."""
        return [field for field in self.visible_fields() if field.name != "q"]

    def condition(self) -> Q:
        """The condition on requests."""
        chosen: dict[str, Any] = self.chosen()
        chosen.pop("q", None)
        since, until, party = (chosen.pop(name, None) for name in ("since", "until", "party"))
        zone = reference.home(self.parties).tz
        found = Q(**chosen)
        if party:
            found &= Q(counterpart__in=[one.pk for one in self.parties.values() if _is(one, party)])
        if since:
            found &= Q(created_at__gte=datetime.combine(since, time.min, zone))
        if until:
            found &= Q(created_at__lte=datetime.combine(until, time.max, zone))
        return found


def _is(party: Party, code: str) -> bool:
    return party.code == code
