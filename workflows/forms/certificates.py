"""What is asked for the certificates that go with the results? One block of fields an item, by the form agreed."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import certificates
from documents.certificates import Field
from mla.models import AssistanceItem
from mla.vocabulary import AssistanceType
from workflows.forms.acts import ActForm, Group, day_field, iso, reasons_field

_EMPTY = ("", "")
_CHOICES: dict[str, list[tuple[str, Any]]] = {
    "service": [_EMPTY, ("personal", gettext_lazy("in person")), ("post", gettext_lazy("by post")),
                ("other", gettext_lazy("in another way"))],
    "copies": [_EMPTY, ("original", gettext_lazy("originals")), ("copy", gettext_lazy("copies"))],
    "told": [_EMPTY, ("yes", gettext_lazy("yes"))],
    "confirmation": [_EMPTY, ("signed", gettext_lazy("wrote that the record agrees with what was said, and signed")),
                     ("refused", gettext_lazy("was asked to sign and refused"))],
}
_KNOWN: dict[str, dict[str, str]] = {  # where the request has told it already: the field, by type of assistance
    AssistanceType.SERVE: {"documents": "documents", "recipient": "recipient"},
    AssistanceType.RECORDS: {"holder": "holder", "records": "description"},
    AssistanceType.TESTIMONY: {"witness": "person"},
}


class CertificatesForm(ActForm):
    """A form with a block of fields for the certificate of each item; all may be left for later."""

    def add_certificates(self, items: Iterable[AssistanceItem]) -> None:
        """Add the blocks, filled with what is known already. An outgoing request's certificates come from abroad."""
        self.certified = [] if self.request.is_outgoing else list(items)
        told = certificates.told(self.request) if self.certified else {}
        for item in self.certified:
            known = {**self._known(item), **told.get(str(item.seq), {})}
            for one in certificates.block(item, self.request):
                field = _field(one)
                field.initial = known.get(one.name, "")
                self.fields[_name(item, one)] = field

    def certificate_groups(self) -> Iterator[Group]:
        """One group for each item whose result needs a certificate."""
        for item in self.certified:
            if block := certificates.block(item, self.request):
                label = _("Certificate for item %(n)d") % {"n": item.seq}
                yield Group(more=[self[_name(item, one)] for one in block], more_label=label)

    def certificate_facts(self) -> dict[str, dict[str, str]]:
        """What was told, by the number of the item; what was left open is left out."""
        told = {
            str(item.seq): {one.name: given for one in certificates.block(item, self.request)
                            if (given := self._answer(item, one))}
            for item in self.certified
        }
        return {seq: given for seq, given in told.items() if given}

    def clean(self) -> dict[str, Any]:
        """A day has come, and each custodian of a chain is told with all that belongs to it."""
        for item in self.certified:
            for one in certificates.block(item, self.request):
                if flaw := self._flaw(one, self.cleaned_data.get(_name(item, one))):
                    self.add_error(_name(item, one), flaw)
        return super().clean()

    def _flaw(self, one: Field, given: Any) -> str:
        if one.sort == "day" and given and given > self.request.home.day(self.now):
            return _("“%(label)s” lies in the future.") % {"label": one.label}
        if one.sort == "chain" and given:
            try:
                certificates.links(given)
            except ValueError as line:
                return _("“%(line)s” needs six parts, divided by semicolons.") % {"line": line}
        return ""

    def _answer(self, item: AssistanceItem, one: Field) -> str:
        given = self.cleaned_data.get(_name(item, one))
        return iso(given) if one.sort == "day" else (given or "").strip()

    def _known(self, item: AssistanceItem) -> dict[str, str]:
        own = {**item.details, "description": item.description}
        known = {name: own.get(source) or "" for name, source in _KNOWN.get(item.type, {}).items()}
        persons = {one.pk: str(one) for one in self.request.persons.all()} if set(own) & {"person", "recipient"} else {}
        return {name: persons.get(value, "") if isinstance(value, int) else value for name, value in known.items()}


class CertifyForm(CertificatesForm):
    """What the certificates still lack, before the response goes out."""

    word = "certify"

    def build(self) -> None:
        self.add_certificates(one for one in self.request.items.all() if one.outcome)

    def facts(self) -> dict[str, Any]:
        return {"certificates": self.certificate_facts()}

    def groups(self) -> list[Group]:
        found = list(self.certificate_groups())
        return [*found, Group(fields=self.rest([bound.name for group in found for bound in group.more]))]

    def clean(self) -> dict[str, Any]:
        """Something is told."""
        cleaned = super().clean()
        if not self.errors and not self.certificate_facts():
            self.add_error(None, _("Fill in at least one field of a certificate."))
        return cleaned


def _field(one: Field) -> forms.Field:
    if one.sort == "day":
        return day_field(one.label, help_text=one.help)
    if one.sort in _CHOICES:
        return forms.ChoiceField(
            label=one.label, required=False, choices=_CHOICES[one.sort], widget=forms.Select, help_text=one.help
        )
    if one.sort == "line":
        return forms.CharField(label=one.label, required=False, max_length=300, help_text=one.help)
    return reasons_field(one.label, required=False, help_text=one.help)


def _name(item: AssistanceItem, one: Field) -> str:
    return f"certificate_{item.seq}_{one.name}"
