"""The forms that link a request with another one, a duplicate on another channel among them (CK-26), and undo it."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.links import finding, relations
from mla.models import Request
from workflows.forms.acts import ActForm, reasons_field

_LEADS = [
    ("this", gettext_lazy("this request; the other one is its duplicate")),
    ("other", gettext_lazy("the other request; this one is its duplicate")),
]

_READ_BY_BOTH = gettext_lazy("Read by everyone who may see one of the two requests: name nothing that is secret.")


class _OtherForm(ActForm):
    """Names another request: one that shares something with this one, or any by its reference."""

    asks: ClassVar[str] = ""
    """The field that says how the two are linked."""
    reference = forms.CharField(
        label=gettext_lazy("Another request, by its reference"), max_length=40, required=False,
        help_text=gettext_lazy("Only where it is not in the list above."),
    )
    reasons = reasons_field(help_text=_READ_BY_BOTH)

    def build(self) -> None:
        related = [one for one, _shared in finding.related(finding.hits(self.request, self.user))]
        found = [(one.pk, _words(one)) for one in self.fitting(related)]
        if found:
            self.fields["other"] = forms.TypedChoiceField(
                label=_("Requests that share something with this one"), choices=found, coerce=int, empty_value=None,
                widget=forms.RadioSelect, required=False,
            )
        self.order_fields(["other", "reference", self.asks, "reasons"])

    def fitting(self, related: list[Request]) -> list[Request]:
        """Which of the requests that share something are offered."""
        return related

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


class LinkForm(_OtherForm):
    """With which request, and which of the two is on the lead channel."""

    word, asks = "link", "lead"
    lead = forms.ChoiceField(
        label=gettext_lazy("Lead channel"), choices=_LEADS, widget=forms.RadioSelect, required=True,
        help_text=gettext_lazy("The duplicate keeps its clocks and letters; statistics count the matter once."),
    )

    def fitting(self, related: list[Request]) -> list[Request]:
        """Those of the same side to the same side that are no duplicates yet."""
        return [one for one in related if _fits(self.request, one)]

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in ("other", "lead", "reasons")}


class RelateForm(_OtherForm):
    """With which request, and what this one is to it."""

    word, asks = "relate", "connection"
    connection = forms.ChoiceField(
        label=gettext_lazy("What this request is to the other one"), widget=forms.RadioSelect,
        choices=relations.choices,
        help_text=gettext_lazy("A duplicate on another channel has a link of its own."),
    )

    def fitting(self, related: list[Request]) -> list[Request]:
        """Those that are not linked with this one yet."""
        linked = relations.partners(self.request, related)
        return [one for one in related if one.pk not in linked]

    def clean(self) -> dict[str, Any]:
        """The two requests can be linked so."""
        cleaned = super().clean()
        other = Request.objects.visible_to(self.user).filter(pk=cleaned.get("other") or 0).first()
        if other is not None and cleaned.get("connection"):
            sort, _colon, place = cleaned["connection"].partition(":")
            later, earlier = (self.request, other) if place == relations.LATER else (other, self.request)
            for sentence in relations.refusals(sort, later, earlier):
                self.add_error("connection", sentence)
        return cleaned

    def facts(self) -> dict[str, Any]:
        sort, _colon, place = (self.cleaned_data.get("connection") or "").partition(":")
        return {"other": self.cleaned_data.get("other"), "sort": sort, "place": place,
                "reasons": self.cleaned_data.get("reasons", "")}


class SeverForm(ActForm):
    """Which link is undone, and why."""

    word = "sever"
    reasons = reasons_field(help_text=_READ_BY_BOTH)

    def build(self) -> None:
        known = relations.of(self.request, self.user).known
        self.fields["other"] = forms.TypedChoiceField(
            label=_("Which link"), choices=[(one.other.pk, f"{one.label}: {one.other}") for one in known], coerce=int,
            initial=known[0].other.pk if len(known) == 1 else None, widget=forms.RadioSelect,
        )
        self.order_fields(["other", "reasons"])

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in ("other", "reasons")}


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
