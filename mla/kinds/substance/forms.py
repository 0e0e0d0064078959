"""What is asked or told of a substance: its identity, its control on both sides, its data; and of a precursor."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mla import identifiers
from mla.findings import BLOCK, WARN
from mla.forms.case import LANGUAGES
from mla.forms.drafting import DraftForm, Flaw, Need
from mla.forms.items import ItemForm, choice, day, line, text
from mla.models import Request

SORTS = [
    ("nps", _("new psychoactive substance")), ("fentanyl", _("fentanyl-related substance")),
    ("controlled", _("other controlled substance")), ("precursor", _("precursor chemical")),
]
SCHEDULES = [
    ("none", _("not controlled")), ("1961", _("scheduled under the Convention of 1961")),
    ("1971", _("scheduled under the Convention of 1971")), ("1988-1", _("Table I of the Convention of 1988")),
    ("1988-2", _("Table II of the Convention of 1988")), ("class", _("controlled as a class by national law")),
    ("national", _("controlled by national law")),
]
FORMS = [("base", _("base")), ("hydrochloride", _("hydrochloride")), ("other_salt", _("other salt")),
         ("mixture", _("mixture")), ("unknown", _("unknown"))]
INCIDENTS = [
    ("seizure", _("seizure")), ("theft", _("theft or loss")), ("stopped", _("stopped shipment")),
    ("suspicious", _("suspicious order")), ("laboratory", _("clandestine laboratory")),
]


class ContextForm(DraftForm):
    """Who asks or tells, and in which context."""

    language = forms.ChoiceField(
        label=_("language of the original"), choices=LANGUAGES, widget=forms.RadioSelect,
        help_text=_("The language these texts are written in. The translation desk translates from it."),
    )
    laboratory_contact = line(_("contact laboratory"), _("Name, telephone and e-mail address for technical questions."))
    sample_terms = text(_("exchange of samples"), _(
        "Whether reference material can be given or is wanted, and on which conditions."
    ))
    needed = {
        "title": ("CK-05", _("Enter a title")),
        "investigating_authority": ("CK-04", _("Name the authority that asks or tells")),
        "facts": ("CK-05", _("Summarise the circumstances")),
    }
    is_particular = True

    class Meta:
        model = Request
        fields = ["title", "investigating_authority", "investigating_functions", "language", "facts", "purpose",
                  "laboratory_contact", "sample_terms"]
        widgets = {"facts": forms.Textarea(attrs={"rows": "8"})}
        help_texts = {
            "title": _("A short name for lists. Example: “Nitazene-type substance, data wanted”."),
            "investigating_authority": _("Laboratory, drug control authority or police unit."),
            "investigating_functions": _("What it is competent for."),
            "facts": _("When, where and how the substance was first met, and what is known about its spread."),
            "purpose": _("What the information will be used for."),
        }


class SubstanceForm(ItemForm):
    """One substance: what it is, how it is controlled, what is known."""

    prose = {"companies": False}

    sort = choice(_("sort of substance"), SORTS, _("It decides which questions matter."))
    common_name = line(_("common name"), _("International non-proprietary name or usual name. Example: “etonitazene”."))
    native_name = line(_("name in Chinese"), _("As the list or the laboratory writes it."))
    iupac = line(_("systematic name"), _("By the rules of IUPAC."))
    cas = line(_("CAS number"), _("With its check digit. Example: “437-38-7”."), 15)
    inchikey = line(_("InChIKey"), _("27 characters."), 27)
    smiles = line(_("SMILES"), _("The structure as a line of text."))
    other_names = line(_("other names of the substance"), _("Street names, codes and spellings, separated by commas."))
    salt = choice(_("form"), FORMS)
    first_seen = day(_("first seen on"))
    home_control = choice(_("control on the side of the sender"), SCHEDULES)
    home_list = line(_("list and entry on that side"), _("Example: “Schedule I, DEA number 9873”."))
    home_from = day(_("in effect there since or from"))
    away_control = choice(_("control on the other side, as far as known"), SCHEDULES)
    planned_on = day(_("planned scheduling"), _("The day on which a decision is expected."))
    method = line(_("method of analysis"), _("Example: “GC-MS and NMR against a reference standard”."))
    reference_standard = line(_("reference standard"), _("Supplier and number, or that none exists."))
    purity = line(_("purity and quantity"), _("Example: “0.4 per cent in 212 g of powder”."))
    toxicology = text(_("toxicology"), _("Known effects, doses and deaths."))
    incident = choice(_("incident with a precursor"), INCIDENTS)
    pen_reference = line(_("reference of the pre-export notification"), _(
        "Number in PEN Online. The notification itself is made there and nowhere else."
    ), 60)
    pics_reference = line(_("reference of the incident"), _("Number in PICS or IONICS; the incident stays there."), 60)
    route = line(_("route and quantity"), _("From, through, to, how much, and when."))
    companies = text(_("companies"), _("Exporter, importer and consignee with their addresses."))
    suspected_use = line(_("suspected use"))
    needed = {
        "description": ("CK-07", _("Say what is asked or told")), "sort": ("CK-07", _("Choose the sort of substance")),
        "common_name": ("CK-07", _("Name the substance")),
    }
    wanted = {"cas": ("CK-07", _("Enter the CAS number, if there is one"))}

    class Meta(ItemForm.Meta):
        fields = [
            "sort", "common_name", "native_name", "iupac", "cas", "inchikey", "smiles", "other_names", "salt",
            "description", "purpose", "first_seen", "home_control", "home_list", "home_from", "away_control",
            "planned_on", "method", "reference_standard", "purity", "toxicology", "incident", "pen_reference",
            "pics_reference", "route", "companies", "suspected_use",
        ]
        labels = {"description": _("what is asked or told"), "purpose": _("what it is needed for")}
        help_texts = {
            "description": _("Example: “The data of your laboratories on this substance, and its legal status.”"),
            "purpose": _("Example: “To prepare the decision on its control.”"),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("cas"):
            cleaned["cas"], wrong = identifiers.normalise("cas", cleaned["cas"])
            if wrong:
                self.add_error("cas", gettext("%(what)s (CK-07)") % {"what": wrong})
        key = (cleaned.get("inchikey") or "").strip()
        if key and not _is_inchikey(key):
            self.add_error("inchikey", gettext("An InChIKey has 14, 10 and 1 capital letters with dashes (CK-07)"))
        return cleaned

    def needed_now(self) -> dict[str, Need]:
        needed = dict(self.needed)
        if self.answer("sort") == "precursor":
            needed["incident"] = ("CK-07", _("Choose the sort of incident"))
        if self.answer("home_control") not in (None, "", "none"):
            needed["home_from"] = ("CK-07", _("Enter the day on which the control takes effect"))
        return needed

    def flaws(self) -> Iterator[Flaw]:
        """A shipment of precursors belongs in PEN Online, an incident in PICS: here stands only the reference."""
        yield from super().flaws()
        if self.answer("sort") == "precursor" and not (
            self.is_answered("pen_reference") or self.is_answered("pics_reference")
        ):
            yield "pics_reference", WARN, "CK-02", gettext(
                "Make the notification in PEN Online or report the incident in PICS, and enter its number"
            )
        seen = self.answer("first_seen")
        if seen and seen > self.today:
            yield "first_seen", BLOCK, "CK-05", gettext("The day lies ahead: enter when the substance was first seen")


class NoticeForm(SubstanceForm):
    """The same, told without anything being asked."""


def _is_inchikey(key: str) -> bool:
    parts = key.split("-")
    return [len(one) for one in parts] == [14, 10, 1] and all(one.isascii() and one.isupper() for one in parts)
