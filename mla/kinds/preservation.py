"""The request to preserve stored computer data until a formal request follows (Budapest Convention, Article 29)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mla.desks import IN, OUT, turns
from mla.forms.basis import BasisForm, ReceiptForm
from mla.forms.case import HandlingForm
from mla.forms.evidence import DATA_CATEGORIES
from mla.forms.incident import IncidentForm
from mla.forms.items import ItemForm, PeriodMixin, day, line, text
from mla.forms.subjects import NEEDED_IDENTIFIERS
from mla.forms.telling import line as told_line
from mla.forms.telling import prose
from mla.guards import given
from mla.issuing import Need, Row
from mla.kind import Kind, only_item
from mla.milestones import ASKED, ASKING, KindAct
from mla.models import RequestLink
from mla.sections import Section
from mla.vocabulary import AuthorityKind, Channel, Role, State, Theme

if TYPE_CHECKING:
    from mla.models import Request


PRESERVATION = "preservation"


class DataForm(PeriodMixin, ItemForm):
    """Which data, who holds them, why they would be lost (Article 29(2)(c)-(f))."""

    offence = text(_("offence under investigation"), _(
        "Its name, the provision and the maximum penalty. Example: “Wire fraud, 18 U.S.C. § 1343; imprisonment for at "
        "most 20 years.”"
    ))
    custodian = line(_("who holds the data"), _("The provider and, if known, where its machines stand."))
    data_categories = forms.MultipleChoiceField(
        label=_("data to be preserved"), choices=DATA_CATEGORIES, widget=forms.CheckboxSelectMultiple,
        help_text=_("Preserving discloses nothing; even content may be preserved before anybody decides on it."),
    )
    period_from = day(_("period from"), _("The first day of the data."))
    period_to = day(_("period to"))
    necessity = text(_("why the data must be preserved now"), _(
        "What would be lost, and when. Example: “The provider deletes logs after 30 days.”"
    ))
    intends_request = forms.BooleanField(
        label=_("A formal request for search, seizure or disclosure of the data will follow"),
        help_text=_("Without this intention no preservation can be asked for."),
    )
    earlier_ticket = line(_("earlier ticket number"), _("Where the same data were preserved before."), 80)
    needed = {
        "description": ("CK-11", _("Describe the data and how they are connected with the offence")),
        "offence": ("CK-06", _("Name the offence with its provision and the maximum penalty")),
        "custodian": ("CK-11", _("Name who holds the data")),
        "data_categories": ("CK-11", _("Choose which data are to be preserved")),
        "necessity": ("CK-13", _("Say why the data must be preserved")),
        "intends_request": ("CK-13", _("Confirm that a formal request will follow")),
    }
    wanted = {"period_from": ("CK-10", _("Enter the beginning of the period"))}

    class Meta(ItemForm.Meta):
        fields = ["description", "offence", "custodian", "data_categories", "period_from", "period_to", "necessity",
                  "intends_request", "earlier_ticket"]

    def set_choices(self) -> None:
        """A formal request that was linked as the follow-up says itself that one was intended."""
        super().set_choices()
        follow_ups = RequestLink.objects.filter(earlier=self.request.pk, sort="follow_up", later__kind="mla")
        if self.request.pk and follow_ups.exists():
            self.initial["intends_request"] = True


def _preserving(request: "Request") -> dict[str, forms.Field]:
    return {
        "ticket": told_line(_("Ticket number"), length=80),
        "extent": forms.ChoiceField(label=_("What was preserved"), widget=forms.RadioSelect, choices=[
            ("all", _("all the data asked for")), ("part", _("part of the data")),
        ]),
        "preserved_until": forms.DateField(label=_("Preserved until"), help_text=_(
            "The last day. It does not move when it falls on a weekend."
        )),
        "remarks": prose(_("Remarks"), _("What is missing, and why; whether the data may change."), required=False),
        "other_provider": told_line(_("Another provider involved"), _(
            "Through whom the communication also passed (Article 30)."), required=False),
    }


def _renewing(request: "Request") -> dict[str, forms.Field]:
    return {
        "ticket": told_line(_("Ticket number"), length=80),
        "wanted_until": forms.DateField(label=_("Preservation wanted until")),
        "progress": prose(_("State of the formal request")),
    }


def _discharged(request: "Request", facts: Mapping[str, Any]) -> bool:
    return request.events.filter(verb="discharge").exists()


def _held(request: "Request", facts: Mapping[str, Any]) -> bool:
    return not _discharged(request, facts)


def _releasable(request: "Request", facts: dict[str, Any]) -> list[str]:
    """Our own release names what was preserved; what nobody has preserved is withdrawn instead."""
    missing = given("reasons")(request, facts)
    if request.is_outgoing and not request.events.filter(verb="preserve").exists():
        missing.append(gettext("The data have not been preserved yet: withdraw the request instead."))
    return missing


WHILE_HELD = frozenset({State.EXECUTION, State.RESPONSE, State.RESPONDED})
KIND = Kind(
    code="preservation",
    name=_("Request to preserve stored computer data"),
    help=_("Freezes data that would be lost, without disclosing them. A formal request must follow."),
    outgoing=(
        Section("basis", _("Parties and basis"), _("Who asks whom."), (BasisForm,)),
        Section("incident", _("Incident"), _("What happened, and when."), (IncidentForm,)),
        Section("identifiers", _("Identifiers"), _("Addresses, accounts and numbers, each with the moment of its use."),
                rows=(NEEDED_IDENTIFIERS,)),
        Section("data", _("Data to be preserved"), _("Which data, who holds them, and why now."), (DataForm,),
                subject=only_item(PRESERVATION)),
        Section("handling", _("Handling"), _("Time limit, confidentiality and costs."), (HandlingForm,)),
    ),
    receipt=Section("receipt", _("Receipt"), _("How, when and from whom the request came."), (ReceiptForm,)),
    item_forms={PRESERVATION: DataForm},
    channel=Channel.NETWORK_24_7,
    authority_kind=AuthorityKind.POLICE,
    order=3,
    request_letter="L28",
    fixed_items=(PRESERVATION,),
    types={PRESERVATION: ("preserving stored computer data", "保全已存储的计算机数据")},
    theme=Theme.CYBERCRIME,
    acts=(
        KindAct("preserve", frozenset({State.EXECUTION}),
                ASKED, guard=given("ticket", "preserved_until"), about="item", label=_("Confirm the preservation"),
                done=_("Data preserved"), fields=_preserving, retold=frozenset({OUT, IN})),
        KindAct("renew", WHILE_HELD, ASKING, guard=given("wanted_until"), about="item",
                label=_("Ask for renewal"), done=_("Renewal asked for"),
                fields=_renewing),
        KindAct("discharge", WHILE_HELD, ASKING, guard=_releasable, about="item",
                label=_("Declare no longer needed"), done=_("No longer needed"),
                fields=lambda request: {"reasons": prose(_("Reasons"))}),
    ),
    desks=(*turns(OUT, {State.REVIEW: Role.COUNTERSIGNER}), *turns(IN, {State.REVIEW: Role.COUNTERSIGNER})),
    letters={
        ("grant", IN): (Row("grant", IN, "L12", only="conditions_unsent"),),  # the answer is the confirmation
        ("preserve", IN): (Row("preserve", IN, "L29"),),
        ("renew", OUT): (Row("renew", OUT, "L30"),),
        ("discharge", OUT): (Row("discharge", OUT, "L31"),),
        ("lapse", IN): (Row("lapse", IN, "L31"),),
        ("respond", IN): (Row("respond", IN, "L31", only=_discharged), Row("respond", IN, "L16", only=_held)),
    },
    titles={
        "L28": ("Request for the preservation of data", "数据保全请求"),
        "L29": ("Confirmation of preservation", "数据保全确认"),
        "L30": ("Request to extend the preservation", "数据保全延期请求"),
        "L31": ("Notice that the preservation has ended", "解除数据保全通知"),
    },
    prints={
        "L28": ("earlier", "case", "basis", "particulars", "items_asked", "identifiers", "limits", "language"),
        "L29": ("said", "identifiers"),
        "L30": ("said", "said_before", "identifiers"),
        "L31": ("said_before", "reasons", "identifiers", "is_ours"),
    },
    needs={
        "L28": (
            Need("case.authority", _("the authority conducting the proceeding")),
            Need("case.facts", _("the summary of the facts")), Need("items_asked", _("the data to be preserved")),
            Need("identifiers", _("the identifiers")),
        ),
        "L29": (Need("said", _("what was preserved")),),
        "L30": (Need("said", _("until when preservation is wanted")),),
        "L31": (Need("said_before", _("what was preserved")),),
    },
)
