"""Which acts concern a person who is to return, who says them, and in which states?"""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from mla.desks import OUT
from mla.kinds.repatriation import fields, outcome, rules
from mla.lifecycle import ours, theirs
from mla.milestones import WORKING, KindAct, no_fields
from mla.vocabulary import Role, State

ON_FOOT = frozenset({State.EXECUTION, State.RESPONSE, State.RESPONDED})


def _act(word: str, states: frozenset[str], out: Any, into: Any, label: Any, done: Any,
         *wanted: rules.Rule, asks: Any = no_fields, about: Any = "person", help_text: Any = "") -> KindAct:
    return KindAct(
        word, states, {"out": out, "in": into}, guard=rules.guarded(*wanted), label=label, done=done, about=about,
        fields=asks, writes=partial(outcome.follow, word), help=help_text,
        retold=frozenset({OUT} if word in _TOLD_AGAIN else ()),
    )


_THEIRS = (theirs(Role.LIAISON), ours(Role.EXECUTING_OFFICER))
_OURS = (ours(Role.LIAISON), theirs(Role.REGISTRAR))
_AT_WORK = frozenset({State.EXECUTION})
_TOLD_AGAIN = frozenset({"interview", "verify", "undetermined"})  # by the application for the travel document
ACTS = (
    _act("order", WORKING, ours(Role.REGISTRAR, Role.LIAISON), theirs(Role.REGISTRAR), _("Record the final order"),
         _("Order of removal final"), asks=fields.ordering),
    _act("invite", _AT_WORK, *_THEIRS, _("Appoint the interview"), _("Interview appointed"),
         rules.not_over, rules.not_verified, asks=fields.inviting),
    _act("interview", _AT_WORK, *_THEIRS, _("Record the interview"), _("Interview"), rules.not_over,
         asks=fields.interviewing),
    _act("verify", _AT_WORK, *_THEIRS, _("Confirm identity and nationality"), _("Identity and nationality verified"),
         rules.not_over, rules.not_verified, rules.means_given, asks=fields.verifying,
         help_text=_("The period for the travel document runs from this moment.")),
    _act("not_national", _AT_WORK, *_THEIRS, _("State that the person is not a national"), _("Not a national"),
         rules.not_over, rules.reasoned, asks=fields.denying),
    _act("undetermined", _AT_WORK, *_THEIRS, _("State that identity is undetermined"), _("Identity undetermined"),
         rules.not_over, rules.not_verified, rules.reasoned, asks=fields.doubting),
    _act("apply", ON_FOOT, *_OURS, _("Ask for the travel document"), _("Travel document asked for"), rules.not_over,
         rules.verified, rules.no_claim, asks=fields.applying),
    _act("issue_document", ON_FOOT, *_THEIRS, _("Issue the travel document"), _("Travel document issued"),
         rules.not_over,
         rules.verified, rules.document_sound, asks=fields.issuing),
    _act("refuse_document", ON_FOOT, *_THEIRS, _("Refuse the travel document"), _("Travel document refused"),
         rules.not_over, rules.verified, rules.reasoned, asks=fields.denying),
    _act("renew", ON_FOOT, *_OURS, _("Ask for renewal"), _("Renewal asked for"),
         rules.not_over, rules.has_document, rules.no_claim, asks=fields.renewing),
    _act("announce", ON_FOOT, *_OURS, _("Announce the itinerary"), _("Itinerary announced"),
         rules.not_over, rules.has_document,
         rules.no_claim, rules.free_to_travel, rules.valid_on_arrival, asks=fields.announcing, about="request",
         help_text=_("One notice for everybody who travels together, at least three working days before departure.")),
    _act("depart", ON_FOOT, *_OURS, _("Record the departure"), _("Departed"),
         rules.announced, rules.no_claim, rules.free_to_travel, asks=fields.departing),
    _act("hand_over", ON_FOOT, ours(Role.LIAISON), ours(Role.EXECUTING_OFFICER, Role.LIAISON),
         _("Record the handover"), _("Handed over"), rules.departed, asks=fields.handing_over),
    _act("fail", ON_FOOT, *_OURS, _("Record a failed return"), _("Return failed"), rules.not_over, rules.has_document,
         asks=fields.failing),
    _act("take_back", ON_FOOT, *_OURS, _("Take the person back"), _("Taken back"), rules.handed_over, rules.reasoned,
         asks=fields.taking_back, help_text=_("Where a person was handed over by mistake.")),
    _act("discharge", ON_FOOT, *_OURS, _("Declare no longer needed"), _("No longer needed"),
         rules.not_over, rules.reasoned,
         asks=fields.discharging, help_text=_("The person is not to be returned any more.")),
)
