"""What is said on the hotline, by whom, and what must be true before the call goes on or ends?"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.desks import OUT
from mla.forms.items import choice, line, text
from mla.forms.moments import OffsetMomentField
from mla.guards import given
from mla.lifecycle import ours, theirs
from mla.milestones import KindAct
from mla.vocabulary import HOME, Role, State

if TYPE_CHECKING:
    from mla.models import Request

Facts = dict[str, Any]
BOTH_OURS = {"out": ours(Role.DUTY_OFFICER), "in": ours(Role.DUTY_OFFICER)}
BOTH_THEIRS = {"out": theirs(Role.DUTY_OFFICER), "in": theirs(Role.DUTY_OFFICER)}
ASKING = {"out": ours(Role.DUTY_OFFICER), "in": theirs(Role.DUTY_OFFICER)}
ASKED = {"out": theirs(Role.DUTY_OFFICER), "in": ours(Role.DUTY_OFFICER)}
CONFIRMED = frozenset({OUT})
"""Our own calls are confirmed by us, in a letter that tells their course."""
ON_THE_LINE = frozenset({State.INTAKE, State.EXECUTION})
PROOFS = [
    ("call_back", gettext_lazy("called back on the number of the contact list")),
    ("shared_key", gettext_lazy("by the shared key")),
    ("not_yet", gettext_lazy("not yet")),
]


def _field(one: forms.Field, *, required: bool = True) -> forms.Field:
    """A field of an act, its label as a sentence begins."""
    label = str(one.label)
    one.label, one.required = label[:1].upper() + label[1:], required
    return one


def _calling(request: "Request") -> dict[str, forms.Field]:
    return {
        "caller": _field(line(_("who called"), _("Name, office and rank."), 120)),
        "taken_by": _field(line(_("who took the call"), _("Name, office and rank."), 120)),
        "number": _field(line(_("number called from"), _(
            "As the telephone showed it; it proves nothing by itself."
        ), 40), required=False),
        "proof": _field(choice(_("how the caller was authenticated"), PROOFS, _(
            "Nothing is told to a caller who is not authenticated. A number that the caller gives is not called back."
        ))),
        "proved_by": _field(line(_("authenticated by"), _(
            "Who called back or compared the key."
        ), 120), required=False),
        "proved_at": _field(OffsetMomentField(label=_("authenticated at"), help_text=_(
            "With its UTC offset, for example 2026-03-06T17:30:00-05:00."
        )), required=False),
        "confirm_on": _field(forms.DateField(label=_("written confirmation promised by"), help_text=_(
            "What was said is confirmed in writing by the side that called."
        )), required=False),
    }


def _called(request: "Request", facts: Facts) -> list[str]:
    """Who called and who took it; an authentication says by whom it was done and when."""
    wrong = given("caller", "taken_by", "proof")(request, facts)
    if facts.get("proof") in ("call_back", "shared_key"):
        if not facts.get("proved_by"):
            wrong.append(_("“Authenticated by” is needed: say who called back or compared the key (CK-25)."))
        if not facts.get("proved_at"):
            wrong.append(_("“Authenticated at” is needed: say when (CK-25)."))
    return wrong


def _answering(request: "Request") -> dict[str, forms.Field]:
    return {
        "answered_by": _field(line(_("who answered"), _("Name, office and rank."), 120)),
        "answer": _field(text(_("answer"), _("What was said in substance, as it will be confirmed in writing."))),
        "next_contact": _field(OffsetMomentField(label=_("next contact agreed for"), help_text=_(
            "With its UTC offset, for example 2026-03-06T17:30:00-05:00."
        )), required=False),
    }


def _answered(request: "Request", facts: Facts) -> list[str]:
    return given("answered_by", "answer")(request, facts) + _not_authenticated(request)


def _reading_back(request: "Request") -> dict[str, forms.Field]:
    return {
        "read_by": _field(line(_("who read it back"), _("The side that took the message reads it back."), 120)),
        "heard_by": _field(line(_("who confirmed it"), "", 120)),
        "corrections": _field(text(_("corrections"), _("What was misheard, and how it is right.")), required=False),
    }


def _read_back(request: "Request", facts: Facts) -> list[str]:
    return given("read_by", "heard_by")(request, facts) + _not_called(request)


def _raising(request: "Request") -> dict[str, forms.Field]:
    return {
        "leader": _field(line(_("whom the call goes to"), _(
            "The contact at leadership level of the side asked."
        ), 120)),
        "reasons": _field(text(_("reasons"), _("Why working level does not suffice, or that it did not answer."))),
    }


def _raised(request: "Request", facts: Facts) -> list[str]:
    missing = given("leader", "reasons")(request, facts) + _not_called(request)
    if request.details.get("level") == "leadership":
        missing.append(_("The call is at leadership level already."))
    return missing


def _raise(request: "Request", facts: Facts, at: datetime) -> None:
    request.details = {**request.details, "level": "leadership"}
    request.save(update_fields=["details"])


def _agreeing(request: "Request") -> dict[str, forms.Field]:
    return {
        "agreed_by": _field(line(_("who agreed"), _("Name, office and rank."), 120)),
        "resolution": _field(text(_("how the matter was resolved"), _("As both sides understand it."))),
    }


ACTS = (
    KindAct("call", ON_THE_LINE, ASKING, guard=_called, label=gettext_lazy("Record the call"),
            done=gettext_lazy("Call made"), fields=_calling, help=gettext_lazy(
                "One entry for each call. The hours of the other side run from the moment of the call."
            )),
    KindAct("answer_call", frozenset({State.EXECUTION}), ASKED, guard=_answered,
            label=gettext_lazy("Record the answer"), done=gettext_lazy("Call answered"), fields=_answering,
            retold=CONFIRMED, help=gettext_lazy(
                "An answer in substance. It ends the hours within which the call is to be answered."
            )),
    KindAct("read_back", ON_THE_LINE, BOTH_OURS, guard=_read_back, label=gettext_lazy("Record the read-back"),
            done=gettext_lazy("Read back and confirmed"), fields=_reading_back, retold=CONFIRMED),
    KindAct("raise_level", frozenset({State.EXECUTION}), ASKING, guard=_raised, writes=_raise,
            label=gettext_lazy("Raise to leadership level"), done=gettext_lazy("Raised to leadership level"),
            fields=_raising, retold=CONFIRMED),
    KindAct("agree_end", frozenset({State.RESPONDED}), BOTH_THEIRS, guard=given("agreed_by", "resolution"),
            label=gettext_lazy("Agree that the matter is closed"),
            done=gettext_lazy("Agreed that the matter is closed"), fields=_agreeing),
)


def admitted(request: "Request", facts: Facts) -> list[str]:
    """An incoming call goes on only once it is recorded and its caller authenticated."""
    return [] if request.is_outgoing else _not_authenticated(request)


def reported(request: "Request", facts: Facts) -> list[str]:
    """The call was answered and read back; ours is confirmed in writing."""
    said = {one.verb for one in request.events.all()}
    missing = _not_authenticated(request)
    if "answer_call" not in said:
        missing.append(_("The call is not answered yet."))
    if "read_back" not in said:
        missing.append(_("What was said is not read back and confirmed yet."))
    if request.is_outgoing and "confirm" not in said:
        missing.append(_("The call is not confirmed in writing yet: issue the confirmation first (CK-25)."))
    return missing


def ended(request: "Request", facts: Facts) -> list[str]:
    """Both sides close: we by this step, the other side by its agreement."""
    if any(one.verb == "agree_end" and one.party != HOME for one in request.events.all()):
        return []
    return [_("The other side has not agreed yet that the matter is closed.")]


def _not_called(request: "Request") -> list[str]:
    return [] if request.events.filter(verb="call").exists() else [_("No call is recorded yet.")]


def _not_authenticated(request: "Request") -> list[str]:
    """The sentence that stops everything until the last caller is known for who they say they are."""
    last = request.events.filter(verb="call").order_by("seq").last()
    if last is None:
        return _not_called(request)
    if last.details.get("proof") in ("call_back", "shared_key"):
        return []
    return [_("The caller is not authenticated: call back on the number of the contact list or compare the shared key, "
              "then record the call again (CK-25).")]
