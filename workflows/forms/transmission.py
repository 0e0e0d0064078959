"""The form of transmission: by which channel, in which form, to whom, and under which duties."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from mla import kinds
from mla.vocabulary import AssistanceType, Channel, Confidentiality, Urgency
from workflows.forms import choices
from workflows.forms.acts import ActForm, Group, day_field, iso, reasons_field

_CHANNELS = [("", ""), *Channel.choices]
_PRESSING = (Urgency.URGENT, Urgency.EMERGENCY)
_TRAVELS = (AssistanceType.APPEAR, AssistanceType.TRANSFER_CUSTODY)
_CALL = ("caller", "taken_by", "check")
WRITTEN = "written"


class TransmitForm(ActForm):
    """An urgent request may be made orally or by fax, and then says how; an incoming one goes to whom executes it."""

    word = "transmit"
    asks_moment = True

    def build(self) -> None:
        self.fields["channel"] = forms.ChoiceField(
            label=_("Channel"), choices=_CHANNELS, initial=self.request.channel or kinds.get(self.request.kind).channel
        )
        if self.request.is_outgoing:
            self._add_call()
            self._add_safe_conduct()
        else:
            self.fields["authority"] = forms.TypedChoiceField(
                label=_("Executing authority"), coerce=int, empty_value=None,
                choices=choices.executing_authorities(self.request),
            )
            self._add_secrecy()

    def facts(self) -> dict[str, Any]:
        names = ("channel", "authority", "manner", "secrecy_basis", "safe_conduct_days", *self._call())
        told = {name: self.cleaned_data.get(name) for name in names if name in self.fields}
        if "secrecy_until" in self.fields:
            told["secrecy_until"] = iso(self.cleaned_data.get("secrecy_until"))
        return told

    def clean(self) -> dict[str, Any]:
        """A request that was not made in writing says who made it to whom, and how the caller was verified."""
        for name in self._call():
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        return super().clean()

    def groups(self) -> list[Group]:
        call = [self[name] for name in _CALL if name in self.fields]
        rest = Group(fields=self.rest(_CALL))
        return [Group(more=call, more_label=_("If the request is made orally or by fax")), rest] if call else [rest]

    def _call(self) -> tuple[str, ...]:
        """What is told of the call, where there was one."""
        return _CALL if self.cleaned_data.get("manner", WRITTEN) not in ("", WRITTEN) else ()

    def _add_call(self) -> None:
        if self.request.urgency not in _PRESSING:
            return
        self.fields["manner"] = forms.ChoiceField(
            label=_("Form of the request"), widget=forms.RadioSelect, initial=WRITTEN,
            choices=[(WRITTEN, _("in writing")), ("oral", _("orally")), ("fax", _("by fax"))],
            help_text=_("A request that is not made in writing is recorded now and confirmed in writing later."),
        )
        self.fields["caller"] = forms.CharField(
            label=_("Made by"), max_length=200, required=False, help_text=_("Name and title of whoever spoke for us.")
        )
        self.fields["taken_by"] = forms.CharField(
            label=_("Taken by"), max_length=200, required=False, help_text=_("Name and title of whoever took it there.")
        )
        self.fields["check"] = forms.CharField(
            label=_("How the caller was verified"), max_length=300, required=False,
            help_text=_("Example: “Called back on the number of the contact list.”"),
        )

    def _add_safe_conduct(self) -> None:
        if any(one.type in _TRAVELS for one in self.request.items.all()):
            self.fields["safe_conduct_days"] = forms.IntegerField(
                label=_("Safe conduct lasts for this many days after release"), min_value=1, max_value=365, initial=15,
                help_text=_("Counted from the notice that the person is no longer needed. Printed in the letter."),
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
            )

    def _add_secrecy(self) -> None:
        if self.request.confidentiality in ("", Confidentiality.NONE):
            return
        self.fields["secrecy_basis"] = reasons_field(
            _("Basis of secrecy in our own law"), required=False,
            help_text=_("Order or provision, with date and number. Printed in the confidentiality notice."),
        )
        self.fields["secrecy_until"] = day_field(
            _("Secret until"), help_text=_("Empty: until it is lifted in writing.")
        )
