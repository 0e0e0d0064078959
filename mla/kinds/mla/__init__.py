"""The formal request for mutual legal assistance, with items of all types of the agreements."""

from django.utils.translation import gettext_lazy as _

from mla import recall
from mla.forms.basis import FormalBasisForm, ReceiptForm
from mla.forms.case import CaseForm, FactsForm, HandlingForm, ScreeningForm
from mla.forms.evidence import ForfeitForm, OtherForm, RecordsForm, SearchFreezeForm
from mla.forms.hearing import AppearForm, ExpertForm, LocateForm, ServeForm, TestimonyForm, TransferForm
from mla.forms.law import LawForm, LimitationForm
from mla.forms.money import RecallForm
from mla.forms.subjects import IDENTIFIERS, OFFENCES, ORGANISATIONS, PERSONS
from mla.issuing import Row
from mla.kind import Kind
from mla.kinds.mla.acts import ACTS
from mla.sections import Section
from mla.vocabulary import AssistanceType, AuthorityKind, Channel, Direction

RECEIPT = Section("receipt", _("Receipt"), _("How, when and from whom the request came."), (ReceiptForm,))

KIND = Kind(
    code="mla",
    name=_("Request for mutual legal assistance"),
    help=_(
        "Formal, between central authorities: for evidence, service, freezing and everything that may need "
        "compulsion."
    ),
    outgoing=(
        Section("basis", _("Parties and legal basis"), _("Who asks whom, and on which law."), (FormalBasisForm,)),
        Section("case", _("Case and authority"), _("Which proceeding the request is for."),
                (CaseForm, LawForm, LimitationForm)),
        Section("offences", _("Offences"), _("What the law punishes, in its own words."), rows=(OFFENCES,)),
        Section("items", _("Assistance sought"), _(
            "One item per measure, so that each can be decided alone."
        ), has_items=True),
        Section("transfer", _("Fraudulent transfer of money"), _(
            "Only where money was transferred by fraud and is to be recalled; otherwise go on."
        ), (RecallForm,)),
        Section("persons", _("Persons and organisations"), _("Whom the request is about."),
                rows=(PERSONS, ORGANISATIONS, IDENTIFIERS)),
        Section("facts", _("Facts and purpose"), _("What happened, and what the results are for."), (FactsForm,)),
        Section("handling", _("Handling"), _(
            "Time limit, special procedure, confidentiality and costs."
        ), (HandlingForm,)),
        Section("screening", _("Checks before asking"), _(
            "What the requested side will look into as well."
        ), (ScreeningForm,)),
    ),
    receipt=RECEIPT,
    item_forms={
        AssistanceType.SERVE: ServeForm,
        AssistanceType.TESTIMONY: TestimonyForm,
        AssistanceType.RECORDS: RecordsForm,
        AssistanceType.EXPERT: ExpertForm,
        AssistanceType.APPEAR: AppearForm,
        AssistanceType.LOCATE: LocateForm,
        AssistanceType.SEARCH_FREEZE: SearchFreezeForm,
        AssistanceType.FORFEIT: ForfeitForm,
        AssistanceType.TRANSFER_CUSTODY: TransferForm,
        AssistanceType.OTHER: OtherForm,
    },
    channel=Channel.CA_DIRECT,
    authority_kind=AuthorityKind.CENTRAL,
    order=1,
    acts=ACTS,
    panels=recall.panels,
    letters={("give_back", Direction.OUT): (Row("give_back", Direction.OUT, "L49"),)},
)
