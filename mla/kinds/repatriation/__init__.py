"""Persons with final orders of removal: identity and nationality verified, travel documents issued, the return itself.

One request has one item and a manifest of persons; each person goes their own way through the acts.
"""

from django.utils.translation import gettext_lazy as _

from mla.desks import OUT, turns
from mla.forms.basis import BasisForm, ReceiptForm
from mla.forms.case import HandlingForm
from mla.kind import Kind, only_item
from mla.kinds.repatriation import claims, letters, outcome, standing
from mla.kinds.repatriation.acts import ACTS
from mla.kinds.repatriation.forms import RemovalForm, VerificationForm
from mla.kinds.repatriation.persons import MANIFEST
from mla.sections import Section
from mla.vocabulary import AssistanceType, AuthorityKind, Channel, Role, State, Theme

KIND = Kind(
    code="repatriation",
    name=_("Repatriation of persons with final orders of removal"),
    help=_("Verifies identity and nationality, asks for travel documents and announces the return; several persons in "
           "one request."),
    outgoing=(
        Section("basis", _("Parties and basis"), _("Who asks whom."), (BasisForm,)),
        Section("removal", _("Removal"), _("Which authority removes, and for which purpose."), (RemovalForm,)),
        Section("persons", _("Persons"), _(
            "One entry for each person of the manifest. The more of it is known, the sooner identity is verified."
        ), rows=(MANIFEST,)),
        Section("request", _("What is asked for"), _("Verification, documents and interviews."), (VerificationForm,),
                subject=only_item(AssistanceType.VERIFICATION)),
        Section("handling", _("Handling"), _("Time limit, confidentiality and costs."), (HandlingForm,)),
    ),
    receipt=Section("receipt", _("Receipt"), _("How, when and from whom the request came."), (ReceiptForm,)),
    item_forms={AssistanceType.VERIFICATION: VerificationForm},
    channel=Channel.CONSULAR,
    authority_kind=AuthorityKind.CONSULAR,
    order=6,
    request_letter="L33",
    fixed_items=(AssistanceType.VERIFICATION,),
    theme=Theme.REPATRIATION,
    acts=ACTS,
    desks=turns(OUT, {State.REVIEW: Role.COUNTERSIGNER}),
    letters=letters.LETTERS,
    titles=letters.TITLES,
    prints=letters.PRINTS,
    needs=letters.NEEDS,
    guards={"report": outcome.unanswered, "close": outcome.unreturned},
    stops=claims.stops,
    offers=standing.offers,
    standing=standing.in_words,
)
