"""What is a call on the hotline about, at which level is it made, and what is wanted by when?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mla.forms.case import LANGUAGES
from mla.forms.drafting import DraftForm, Need
from mla.forms.items import ItemForm, choice, line, text
from mla.forms.moments import OffsetMomentField
from mla.models import Contact, Request

CATEGORIES = [
    ("infrastructure", _("critical infrastructure")), ("ransomware", _("ransomware")),
    ("ddos", _("attack on availability")), ("data_theft", _("theft of data")),
    ("terrorist_use", _("terrorist use of the internet")),
    ("csam", _("sexual abuse of a child, live or threatened")), ("other", _("other")),
]
WISHES = [
    ("information", _("information")), ("preservation", _("preservation of data")),
    ("takedown", _("taking content or a service down")), ("contact", _("a contact")),
]
OF_DATA = frozenset({"information", "preservation"})


class CallForm(DraftForm):
    """The incident, the level, and what is linked with it."""

    is_particular = True
    prose = {"linked": False}

    is_test = forms.BooleanField(
        label=_("This is a test call"),
        help_text=_("A test is marked on every page and letter, and counted apart from real calls."),
    )
    level = choice(_("level"), Contact.LEVELS, _("Begin at working level; a call not answered in a day goes up."))
    category = choice(_("category of the incident"), CATEGORIES, _(
        "It decides who is called in, and what is reported to the next Dialogue."
    ))
    incident = line(_("reference of the incident"), _(
        "As both sides will call it. Example: “EXAMPLE-CERT-2026-014”."
    ), 80)
    wishes = forms.MultipleChoiceField(
        label=_("what is asked for"), choices=WISHES, widget=forms.CheckboxSelectMultiple,
        help_text=_("A coercive measure cannot be asked for here: it needs a formal request."),
    )
    legal_basis = line(_("legal basis for the data"), _(
        "Under which law of the requesting side. Example: “18 U.S.C. § 2703(f)”."
    ))
    callback = line(_("number to call back"), _(
        "As it stands in the contact list, with the country code. Nobody else's number is called back."
    ), 80)
    wanted_by = OffsetMomentField(label=_("answer wanted by"), help_text=_(
        "With its UTC offset, for example 2026-03-06T17:30:00-05:00."
    ))
    next_contact = OffsetMomentField(label=_("next contact agreed for"), help_text=_(
        "With its UTC offset. When the two duty officers speak again."
    ))
    linked = text(_("linked requests"), _(
        "One per line: our reference or theirs. A call about an overdue request names that request."
    ))
    language = forms.ChoiceField(
        label=_("language of the original"), choices=LANGUAGES, widget=forms.RadioSelect,
        help_text=_("The language these texts are written in. The translation desk translates from it."),
    )
    needed = {
        "title": ("CK-05", _("Enter a title")),
        "level": ("CK-25", _("Choose the level of the call")),
        "category": ("CK-11", _("Choose the category of the incident")),
        "investigating_authority": ("CK-04", _("Name the unit that calls")),
        "facts": ("CK-05", _("Summarise the facts: who, what, when, where and how")),
        "wishes": ("CK-07", _("Choose what is asked for")),
        "callback": ("CK-25", _("Enter the number to call back")),
        "wanted_by": ("CK-08", _("Enter by when an answer is wanted, with its UTC offset")),
    }
    wanted = {"next_contact": ("CK-25", _("Enter when the duty officers speak again"))}

    class Meta:
        model = Request
        fields = [
            "title", "is_test", "level", "category", "incident", "investigating_authority", "language", "facts",
            "wishes", "legal_basis", "wanted_by", "callback", "next_contact", "linked",
        ]
        labels = {"investigating_authority": _("unit that calls")}
        help_texts = {
            "title": _("A short name for lists, without personal data. Example: “Ransomware at a hospital”."),
            "investigating_authority": _("The unit behind the call, with its field of work."),
            "facts": _(
                "What happens, since when, to whom, and what will happen next. What was said, not what is guessed."
            ),
        }

    def needed_now(self) -> dict[str, Need]:
        needed = dict(self.needed)
        if OF_DATA & set(self.answer("wishes") or ()):
            needed["legal_basis"] = ("CK-03", _("Name the legal basis: data are asked for"))
        return needed

    def clean(self) -> dict[str, Any]:
        """A box that is not ticked says that it is a real call."""
        super().clean()
        self.cleaned_data["is_test"] = bool(self.cleaned_data.get("is_test"))
        return self.cleaned_data


class WishForm(ItemForm):
    """Exactly what is asked of the other side: the one item of a call."""

    class Meta(ItemForm.Meta):
        fields = ["description", "purpose"]
        help_texts = {
            "description": _("In one sentence that can be read out. Example: “Keep the log-in records of …”."),
            "purpose": _("What depends on it. Example: “To restore the emergency department.”"),
        }
