"""Who removes whom, and what is the other side asked to do? The pages of the request beside the manifest."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.findings import WARN
from mla.forms.case import LANGUAGES
from mla.forms.drafting import DraftForm, Flaw, Need
from mla.forms.items import ItemForm, choice, day, line
from mla.models import Request

DOCUMENTS = [
    ("passport", gettext_lazy("passport")),
    ("prc_td", gettext_lazy("travel document of the People's Republic of China")),
    ("one_way", gettext_lazy("one-way return document or emergency certificate")),
    ("permit", gettext_lazy("exit-entry permit")),
    ("us_limited", gettext_lazy("emergency passport of limited validity")),
    ("eu", gettext_lazy("European travel document")), ("icrc", gettext_lazy("travel document of the Red Cross")),
    ("other", gettext_lazy("other travel document")),
]
WANTED = [("any", gettext_lazy("any document valid for the return")), *DOCUMENTS]
MANNERS = [("person", gettext_lazy("in person")), ("video", gettext_lazy("by video link")),
           ("phone", gettext_lazy("by telephone"))]


class RemovalForm(DraftForm):
    """The authority that removes, and the purpose."""

    language = forms.ChoiceField(
        label=gettext_lazy("language of the original"), choices=LANGUAGES, widget=forms.RadioSelect,
        help_text=gettext_lazy("The language these texts are written in. The translation desk translates from it."),
    )
    needed = {
        "title": ("CK-04", gettext_lazy("Enter a title")),
        "investigating_authority": ("CK-04", gettext_lazy("Name the authority that carries out the removal")),
        "investigating_functions": ("CK-04", gettext_lazy("Say what that authority is competent for")),
        "purpose": ("CK-07", gettext_lazy("Say for which purpose verification is asked")),
    }

    class Meta:
        model = Request
        fields = ["title", "language", "investigating_authority", "investigating_functions", "purpose", "facts"]
        labels = {
            "investigating_authority": gettext_lazy("authority that removes"),
            "facts": gettext_lazy("what else the other side should know"),
        }
        widgets = {"facts": forms.Textarea(attrs={"rows": "5"})}
        help_texts = {
            "title": gettext_lazy("A short name for lists, without personal data. Example: “Charter of 20 August”."),
            "investigating_authority": gettext_lazy("Example: “Enforcement and Removal Operations”."),
            "investigating_functions": gettext_lazy("Example: “Carries out final orders of removal.”"),
            "purpose": gettext_lazy(
                "Example: “To return persons with final orders of removal in safety and dignity.” Data are used for "
                "nothing else."
            ),
            "facts": gettext_lazy("Nothing about asylum or protection: it must never reach the state of nationality."),
        }


class VerificationForm(ItemForm):
    """What is asked: verification alone or also a document; an interview, where and how."""

    scope = choice(gettext_lazy("what is asked for"), [
        ("document", gettext_lazy("verification, and a travel document for each person verified")),
        ("verification", gettext_lazy("verification alone")),
    ])
    document_wanted = choice(gettext_lazy("travel document wanted"), WANTED)
    document_until = day(gettext_lazy("document valid until at least"), gettext_lazy(
        "For planning, six months are a usual floor."
    ))
    travel_on = day(gettext_lazy("travel planned for"), gettext_lazy("A day or the first day of a period, if known."))
    interview = forms.BooleanField(
        label=gettext_lazy("A consular interview is wanted or offered"),
        help_text=gettext_lazy("With an interview verification may take twice as long."),
    )
    interview_manner = choice(gettext_lazy("manner of the interview"), MANNERS)
    interview_place = line(gettext_lazy("place of the interview"), gettext_lazy("Facility and address."))
    interpreter = line(gettext_lazy("languages and interpreter"), gettext_lazy("Example: “Fuzhou dialect; provided”."))
    attached = forms.MultipleChoiceField(
        label=gettext_lazy("attached for each person"), widget=forms.CheckboxSelectMultiple, choices=[
            ("photo", gettext_lazy("photographs")), ("copies", gettext_lazy("copies of documents")),
            ("fingerprints", gettext_lazy("fingerprint sheet")), ("order", gettext_lazy("order of removal")),
            ("consent", gettext_lazy("statement of consent to the return")),
        ],
        help_text=gettext_lazy("Fingerprints only where the law of both sides allows it."),
    )
    needed = {
        "description": ("CK-07", gettext_lazy("Describe what is asked for")),
        "scope": ("CK-07", gettext_lazy("Choose whether documents are asked for as well")),
    }

    class Meta(ItemForm.Meta):
        fields = ["scope", "description", "document_wanted", "document_until", "travel_on", "interview",
                  "interview_manner", "interview_place", "interpreter", "attached"]
        help_texts = {
            "description": gettext_lazy(
                "Example: “Verification of the identity and nationality of the two persons named, and travel documents "
                "for a flight in August.”"
            ),
        }

    def needed_now(self) -> dict[str, Need]:
        needed = dict(self.needed)
        if self.answer("scope") == "document":
            needed["document_wanted"] = ("CK-07", gettext_lazy("Choose the travel document wanted"))
        if self.answer("interview"):
            needed["interview_manner"] = ("CK-07", gettext_lazy("Choose how the interview is held"))
            needed["interview_place"] = ("CK-07", gettext_lazy("Say where the interview can be held"))
        return needed

    def flaws(self) -> Iterator[Flaw]:
        """The plan lies ahead, a copy or photograph is attached, the order is proved."""
        travel = self.answer("travel_on")
        if travel and travel <= self.today:
            yield "travel_on", WARN, "CK-08", _("The day of travel has passed: enter a later one or remove it")
        attached = self.answer("attached") or []
        if "order" not in attached:
            yield "attached", WARN, "CK-14", _("Attach the order of removal, or its data with each person")
        if "photo" not in attached:
            yield "attached", WARN, "CK-09", _("Attach a photograph of each person")
