"""Fugitives: a case nominated, tested for viability and sovereignty, listed and reviewed until it ends."""

from django.utils.translation import gettext_lazy as _

from mla.desks import IN, OUT
from mla.forms.basis import BasisForm, ReceiptForm
from mla.forms.case import HandlingForm
from mla.forms.subjects import OFFENCES
from mla.issuing import Need, Row
from mla.kind import Kind, only_item
from mla.kinds.fugitive import acts, sovereignty, standing, viability
from mla.kinds.fugitive.forms import FUGITIVES, CaseForm, NominationForm, NoticeForm, ViabilityForm
from mla.sections import Section
from mla.vocabulary import AssistanceType, AuthorityKind, Channel, Theme

KIND = Kind(
    code="fugitive",
    name=_("Nomination of a fugitive case"),
    help=_("Proposes a viable case of a fugitive for the list of priority cases of both sides."),
    outgoing=(
        Section("basis", _("Parties and basis"), _("Who asks whom."), (BasisForm,)),
        Section("case", _("Case"), _("The proceeding, the facts, the warrant and the evidence."), (CaseForm,)),
        Section("persons", _("Persons"), _("Who is sought, and where the person was last known to be."),
                rows=(FUGITIVES,)),
        Section("offences", _("Offences"), _("The offences with the text of the law."), rows=(OFFENCES,)),
        Section("nomination", _("Legal route"), _("What the other side is asked to do, and by which route."),
                (NominationForm,), subject=only_item(AssistanceType.NOMINATION)),
        Section("notice", _("INTERPOL notice"), _("What INTERPOL has published, and whether it stands."),
                (NoticeForm,)),
        Section("sovereignty", _("Sovereignty"), _(
            "Every answer must be no, or the host's central authority has consented. Anything else stops the case, is "
            "recorded, and is told to the supervisors."
        ), (sovereignty.SovereigntyForm,)),
        Section("viability", _("Viability"), _(
            "Ten marks from 0 to 2. What their sum means is policy of this office and stands beside. Never printed."
        ), (ViabilityForm,)),
        Section("handling", _("Handling"), _("Time limit, confidentiality and costs."), (HandlingForm,)),
    ),
    receipt=Section("receipt", _("Receipt"), _("How, when and from whom the request came."), (ReceiptForm,)),
    item_forms={AssistanceType.NOMINATION: NominationForm},
    channel=Channel.CA_DIRECT,
    authority_kind=AuthorityKind.CENTRAL,
    order=9,
    request_letter="L44",
    fixed_items=(AssistanceType.NOMINATION,),
    theme=Theme.FUGITIVES,
    gathers=True,
    acts=acts.ACTS,
    letters={
        ("confirm", OUT): (
            Row("confirm", OUT, "L44", only="was_not_in_writing"),
            Row("confirm", OUT, "L02", only="was_not_in_writing"),
        ),
        ("respond", IN): (Row("respond", IN, "L16"),),
    },
    titles={"L44": ("Nomination of a priority case", "重点案件提名")},
    prints={"L16": (
        "items_concluded", "negative", "results", "enclosures", "use_limits", "binding", "return_by", "costs", "ended",
        "is_resolved",
    ), "L44": (
        "earlier", "case", "basis", "case_particulars", "notice_particulars", "sovereignty", "nominated", "offences",
        "items_asked", "persons", "organisations", "identifiers", "limits", "language", "annexes",
    )},
    needs={"L44": (
        Need("case.authority", _("the authority conducting the proceeding")),
        Need("case.facts", _("the summary of the facts")), Need("case_particulars", _("the warrant and the evidence")),
        Need("offences", _("the applicable law")), Need("persons", _("the person sought")),
        Need("items_asked", _("what is asked for")), Need("sovereignty", _("the sovereignty checklist")),
    )},
    guards={"report": acts.unresolved},
    panels=viability.panels,
    stops=sovereignty.stops,
    offers=standing.offers,
    standing=standing.in_words,
)
