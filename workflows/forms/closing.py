"""The form that ends a file: what became of originals and conditions; of ours, how the proceeding ended."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from mla.forms.things import things
from workflows.forms import execution
from workflows.forms.acts import Group, day_field, iso, reasons_field

_ENDED = ("court", "decided_on", "result", "use")


class CloseForm(execution.CloseForm):
    """An outgoing request may tell the other side the outcome of the proceeding, and give things back."""

    def build(self) -> None:
        super().build()
        if not self.request.is_outgoing:
            return
        self.fields["court"] = forms.CharField(label=_("Court"), max_length=300, required=False)
        self.fields["decided_on"] = day_field(_("Date of the decision"))
        self.fields["result"] = reasons_field(_("Result of the proceeding"), required=False)
        self.fields["use"] = reasons_field(_("How the evidence was used"), required=False)
        self.fields["returned"] = reasons_field(
            _("Things returned"), required=False,
            help_text=_("One a line, its state after a semicolon. Example: “Account ledger, 40 pages; undamaged”."),
        )

    def facts(self) -> dict[str, Any]:
        if "court" not in self.fields:
            return super().facts()
        cleaned = self.cleaned_data
        told = {name: cleaned.get(name, "") for name in ("court", "result", "use")}
        return super().facts() | told | {
            "decided_on": iso(cleaned.get("decided_on")), "returned": things(cleaned.get("returned", ""))
        }

    def clean(self) -> dict[str, Any]:
        """An outcome is told whole, and each thing with its state."""
        cleaned = super().clean()
        if any(cleaned.get(name) for name in _ENDED):
            for name in _ENDED:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        if (day := cleaned.get("decided_on")) and day > self.request.home.day(self.now):
            label = {"label": self.fields["decided_on"].label}
            self.add_error("decided_on", _("“%(label)s” lies in the future.") % label)
        for one in things(cleaned.get("returned") or ""):
            if not (one["thing"] and one["state"]):
                self.add_error("returned", _("“%(thing)s” needs its state after a semicolon.") % one)
        return cleaned

    def groups(self) -> list[Group]:
        if "court" not in self.fields:
            return super().groups()
        shown = (*_ENDED, "returned")
        return [
            Group(fields=self.rest((*shown, "note"))),
            Group(more=[self[name] for name in _ENDED], more_label=_("Outcome of the proceeding")),
            Group(more=[self["returned"]], more_label=_("Things returned")),
            Group(fields=[self["note"]]),
        ]
