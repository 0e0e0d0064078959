"""What is asked of a person who is to return? The particulars of verification forms, and the means of evidence."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.cn import ric

from mla import identifiers
from mla.findings import BLOCK, WARN
from mla.forms.drafting import Flaw, Need
from mla.forms.items import choice, day, line, text
from mla.forms.rows import Rows
from mla.forms.subjects import PersonForm
from mla.kinds.repatriation.claims import PENDING
from mla.models import Request
from mla.vocabulary import Direction

PROOF = [
    ("passport", gettext_lazy("valid passport of any kind")), ("identity_card", gettext_lazy("identity card")),
    ("military_card", gettext_lazy("military identity card")), ("seafarer", gettext_lazy("seafarer's book")),
    ("citizenship", gettext_lazy("certificate of citizenship with a photograph")),
]
PRIMA_FACIE = [
    ("copy", gettext_lazy("copy of one of the documents above")),
    ("expired", gettext_lazy("expired document")), ("service_book", gettext_lazy("service book")),
    ("driving_licence", gettext_lazy("driving licence")), ("birth", gettext_lazy("birth certificate")),
    ("witness", gettext_lazy("statement of witnesses")), ("own_statement", gettext_lazy("the person's own statements")),
    ("language", gettext_lazy("language spoken, with the result of an official test")),
    ("other", gettext_lazy("other document")),
]
ORDERS = [
    ("removal", gettext_lazy("order of removal")), ("expulsion", gettext_lazy("order of expulsion or deportation")),
    ("return", gettext_lazy("decision on return or refusal of entry")),
]
CUSTODY = [
    ("detained", gettext_lazy("detained for removal")), ("prison", gettext_lazy("serving a sentence")),
    ("supervised", gettext_lazy("at liberty under supervision")), ("liberty", gettext_lazy("at liberty")),
]
CIVIL = [
    ("single", gettext_lazy("single")), ("married", gettext_lazy("married")), ("divorced", gettext_lazy("divorced")),
    ("widowed", gettext_lazy("widowed")), ("unknown", gettext_lazy("unknown")),
]
NEEDS = [
    ("disease", gettext_lazy("contagious disease")), ("medication", gettext_lazy("needs medication")),
    ("assistance", gettext_lazy("needs assistance")), ("pregnant", gettext_lazy("pregnant")),
    ("disabled", gettext_lazy("disabled")), ("minor", gettext_lazy("unaccompanied minor")),
    ("family", gettext_lazy("travels with family members who must not be separated")),
    ("trafficking", gettext_lazy("victim of trafficking in human beings")),
    ("dangerous", gettext_lazy("particularly dangerous")),
]
CLAIMS = [
    ("none", gettext_lazy("no claim to protection was made")),
    ("decided", gettext_lazy("a claim was finally decided; removal is lawful")),
    (PENDING, gettext_lazy("a claim is pending")),
]
CHINESE = ("resident_id", "old_id", "hukou_address", "hukou_booklet", "passports", "exit_record", "school",
           "military_service", "relatives_phone", "dialect")
AMERICAN = ("a_number", "fin", "event_number", "claimed_birth_country", "entry", "background", "criminal_record")
OURS = frozenset({"protection_claim", "stay_check"})
FAMILY = ("maiden_name", "earlier_names", "description", "father", "mother", "earlier_nationalities", "civil_status",
          "family")
SPECIAL = ("special_needs", "special_details", "observations")
FOLDED = (
    (gettext_lazy("Particulars of the family and appearance"), FAMILY),
    (gettext_lazy("For verification in China"), CHINESE),
    (gettext_lazy("For verification in the United States"), AMERICAN),
    (gettext_lazy("Special circumstances"), SPECIAL),
)


def several(label: Any, choices: list[tuple[str, Any]], help_text: Any = "") -> forms.MultipleChoiceField:
    """Any number of a few, shown as checkboxes."""
    return forms.MultipleChoiceField(label=label, choices=choices, help_text=help_text,
                                     widget=forms.CheckboxSelectMultiple)


class ReturneeForm(PersonForm):
    """One person with an order of removal: section A to E of the common verification form."""

    never_printed = OURS

    order_type = choice(gettext_lazy("sort of order"), ORDERS)
    order_on = day(gettext_lazy("order final since"), gettext_lazy(
        "The day from which no ordinary appeal is open. Without a final order nobody is removed."
    ))
    order_number = line(gettext_lazy("number of the order"), gettext_lazy("Court or authority and file number."), 120)
    stay_check = forms.BooleanField(label=gettext_lazy("I have checked that no court has stayed the removal"))
    protection_claim = choice(gettext_lazy("claim to protection"), CLAIMS, gettext_lazy(
        "For our own desks alone: it is never printed. While a claim is pending nothing about the person leaves the "
        "office."
    ))
    custody = choice(gettext_lazy("custody"), CUSTODY)
    custody_place = line(gettext_lazy("place of custody"), gettext_lazy("Where the person can be interviewed."), 200)
    proof = several(gettext_lazy("proof of identity and nationality"), PROOF, gettext_lazy(
        "What proves nationality without further inquiry. Attach copies."
    ))
    prima_facie = several(gettext_lazy("prima facie evidence"), PRIMA_FACIE, gettext_lazy(
        "What makes nationality likely and is verified by the other side."
    ))
    maiden_name = line(gettext_lazy("name at birth"), "", 150)
    earlier_names = line(gettext_lazy("earlier names"), gettext_lazy("With the years in which they were used."))
    description = text(gettext_lazy("physical description"), gettext_lazy("Height, eyes, distinguishing marks."))
    father = line(gettext_lazy("father's name"), gettext_lazy("In Latin and native script, with the date of birth."))
    mother = line(gettext_lazy("mother's name"), gettext_lazy("In Latin and native script, with the date of birth."))
    earlier_nationalities = line(gettext_lazy("earlier nationalities"), gettext_lazy("With dates, if known."), 200)
    civil_status = choice(gettext_lazy("civil status"), CIVIL)
    family = text(gettext_lazy("spouse and children"), gettext_lazy("Names and ages of spouse and children."))
    resident_id = line(gettext_lazy("resident identity number (18 signs)"), gettext_lazy(
        "The surest way to verify identity. Example: 11010519491231002X."
    ), 18)
    old_id = line(gettext_lazy("old identity number (15 digits)"), gettext_lazy("Issued until 1999."), 15)
    hukou_address = line(gettext_lazy("registered domicile"), gettext_lazy(
        "The address of the household register (户籍地), down to the village or street."
    ))
    hukou_booklet = line(gettext_lazy("number of the household booklet"), "", 40)
    passports = line(gettext_lazy("passports held"), gettext_lazy("Ordinary or official, with numbers and years."))
    exit_record = line(gettext_lazy("exit from China"), gettext_lazy("Day and port of the last exit."), 200)
    school = line(gettext_lazy("schools attended"), gettext_lazy("Name, place and years."))
    military_service = line(gettext_lazy("military service"), gettext_lazy("Unit, place and years."))
    relatives_phone = line(gettext_lazy("telephone of relatives"), gettext_lazy(
        "With the country code, for example +861055550134."
    ), 40)
    dialect = line(gettext_lazy("dialect"), gettext_lazy("As tested or heard."), 80)
    a_number = line(gettext_lazy("A-number"), gettext_lazy("Example: A012 345 678."), 20)
    fin = line(gettext_lazy("fingerprint identification number (FIN)"), "", 20)
    event_number = line(gettext_lazy("event number"), "", 40)
    claimed_birth_country = line(gettext_lazy("country of birth claimed"), "", 100)
    entry = line(gettext_lazy("entry into the territory"),
                 gettext_lazy("Day and port of entry, and with which document."), 200)
    background = text(gettext_lazy("background"), gettext_lazy(
        "Parents, schools, employers and addresses in the state of nationality, as the person states them."
    ))
    criminal_record = text(gettext_lazy("criminal record"), gettext_lazy("Convictions relevant for the escort only."))
    special_needs = several(gettext_lazy("special circumstances"), NEEDS)
    special_details = text(gettext_lazy("about the special circumstances"), gettext_lazy(
        "What escort and receiving officers must prepare: medication, isolation, wheelchair, guardians."
    ))
    observations = text(gettext_lazy("observations"), gettext_lazy("Anything else that helps to verify identity."))
    needed = {
        "surname": PersonForm.needed["surname"],
        "born_on": ("CK-09", gettext_lazy("Enter the date of birth")),
        "nationality": ("CK-09", gettext_lazy("Enter the nationality to be verified")),
        "order_type": ("CK-06", gettext_lazy("Choose the sort of order")),
        "order_on": ("CK-06", gettext_lazy("Enter since when the order of removal is final")),
        "custody": ("CK-07", gettext_lazy("Say whether the person is detained")),
    }
    wanted = {"order_number": ("CK-14", gettext_lazy("Enter the number of the order, or attach a copy"))}
    folded = FOLDED

    class Meta(PersonForm.Meta):
        fields = [
            "role", "surname", "given_names", "native_name", "aliases", "sex", "born_on", "birth_place", "nationality",
            "document", "address", "language", "order_type", "order_on", "order_number", "stay_check",
            "protection_claim", "custody", "custody_place", "proof", "prima_facie",
            *FAMILY, *CHINESE, *AMERICAN, *SPECIAL,
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].widget = forms.HiddenInput()
        self.fields["role"].initial = self.initial["role"] = "returnee"

    def set_choices(self) -> None:
        if self.request.direction == Direction.IN:
            for name in OURS:
                del self.fields[name]

    @property
    def is_blank(self) -> bool:
        """The role alone, which is not typed, says nothing."""
        if not self.is_bound:
            return self.instance.pk is None
        names = (name for name in self.fields if name not in ("DELETE", "role"))
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in names)

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        for name, scheme in (("resident_id", "prc_id"), ("relatives_phone", "phone")):
            if cleaned.get(name):
                cleaned[name], wrong = identifiers.normalise(scheme, cleaned[name])
                if wrong:
                    self.add_error(name, _("%(what)s (CK-09)") % {"what": wrong})
        if cleaned.get("old_id") and not (len(cleaned["old_id"]) == 15 and cleaned["old_id"].isdigit()):
            self.add_error("old_id", _("The old identity number has 15 digits (CK-09)"))
        if cleaned.get("order_on") and cleaned["order_on"] > self.today:
            self.add_error("order_on", _("The order is not final yet on this day (CK-06)"))
        return cleaned

    def needed_now(self) -> dict[str, Need]:
        needed = super().needed_now()
        if self.request.direction == Direction.OUT:
            needed["stay_check"] = ("CK-06", gettext_lazy("Check whether a court has stayed the removal"))
            needed["protection_claim"] = ("CK-06", gettext_lazy("Say whether a claim to protection is pending"))
        return needed

    def flaws(self) -> Iterator[Flaw]:
        """There is some evidence; the identity number agrees with the date of birth and the sex."""
        if not self.is_answered("proof") and not self.is_answered("prima_facie") and not self.is_answered("document"):
            yield "proof", BLOCK, "CK-09", _("Name at least one means of evidence of identity or nationality")
        yield from self._contradictions()

    def _contradictions(self) -> Iterator[Flaw]:
        number = str(self.answer("resident_id") or "")
        if "resident_id" in self.errors or not ric.is_valid(number):
            return
        if self.answer("born_on") and ric.get_birth_date(number) != self.answer("born_on"):
            yield "resident_id", WARN, "CK-09", _("The identity number has another date of birth")
        if self.answer("sex") in ("F", "M") and ("M" if int(number[16]) % 2 else "F") != self.answer("sex"):
            yield "resident_id", WARN, "CK-09", _("The identity number belongs to the other sex")


def _need_person(request: Request) -> Need | None:
    return ("CK-09", _("Enter the persons to be returned"))


MANIFEST = Rows("persons", ReturneeForm, gettext_lazy("Persons to be returned"), gettext_lazy("Add another person"),
                gettext_lazy("Remove this person"), _need_person)

