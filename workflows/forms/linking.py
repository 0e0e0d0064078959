"""The forms that link a request with its duplicate on another channel, and undo it (CK-26)."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.links import finding
from mla.models import Request
from workflows.forms.acts import ActForm, reasons_field

_LEADS = [
    ("this", gettext_lazy("this request; the other one is its duplicate")),
    ("other", gettext_lazy("the other request; this one is its duplicate")),
]


class LinkForm(ActForm):
    """With which request, and which of the two is on the lead channel."""

    word = "link"
    reference = forms.CharField(
        label=gettext_lazy("Another request, by its reference"), max_length=40, required=False,
        help_text=gettext_lazy("Only where it is not in the list above."),
    )
    lead = forms.ChoiceField(
        label=gettext_lazy("Lead channel"), choices=_LEADS, widget=forms.RadioSelect, required=True,
        help_text=gettext_lazy("The duplicate keeps its clocks and letters; statistics count the matter once."),
    )
    reasons = reasons_field(
        help_text=gettext_lazy("Read by everyone who may see one of the two requests: name nothing that is secret.")
    )

    def build(self) -> None:
        related = finding.related(finding.hits(self.request, self.user))
        found = [(one.pk, _words(one)) for one, _shared in related if _fits(self.request, one)]
        if found:
            self.fields["other"] = forms.TypedChoiceField(
                label=_("Requests that share something with this one"), choices=found, coerce=int, empty_value=None,
                widget=forms.RadioSelect, required=False,
            )
        self.order_fields(["other", "reference", "lead", "reasons"])

    def clean(self) -> dict[str, Any]:
        """One of the two ways of naming the other request; what may not be seen is said not to exist."""
        cleaned = super().clean()
        typed = (cleaned.get("reference") or "").strip()
        if typed and cleaned.get("other"):
            self.add_error("reference", _("Choose a request from the list or enter a reference, not both."))
        elif typed:
            visible = Request.objects.visible_to(self.user).filter(own_reference__iexact=typed)
            cleaned["other"] = visible.values_list("pk", flat=True).first()
            if cleaned["other"] is None:
                self.add_error("reference", _("There is no request with this reference that you may see."))
        elif not cleaned.get("other"):
            self.add_error("reference", _("Name the other request."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in ("other", "lead", "reasons")}


class UnlinkForm(ActForm):
    """Why it is no duplicate after all."""

    word = "unlink"
    reasons = reasons_field()

    def facts(self) -> dict[str, Any]:
        return {"reasons": self.cleaned_data.get("reasons", "")}


def _fits(request: Request, other: Request) -> bool:
    is_same_way = (other.direction, other.counterpart_id) == (request.direction, request.counterpart_id)
    return is_same_way and other.duplicate_of_id is None


def _words(one: Request) -> str:
    return f"{one} ({one.get_channel_display()})" if one.channel else str(one)
