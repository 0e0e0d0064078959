"""What is told without a request: the information, how sure it is, why it matters, and the sender's conditions."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mla.findings import WARN
from mla.forms.case import LANGUAGES
from mla.forms.drafting import DraftForm, Flaw, Need
from mla.forms.items import ItemForm, choice, day, line, text
from mla.models import Request
from mla.vocabulary import Confidentiality

SOURCES = [
    ("A", _("A: reliable without doubt")), ("B", _("B: usually reliable")), ("C", _("C: fairly reliable")),
    ("D", _("D: usually not reliable")), ("F", _("F: cannot be judged")),
]
CERTAINTY = [
    ("1", _("1: confirmed by other sources")), ("2", _("2: probably true")), ("3", _("3: possibly true")),
    ("4", _("4: doubtful")), ("6", _("6: cannot be judged")),
]
WISHES = [
    ("none", _("nothing; it is for information")), ("warn", _("warning those concerned")),
    ("protect", _("protecting the systems concerned")), ("investigate", _("an investigation of its own")),
]
YES_NO = [("yes", _("yes")), ("no", _("no"))]


class LeadForm(DraftForm):
    """What is known, from where, and how sure it is."""

    is_particular = True

    known_since = day(_("known since"), _("The day on which the information was obtained."))
    reliability = choice(_("reliability of the source"), SOURCES, _("The letter tells it in this form."))
    certainty = choice(_("certainty of the information"), CERTAINTY)
    language = forms.ChoiceField(
        label=_("language of the original"), choices=LANGUAGES, widget=forms.RadioSelect,
        help_text=_("The language these texts are written in. The translation desk translates from it."),
    )
    needed = {
        "title": ("CK-05", _("Enter a title")),
        "investigating_authority": ("CK-04", _("Name the unit that provides the information")),
        "facts": ("CK-05", _("Tell what is known: who, what, when, where and how")),
        "reliability": ("CK-05", _("Judge the source")),
        "certainty": ("CK-05", _("Judge the information")),
    }
    wanted = {"known_since": ("CK-05", _("Enter since when it is known"))}

    class Meta:
        model = Request
        fields = ["title", "investigating_authority", "language", "facts", "known_since", "reliability", "certainty"]
        widgets = {"facts": forms.Textarea(attrs={"rows": "12"})}
        help_texts = {
            "title": _("A short name for lists, without personal data. Example: “Addresses of a mail worm”."),
            "investigating_authority": _("The unit that provides it, with its field of work."),
            "facts": _(
                "What is known and how it is known. Objects for machines (addresses, digests, patterns) are added as "
                "a STIX bundle on the page “Shared objects”."
            ),
        }

    def flaws(self) -> Iterator[Flaw]:
        """Nothing is known from the future; stale information helps little."""
        since = self.answer("known_since")
        if since and since > self.today:
            yield "known_since", WARN, "CK-05", gettext("The day lies ahead: enter since when it is known")


class SummaryForm(ItemForm):
    """What is provided, in one sentence, and why it matters to the other side."""

    wish = choice(_("what the other side may want to do"), WISHES, _("A suggestion: no answer is owed."))
    needed = {
        "description": ("CK-07", _("Say in one sentence what is provided")),
        "purpose": ("CK-07", _("Say why it matters to the other side")),
    }

    class Meta(ItemForm.Meta):
        fields = ["description", "purpose", "wish"]
        labels = {"description": _("what is provided"), "purpose": _("why it matters")}
        help_texts = {
            "description": _("Example: “Forty addresses from which mail servers of both sides are attacked.”"),
            "purpose": _("Example: “Eleven of them are at providers on your territory.”"),
        }


class ConditionsForm(DraftForm):
    """The conditions on which it is given (UNTOC Article 18(5), UNCAC Article 46(5), Budapest Convention Art. 26)."""

    is_particular = True

    disclosure = choice(_("notice before disclosure"), YES_NO, _(
        "“Yes”: the other side tells you before it discloses the information; what clears an accused it may "
        "disclose."
    ))
    evidence = choice(_("may it be used as evidence"), YES_NO, _("“No”: as intelligence only; a request would follow."))
    use_limits = text(_("limits on use"), _("Beside the marking. Example: “Not for charging anybody.”"))
    earlier = line(_("follows up"), _("Reference of an earlier lead or request, theirs or ours."), 80)
    needed = {
        "confidentiality": ("CK-18", _("Choose what is to be kept confidential, or that nothing is")),
        "disclosure": ("CK-18", _("Say whether you want notice before disclosure")),
    }

    class Meta:
        model = Request
        fields = ["confidentiality", "confidentiality_reason", "disclosure", "evidence", "use_limits", "earlier"]
        widgets = {"confidentiality": forms.RadioSelect}
        help_texts = {"confidentiality": _("What the other side must not disclose.")}

    def needed_now(self) -> dict[str, Need]:
        needed = dict(self.needed)
        if self.answer("confidentiality") not in (None, "", Confidentiality.NONE):
            needed["confidentiality_reason"] = ("CK-18", _("Give the reason for confidentiality"))
        return needed
