"""Whom and what is the request about? One row per offence, person, organisation and identifier."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import identifiers
from mla.findings import BLOCK, WARN
from mla.forms.drafting import Flaw, Need
from mla.forms.rows import RowForm, Rows
from mla.forms.topics import CYBER
from mla.models import Identifier, Offence, Organisation, Person, Request
from mla.vocabulary import AssistanceType

ABOUT_PERSONS = frozenset({
    AssistanceType.SERVE, AssistanceType.TESTIMONY, AssistanceType.APPEAR, AssistanceType.LOCATE,
    AssistanceType.TRANSFER_CUSTODY,
})
MOMENTARY = frozenset({"ipv4", "ipv6"})


class OffenceForm(RowForm):
    """An offence with the text of the law."""

    needed = {
        "name": ("CK-06", gettext_lazy("Name the offence")),
        "provision": ("CK-06", gettext_lazy("Enter the provision, for example “18 U.S.C. § 1343”")),
        "text": ("CK-06", gettext_lazy("Enter the text of the provision")),
        "max_penalty": ("CK-06", gettext_lazy("Enter the maximum penalty, for example “20 years”")),
    }
    wanted = {"committed_from": ("CK-05", gettext_lazy("Enter when the offence was committed"))}

    def flaws(self) -> Iterator[Flaw]:
        """An offence lies in the past."""
        first = self.answer("committed_from")
        if first and first > self.today:
            yield "committed_from", WARN, "CK-05", _("The day of the offence lies in the future")

    class Meta:
        model = Offence
        fields = ["name", "provision", "text", "max_penalty", "committed_from", "committed_to", "place"]
        help_texts = {
            "name": gettext_lazy("As the law calls it. Example: “Fraud by wire”."),
            "provision": gettext_lazy("Law and section. Example: “18 U.S.C. § 1343”."),
            "text": gettext_lazy("The full wording. The requested side compares it with its own law."),
            "max_penalty": gettext_lazy(
                "Example: “20 years' imprisonment and a fine”. Needed to test dual criminality."
            ),
            "committed_from": gettext_lazy("The first day. Leave the last day empty if it was one day."),
            "place": gettext_lazy("Example: “Wilmington, Delaware, and online”."),
        }

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        first, last = cleaned.get("committed_from"), cleaned.get("committed_to")
        if first and last and last < first:
            self.add_error("committed_to", _("The last day lies before the first (CK-05)"))
        return cleaned


class PersonForm(RowForm):
    """A person concerned."""

    needed = {
        "role": ("CK-09", gettext_lazy("Choose the person's role in the case")),
        "surname": ("CK-09", gettext_lazy("Enter the surname in Latin script")),
    }

    class Meta:
        model = Person
        fields = [
            "role", "surname", "given_names", "native_name", "aliases", "sex", "born_on", "birth_place", "nationality",
            "document", "address", "language",
        ]
        widgets = {"address": forms.Textarea(attrs={"rows": "3"})}
        help_texts = {
            "role": gettext_lazy("Rights and warnings depend on it."),
            "surname": gettext_lazy("As in the travel document. Example: “ZHANG”."),
            "native_name": gettext_lazy(
                "The name as its own state writes it. Example: 张三. Many people share one spelling in Latin."
            ),
            "aliases": gettext_lazy("Other names, spellings and user names, separated by commas."),
            "born_on": gettext_lazy("Distinguishes people of the same name."),
            "nationality": gettext_lazy("The code or the name of the state. Example: “CN”."),
            "document": gettext_lazy("Example: “Passport E00000000, issued by …”."),
            "address": gettext_lazy("In the script of the place, with the province and the post code."),
            "language": gettext_lazy("For the interpreter, and for the language of documents to be served."),
        }

    def needed_now(self) -> dict[str, Need]:
        needed = dict(self.needed)
        if self._writes_natively():
            needed["native_name"] = ("CK-09", gettext_lazy("Enter the name in native script"))
        return needed

    def flaws(self) -> Iterator[Flaw]:
        """Someone is identified by the date of birth, a document, or an address."""
        if not any(self.is_answered(name) for name in ("born_on", "document", "address")):
            yield "born_on", BLOCK, "CK-09", _("Enter the date of birth, an identity document or an address")

    def _writes_natively(self) -> bool:
        """Whether the person is a national of one of the two parties, and that party writes names in another script."""
        nationality = str(self.answer("nationality") or "").strip().casefold()
        writing = (one for one in (self.request.counterpart, self.request.home) if one.language.startswith("zh"))
        return any(nationality in {one.code.casefold(), one.name_en.casefold(), one.name_zh} for one in writing)


class OrganisationForm(RowForm):
    """A legal entity concerned."""

    needed = {"name": ("CK-09", gettext_lazy("Enter the name of the organisation"))}

    class Meta:
        model = Organisation
        fields = ["name", "native_name", "registration", "seat", "representative"]
        help_texts = {
            "name": gettext_lazy("The registered name in Latin script."),
            "native_name": gettext_lazy("The registered name in its own script. Example: 苏州恒远机械有限公司."),
            "registration": gettext_lazy("The number in the register of companies; it is the surest way to find it."),
            "seat": gettext_lazy("Town and country."),
            "representative": gettext_lazy("Who acts for it, if known."),
        }


class IdentifierForm(RowForm):
    """An account, address or number, with the moment it was used."""

    needed = {
        "scheme": ("CK-11", gettext_lazy("Choose the type of identifier")),
        "value": ("CK-11", gettext_lazy("Enter the identifier")),
    }

    class Meta:
        model = Identifier
        fields = ["scheme", "value", "provider", "seen_at", "port"]
        help_texts = {
            "scheme": gettext_lazy("What sort of identifier it is; each is checked by its own rule."),
            "value": gettext_lazy("Exactly as in the log. Example: “203.0.113.25”."),
            "provider": gettext_lazy("Who runs the service or holds the account. Example: “Example Mail Ltd”."),
            "seen_at": gettext_lazy(
                "Date, time and UTC offset of the use, for example 2026-03-06T17:30:00-05:00. An address changes hands "
                "within minutes."
            ),
            "port": gettext_lazy("Many users share one IPv4 address; the source port tells them apart."),
        }

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("value") and cleaned.get("scheme"):
            verdict = identifiers.check(cleaned["scheme"], cleaned["value"])
            is_wrong = verdict.severity == BLOCK
            self.instance.normalized = "" if is_wrong else verdict.normalized
            if is_wrong:
                self.add_error("value", _("%(what)s (CK-11)") % {"what": verdict.hint})
        if cleaned.get("seen_at"):
            cleaned["seen_at"], wrong = identifiers.moment(cleaned["seen_at"])
            if wrong:
                self.add_error("seen_at", _("%(what)s (CK-11)") % {"what": wrong})
        return cleaned

    def needed_now(self) -> dict[str, Need]:
        needed = dict(self.needed)
        if self.answer("scheme") in MOMENTARY:
            needed["seen_at"] = ("CK-11", gettext_lazy("Enter when the address was used, with its UTC offset"))
        return needed

    def flaws(self) -> Iterator[Flaw]:
        """What was probably misread; a shared IPv4 address needs the port; a provider is told whom to ask."""
        if self.answer("scheme") in identifiers.SCHEMES and self.answer("value"):
            verdict = identifiers.check(self.answer("scheme"), self.answer("value"))
            if verdict.severity == WARN:
                yield "value", WARN, "CK-11", verdict.hint
        if self.answer("scheme") == "ipv4" and not self.is_answered("port"):
            yield "port", WARN, "CK-11", _("Enter the source port: an IPv4 address may be shared by many users")
        if self.answer("scheme") in ("email", "account") and not self.is_answered("provider"):
            yield "provider", WARN, "CK-11", _("Name the provider")


def _need_offence(request: Request) -> Need | None:
    return ("CK-06", _("Enter at least one offence with the text of the law"))


def _need_person(request: Request) -> Need | None:
    """Items about a person need one; the others need a person, an organisation or an identifier."""
    types = {item.type for item in request.items.all()}
    if types & ABOUT_PERSONS:
        return ("CK-09", _("Enter the person the request is about"))
    known = request.organisations.exists() or request.identifiers.exists()
    return None if known or not types else ("CK-09", _("Enter a person, an organisation or an identifier"))


def _need_identifier(request: Request) -> Need | None:
    """A request about cyber activity needs one; another a person or an organisation instead."""
    if request.theme in CYBER:
        return ("CK-11", _("Enter at least one identifier"))
    known = request.persons.exists() or request.organisations.exists()
    return None if known else ("CK-09", _("Enter a person, an organisation or an identifier"))


OFFENCES = Rows("offences", OffenceForm, gettext_lazy("Offences"), gettext_lazy("Add another offence"),
                gettext_lazy("Remove this offence"), _need_offence)
PERSONS = Rows("persons", PersonForm, gettext_lazy("Persons"), gettext_lazy("Add another person"),
               gettext_lazy("Remove this person"), _need_person)
NAMED_PERSONS = Rows("persons", PersonForm, gettext_lazy("Persons"), gettext_lazy("Add another person"),
                     gettext_lazy("Remove this person"))
ORGANISATIONS = Rows("organisations", OrganisationForm, gettext_lazy("Organisations"),
                     gettext_lazy("Add another organisation"), gettext_lazy("Remove this organisation"))
IDENTIFIERS = Rows("identifiers", IdentifierForm, gettext_lazy("Identifiers"), gettext_lazy("Add another identifier"),
                   gettext_lazy("Remove this identifier"))
NEEDED_IDENTIFIERS = Rows("identifiers", IdentifierForm, gettext_lazy("Identifiers"),
                          gettext_lazy("Add another identifier"), gettext_lazy("Remove this identifier"),
                          _need_identifier)
