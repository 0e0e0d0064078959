"""How is a mistake put right? In a letter by a letter of correction, in the record by a new event."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from mla.forms.moments import MomentField
from mla.models import Event, Party
from mla.moments import written
from workflows import moments, words
from workflows.forms.acts import ActForm, Group, reasons_field

_LETTER, _MOMENT = ("letter", "wrong", "right"), ("event", "right_moment")


class CorrectForm(ActForm):
    """A text in one of our letters, or the moment of an earlier event; the other half stays empty."""

    word = "correct"

    def build(self) -> None:
        standing = self.request.letters.filter(superseded_by=None).order_by("-pk")
        letters = [(one.number, f"{one.number} {one.code} {_called(one)}") for one in standing]
        if letters:
            self.fields["letter"] = forms.ChoiceField(
                label=_("Letter"), required=False, choices=[("", ""), *letters],
                help_text=_("The letter stays as it is; a letter of correction goes to its addressee."),
            )
            self.fields["wrong"] = reasons_field(_("Wrong text"), required=False)
            self.fields["right"] = reasons_field(_("Right text"), required=False)
        zone = moments.zone_of(self.user, Party.home())
        acts = self.request.events.exclude(verb__in=("view", "download"))
        self.fields["event"] = forms.TypedChoiceField(
            label=_("Event"), coerce=int, required=False, empty_value=None,
            choices=[("", ""), *((one.seq, _told(one, zone)) for one in acts)],
        )
        self.fields["right_moment"] = MomentField(
            zone, self.now, label=_("When it really happened"), required=False, widget=forms.DateTimeInput(),
            help_text=_("Date and time in your time zone (%(zone)s).")
            % {"zone": zone.key.rpartition("/")[2].replace("_", " ")},
        )
        self.fields["reasons"] = reasons_field()

    def facts(self) -> dict[str, Any]:
        cleaned, told = self.cleaned_data, {"reasons": self.cleaned_data.get("reasons", "")}
        if cleaned.get("letter"):
            return told | {name: cleaned.get(name, "") for name in _LETTER}
        moment = cleaned.get("right_moment")
        return told | {"event": cleaned.get("event"), "moved_to": moment.isoformat() if moment else ""}

    def clean(self) -> dict[str, Any]:
        """One mistake at a time, with everything that putting it right needs."""
        cleaned = super().clean()
        is_letter, is_moment = (any(cleaned.get(name) for name in names) for names in (_LETTER, _MOMENT))
        if is_letter and is_moment:
            self.add_error(None, _("Correct a letter or a moment, not both at once."))
        if not (is_letter or is_moment) and not self.errors:
            self.add_error("letter" if "letter" in self.fields else "event", _("Choose what is to be corrected."))
        for name in (*(_LETTER if is_letter else ()), *(_MOMENT if is_moment else ())):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned

    def groups(self) -> list[Group]:
        moment = Group(_("A recorded moment"), [self[name] for name in _MOMENT])
        found = [moment]
        if "letter" in self.fields:
            found.insert(0, Group(_("A letter"), [self[name] for name in _LETTER]))
        return [*found, Group(fields=self.rest((*_LETTER, *_MOMENT)))]


def _called(letter: Any) -> str:
    return f"{letter.subject_en} {letter.subject_zh}".strip()


def _told(event: Event, zone: Any) -> str:
    return f"{event.seq}. {words.done(event.verb, event.party)}, {written(event.happened_at, zone)}"
