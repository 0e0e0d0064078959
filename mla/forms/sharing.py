"""Who may know what is shared, and for what may it be used? The traffic light protocol, named recipients, limits."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mla import access
from mla.findings import BLOCK, WARN
from mla.forms.drafting import DraftForm, Flaw, Need
from mla.forms.items import choice, line, text
from mla.models import Request, User
from mla.vocabulary import Tlp

MLA_FOLLOWS = [("yes", _("yes")), ("no", _("no")), ("open", _("not decided yet"))]


class LimitsForm(DraftForm):
    """What the other side may do with the request and with the answer."""

    is_particular = True

    use_limits = text(_("limits on use"), _(
        "Beside the rule that information serves only its purpose. Example: “Not to be shown to the carrier.”"
    ))
    mla_follows = choice(_("a formal request will follow"), MLA_FOLLOWS, _(
        "Information between police is no evidence: what a court is to see needs a formal request."
    ))

    class Meta:
        model = Request
        fields = ["use_limits", "mla_follows"]


class MarkingForm(DraftForm):
    """The marking, whose information it is, and who may read it where the marking names persons."""

    source = line(_("third party that the information comes from"), _(
        "Only if it is not your own. Example: “A provider of mail services.”"
    ))
    source_tlp = choice(_("marking of the third party"), list(Tlp.choices), _(
        "What is passed on may not be marked more openly than it was received."
    ))
    source_consent = line(_("consent of the third party"), _(
        "Who agreed to sharing it further, and when. TLP:RED is passed on only with consent."
    ))
    recipients = forms.TypedMultipleChoiceField(
        label=_("named recipients"), coerce=int, widget=forms.CheckboxSelectMultiple, help_text=_(
            "The officers of this office who may read and handle it. For TLP:RED they alone may; for TLP:AMBER+STRICT "
            "they and the members of the one agency that holds it."
        ),
    )

    folded = ((_("Officers who may read it by name"), ("recipients",)),)

    class Meta:
        model = Request
        fields = ["tlp", "source", "source_tlp", "source_consent", "recipients"]
        widgets = {"tlp": forms.RadioSelect}
        help_texts = {"tlp": _(
            "RED: named persons only, and nothing is exported. AMBER+STRICT: one agency only. AMBER: our own party. "
            "GREEN: cleared officers of both parties. CLEAR: no limit."
        )}

    def set_choices(self) -> None:
        people = User.objects.filter(is_active=True, clearance__gte=self.request.classification or 0)
        held = people.filter(memberships__isnull=False).distinct().order_by("last_name", "first_name")
        field = self.fields["recipients"]
        field.choices = [(one.pk, _titled(one)) for one in held]  # type: ignore[attr-defined]

    def needed_now(self) -> dict[str, Need]:
        needed = dict(self.needed)
        if self.answer("tlp") == Tlp.RED:
            needed["recipients"] = ("CK-30", _("Name who may read what is marked TLP:RED"))
        if self.is_answered("source"):
            needed["source_tlp"] = ("CK-30", _("Choose the marking of the third party"))
        return needed

    def flaws(self) -> Iterator[Flaw]:
        """Nothing is marked more openly than its source was, and TLP:RED of others needs their consent."""
        given, tlp = self.answer("source_tlp"), self.answer("tlp")
        if given and tlp and access.is_wider(tlp, given) and not self.is_answered("source_consent"):
            yield "tlp", BLOCK, "CK-30", gettext("The third party marked it more strictly: keep its marking")
        if given == Tlp.RED and not self.is_answered("source_consent"):
            yield "source_consent", BLOCK, "CK-30", gettext(
                "TLP:RED of a third party is passed on only with its consent"
            )
        if tlp in access.CLOSED and not self.is_answered("recipients"):
            yield "recipients", WARN, "CK-30", gettext(
                "Name the officers of the desks that handle it: nobody else there will find it"
            )


class NeededMarkingForm(MarkingForm):
    """The same, where nothing is shared without a marking."""

    needed = {"tlp": ("CK-30", _("Choose the marking"))}


def _titled(one: User) -> str:
    return f"{one}, {one.title}" if one.title else str(one)
