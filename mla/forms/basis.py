"""Who asks whom, on which law, how fast, and how secretly? And how did an incoming request reach us?"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.findings import BLOCK, WARN
from mla.forms.drafting import DraftForm, Flaw, Need, OfficeMomentField
from mla.models import Authority, Instrument, Party, Request
from mla.vocabulary import Channel, Urgency

IN_FORCE = ("in_force", "resumed")
UNSIGNED = frozenset({"preservation", "parcel", "lead", "hotline", "substance", "information"})
"""Kinds of request that may come without signature or seal."""


class BasisForm(DraftForm):
    """The parties, the legal basis, the theme, the urgency and the classification."""

    reciprocity = forms.CharField(
        label=gettext_lazy("undertaking of reciprocity"), widget=forms.Textarea,
        help_text=gettext_lazy(
            "Only where no instrument applies: the promise to give the same assistance in a like case. "
            "Example: “The requesting authority undertakes to execute comparable requests.”"
        ),
    )
    needed = {
        "counterpart": ("CK-02", gettext_lazy("Choose the other party")),
        "requested_authority": ("CK-02", gettext_lazy("Choose the authority abroad that the request goes to")),
    }

    class Meta:
        model = Request
        fields = [
            "counterpart", "requested_authority", "instrument", "reciprocity", "theme", "urgency", "urgency_reason",
            "classification",
        ]
        widgets = {"urgency": forms.RadioSelect, "classification": forms.RadioSelect}
        help_texts = {
            "counterpart": gettext_lazy("The state that is asked, or that asks us."),
            "requested_authority": gettext_lazy(
                "Letters abroad bear its name and address. For a formal request it is the central authority."
            ),
            "instrument": gettext_lazy(
                "The treaty, convention or commitment the request rests on. It must be in force between "
                "both parties on "
                "the day of submission, for the theme of the request."
            ),
            "theme": gettext_lazy("The topic of the Dialogue. Progress is reported by theme."),
            "urgency": gettext_lazy("Each level above routine needs a reason, and the other side may doubt it."),
            "urgency_reason": gettext_lazy(
                "Say what is lost by waiting, with its date. Example: “The provider erases its logs on 12 "
                "January 2027.”"
            ),
            "classification": gettext_lazy("Who is cleared for less does not see the request at all."),
        }

    def set_choices(self) -> None:
        home = settings.MLA_OFFICE_PARTY
        party = self.data.get("counterpart") if self.is_bound else self.instance.counterpart_id
        party = party if str(party or "").isdigit() else None
        self.narrow("counterpart", Party.objects.exclude(code=home))
        self.narrow("requested_authority", Authority.objects.filter(party=party))
        serves = Q(serves_kinds=[]) | Q(serves_kinds__contains=[self.request.kind])
        between = Instrument.objects.filter(serves, parties__code=home).filter(parties=party)
        self.narrow("instrument", between.distinct())

    def needed_now(self) -> dict[str, Need]:
        needed = dict(self.needed)
        if self.answer("urgency") not in (None, "", Urgency.ROUTINE):
            needed["urgency_reason"] = ("CK-08", gettext_lazy("Give the reason for the urgency"))
        return needed

    def flaws(self) -> Iterator[Flaw]:
        """The instrument must be in force today for the theme; without one, reciprocity is undertaken."""
        yield from _instrument_flaws(self)


class FormalBasisForm(BasisForm):
    """The same for a formal request: an instrument, or else reciprocity."""

    def flaws(self) -> Iterator[Flaw]:
        yield from super().flaws()
        if not self.is_answered("instrument") and not self.is_answered("reciprocity"):
            yield "instrument", BLOCK, "CK-29", _(
                "Choose the instrument the request rests on, or undertake reciprocity where there is none"
            )


def _instrument_flaws(form: BasisForm) -> Iterator[Flaw]:
    answer = form.answer("instrument")
    instrument = answer if isinstance(answer, Instrument) else form.instance.instrument
    if not form.is_answered("instrument") or instrument is None:
        return
    status = instrument.status_on(form.today, form.answer("theme") or "")
    if status not in IN_FORCE:
        words = {"suspended": _("suspended"), "terminated": _("terminated")}.get(status, _("not in force"))
        yield "instrument", BLOCK, "CK-03", _(
            "%(instrument)s is %(status)s for this theme on %(day)s: choose another basis"
        ) % {
            "instrument": instrument, "status": words, "day": form.today.isoformat(),
        }


class ReceiptForm(DraftForm):
    """How, when and from whom an incoming request came. Legal clocks run from the moment given here."""

    received_at = OfficeMomentField(
        label=gettext_lazy("received at"),
        help_text=gettext_lazy(
            "The moment it arrived, by the clock of our capital: paper that came on Saturday starts Saturday's clocks."
        ),
    )
    addressee = forms.ModelChoiceField(
        Authority.objects.none(), label=gettext_lazy("addressed to"),
        help_text=gettext_lazy(
            "The authority of ours named in the letter. If it is not the right one, it is passed on."
        ),
    )
    is_signed = forms.ChoiceField(
        label=gettext_lazy("signature or seal"), widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("signed or sealed")), ("no", gettext_lazy("neither"))],
        help_text=gettext_lazy("Whether the central authority abroad has signed or sealed the request."),
    )
    translation_came = forms.ChoiceField(
        label=gettext_lazy("translation into our language"), widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("came with it")), ("no", gettext_lazy("is missing")),
                 ("agreed", gettext_lazy("is not needed, as agreed"))],
        help_text=gettext_lazy("Whether the request came with a complete translation, if it is in another language."),
    )
    caller = forms.CharField(
        label=gettext_lazy("caller and verification of identity"), max_length=300,
        help_text=gettext_lazy("Only if it came by telephone: who called, and how the identity was verified."),
    )
    needed = {
        "received_at": ("CK-02", gettext_lazy("Enter the moment of receipt")),
        "channel": ("CK-02", gettext_lazy("Choose the channel")),
        "addressee": ("CK-02", gettext_lazy("Choose the authority the request is addressed to")),
    }
    wanted = {
        "foreign_reference": ("CK-01", gettext_lazy("Enter their reference, so that answers can quote it")),
        "is_signed": ("CK-01", gettext_lazy("Say whether the request is signed or sealed")),
    }

    class Meta:
        model = Request
        fields = ["received_at", "channel", "addressee", "foreign_reference", "agency", "is_signed", "translation_came",
                  "caller"]
        labels = {"agency": gettext_lazy("requesting agency abroad")}
        help_texts = {
            "channel": gettext_lazy("How it travelled. A coercive measure needs the way between central authorities."),
            "foreign_reference": gettext_lazy("As printed on their letter. Every letter of ours quotes it."),
            "agency": gettext_lazy("The authority behind the request, if the letter names one in our directory."),
        }

    def set_choices(self) -> None:
        self.narrow("addressee", Authority.objects.filter(party__code=settings.MLA_OFFICE_PARTY))
        self.initial.setdefault("addressee", default_addressee()["addressee"])
        self.narrow("agency", Authority.objects.filter(party=self.instance.counterpart_id))

    def needed_now(self) -> dict[str, Need]:
        needed = dict(self.needed)
        if self.answer("channel") == Channel.HOTLINE:
            needed["caller"] = ("CK-25", gettext_lazy("Name the caller and how the identity was verified"))
        return needed

    def wanted_now(self) -> dict[str, Need]:
        """Nobody asks for the signature of a request that may come without one."""
        wanted = super().wanted_now()
        if self.request.kind in UNSIGNED:
            del wanted["is_signed"]
        return wanted

    def flaws(self) -> Iterator[Flaw]:
        """A formal request is signed or sealed, and comes with its translation."""
        if self.answer("is_signed") == "no" and self.request.kind not in UNSIGNED:
            yield "is_signed", WARN, "CK-01", _("The request is neither signed nor sealed")
        came = self.answer("translation_came") in ("yes", "agreed")
        if self.request.language != self.request.home.language and not came:
            yield "translation_came", WARN, "CK-17", _("Enclose a complete translation of the request and its annexes")


def default_addressee() -> dict[str, Any]:
    """The details of a new incoming draft: it is addressed to our central authority unless changed."""
    return {"addressee": Authority.objects.get(code=settings.MLA_OFFICE_AUTHORITY).pk}
