"""How is a shift on the duty roster entered? Its hours are those of the zone that is typed with them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.forms.naming import NamedErrors
from mla.models import Authority, Contact, DutyShift, User
from mla.models.zones import existing_zone
from mla.vocabulary import Role

LEVELS = {"working": (Role.DUTY_OFFICER,), "leadership": (Role.SUPERVISOR, Role.COUNTERSIGNER)}
"""Who may be on duty at which level: the roles held at the central authority."""
LONGEST_DAYS = 14


class ShiftForm(NamedErrors, forms.Form):
    """The officer, the level, and the hours of one shift."""

    officer = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Officer"))
    level = forms.ChoiceField(
        label=gettext_lazy("Level"), choices=Contact.LEVELS, widget=forms.RadioSelect, initial="working",
        help_text=gettext_lazy("Working level is answered by duty officers, leadership level by heads and deputies."),
    )
    begins_at = forms.DateTimeField(
        label=gettext_lazy("From"), help_text=gettext_lazy("Date and time, for example 2026-12-24 08:00."))
    ends_at = forms.DateTimeField(
        label=gettext_lazy("To"), help_text=gettext_lazy("Date and time, for example 2026-12-24 20:00."))
    zone = forms.CharField(
        label=gettext_lazy("Time zone"), max_length=64, validators=[existing_zone],
        help_text=gettext_lazy("IANA name of the zone in which the hours are written, for example Asia/Shanghai."),
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now, home = now, Authority.objects.own()
        roles = [role for held in LEVELS.values() for role in held]
        officers = User.objects.filter(memberships__role__in=roles, memberships__authority=home, is_active=True)
        self.fields["officer"].queryset = officers.distinct().order_by("last_name", "pk")  # type: ignore[attr-defined]
        self.fields["zone"].initial = home.tz.key

    def clean(self) -> dict[str, Any]:
        """The officer holds a role of the level; the shift ends after it begins, not in the past, and is a shift."""
        given = super().clean() or self.cleaned_data
        officer, level = given.get("officer"), given.get("level")
        if officer and level and not officer.central_roles & set(LEVELS[level]):
            roles = ", ".join(str(role.label) for role in LEVELS[level])
            self.add_error("officer", _("This level is for: %(roles)s.") % {"roles": roles})
        if "zone" in given:
            self._in_zone(given, ZoneInfo(given["zone"]))
        first, last = given.get("begins_at"), given.get("ends_at")
        if first and last and "zone" in given and last <= first:
            self.add_error("ends_at", _("The shift ends before it begins."))
        elif first and last and "zone" in given and (last - first).days >= LONGEST_DAYS:
            self.add_error("ends_at", _("A shift is shorter than %(days)s days.") % {"days": LONGEST_DAYS})
        elif last and "zone" in given and last <= self.now:
            self.add_error("ends_at", _("The shift lies in the past."))
        return given

    def save(self) -> DutyShift:
        """The shift, stored."""
        return DutyShift.objects.create(**self.cleaned_data)

    def _in_zone(self, given: dict[str, Any], zone: ZoneInfo) -> None:
        """The hours by the clock of that zone; an hour that its clock leaves out is refused."""
        for name in ("begins_at", "ends_at"):
            if name in given:
                typed = given[name].replace(tzinfo=None)
                moment = typed.replace(tzinfo=zone)
                given[name] = moment
                if datetime.fromtimestamp(moment.timestamp(), zone).replace(tzinfo=None) != typed:
                    self.add_error(name, _("The clocks of this zone leave that hour out."))
