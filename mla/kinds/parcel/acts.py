"""What is said while parcels are traced: where they were, who was found, what was seized, how one is followed."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mla import identifiers, tracking
from mla.guards import given
from mla.kinds.parcel.forms import PARTIES
from mla.lifecycle import ours, theirs
from mla.milestones import KindAct
from mla.models import Identifier, Person
from mla.tracking import SCHEMES, EventsField
from mla.vocabulary import COUNTERPART, HOME, Role, State

if TYPE_CHECKING:
    from mla.models import Request

Facts = dict[str, Any]
EXECUTED = frozenset({State.EXECUTION, State.RESPONSE})
ASKED = {"out": theirs(Role.LIAISON), "in": ours(Role.EXECUTING_OFFICER)}
"""The side that is asked says it: its executing officer, or our liaison on its behalf."""
EITHER = {"out": ours(Role.LIAISON), "in": ours(Role.EXECUTING_OFFICER)}
SIDES = [(HOME, _("our side")), (COUNTERPART, _("the other side"))]
GRAMS = {"kg": Decimal(1), "g": Decimal("0.001"), "mg": Decimal("0.000001")}
"""Kilograms in one unit of weight."""
CONTENTS = [("intact", _("left intact")), ("removed", _("removed")), ("replaced", _("replaced in whole or in part"))]


def _text(label: Any, help_text: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, **{"required": False, "max_length": 200, **more})


def _long(label: Any, help_text: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, widget=forms.Textarea, **{"required": False, **more})


def _count(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=help_text, required=False, min_value=0, max_value=100000)


def _parcel(request: "Request", *, required: bool = True) -> forms.TypedChoiceField:
    """One of the parcels of the request; the only one is chosen already."""
    known = [(one.pk, one.value) for one in request.identifiers.filter(scheme__in=SCHEMES)]
    first = known[0][0] if len(known) == 1 and required else None
    return forms.TypedChoiceField(
        label=_("Which parcel"), choices=[("", ""), *known], coerce=int, empty_value=None, initial=first,
        required=required,
    )


def _tracing(request: "Request") -> dict[str, forms.Field]:
    return {
        "parcel": _parcel(request),
        "events": EventsField(label=_("Tracking events"), widget=forms.Textarea, help_text=_(
            "One on each line: code, moment with its UTC offset, place. "
            "Example: “EMA 2026-03-02T10:20+08:00 Suzhou”. Events already known are not doubled."
        )),
        "location": _text(_("Where it is now")),
    }


def _trace(request: "Request", facts: Facts, at: datetime) -> None:
    """The events join those that the parcel has."""
    row = request.identifiers.get(pk=facts["parcel"])
    row.details = {**row.details, "events": tracking.merged(row.details.get("events", ""), facts["events"])}
    if facts.get("location"):
        row.details["location"] = facts["location"]
    row.save(update_fields=["details"])


def _found(request: "Request") -> dict[str, forms.Field]:
    roles = [one for one in Person.ROLES if one[0] in PARTIES]
    known = [one for one in Identifier.SCHEMES if one[0] != "cas"]
    return {
        "role": forms.ChoiceField(label=_("Role of the person"), choices=[("", ""), *roles], required=False),
        "surname": _text(_("Surname (Latin script)"), max_length=100),
        "given_names": _text(_("Given names (Latin script)"), max_length=150),
        "native_name": _text(_("Name in native script"), max_length=100),
        "document": _text(_("Identity document"), _("Type, number, issuer.")),
        "address": _long(_("Address")),
        "scheme": forms.ChoiceField(label=_("Sort of number found"), choices=[("", ""), *known], required=False,
                                    help_text=_("A telephone, an account, an address, another parcel.")),
        "value": _text(_("Number found"), max_length=300),
        "provider": _text(_("Operator or platform")),
        "source": _text(_("Where it was found"), _("Example: “Posting form of the parcel.”")),
    }


def _named(request: "Request", facts: Facts) -> list[str]:
    """A person with a role, or a number that its rule accepts, or both."""
    missing = []
    if facts.get("surname") and not facts.get("role"):
        missing.append(gettext("“Role of the person” is missing."))
    if bool(facts.get("value")) != bool(facts.get("scheme")):
        missing.append(gettext("A number needs its sort, and a sort its number."))
    elif facts.get("value") and (wrong := identifiers.normalise(facts["scheme"], facts["value"])[1]):
        missing.append(gettext("“Number found”: %(what)s") % {"what": wrong})
    if not facts.get("surname") and not facts.get("value"):
        missing.append(gettext("Enter a person or a number."))
    return missing


def _name(request: "Request", facts: Facts, at: datetime) -> None:
    """What was found becomes a subject of the request, where other requests meet it."""
    found = {"found": at.isoformat()}
    if facts.get("surname"):
        names = ("role", "surname", "given_names", "native_name", "document", "address")
        Person.objects.create(request=request, details=found, **{one: facts.get(one, "") for one in names})
    if facts.get("value"):
        normal, _wrong = identifiers.normalise(facts["scheme"], facts["value"])
        Identifier.objects.create(
            request=request, scheme=facts["scheme"], value=facts["value"], normalized=normal,
            provider=facts.get("provider", ""), details=found,
        )


def _seizing(request: "Request") -> dict[str, forms.Field]:
    return {
        "parcel": _parcel(request, required=False),
        "substance": _text(_("Substance"), _("As the laboratory names it, or as it is presumed."), required=True),
        "gross": _text(_("Gross weight"), _("With its unit."), max_length=40),
        "net": forms.DecimalField(label=_("Net weight"), max_digits=12, decimal_places=4, min_value=0),
        "unit": forms.ChoiceField(label=_("Unit of the net weight"), choices=[(one, one) for one in GRAMS],
                                  initial="g"),
        "purity": _text(_("Purity"), _("In per cent, with the method."), max_length=80),
        "place": _text(_("Place of the seizure"), required=True),
        "agency": _text(_("Agency that seized"), required=True),
        "number": _text(_("Seizure number"), max_length=80),
        "concealment": _text(_("Method of concealment")),
        "laboratory": _text(_("Laboratory report"), _("Laboratory, number and day; attach the report.")),
        "parcels": _count(_("Parcels identified")), "networks": _count(_("Networks identified")),
        "cases": _count(_("Cases opened")),
    }


def _seize(request: "Request", facts: Facts, at: datetime) -> None:
    """The weight is recorded in kilograms too, in which weights are added up."""
    weight = Decimal(str(facts["net"])) * GRAMS[facts["unit"]]
    facts["weight"] = {"amount": f"{weight.quantize(Decimal('0.0001'))}", "unit": "kg"}


def _delivering(request: "Request") -> dict[str, forms.Field]:
    return {
        "granted_by": forms.ChoiceField(label=_("Said by"), choices=SIDES, widget=forms.RadioSelect, initial=HOME),
        "parcel": _parcel(request),
        "plan": _long(_("Plan"), _("Route, who watches it where, who takes over, when it is stopped."), required=True),
        "contents": forms.ChoiceField(label=_("Contents on the way"), choices=CONTENTS, widget=forms.RadioSelect),
        "authority": _text(_("Authority that watches and takes over"), required=True),
        "costs": _text(_("Costs"), _("Who bears them.")),
        "conditions": _long(_("Conditions"), _("What must hold, or it is stopped: the parcel is seized.")),
        "until": forms.DateField(label=_("Holds until"), required=False),
    }


def _is_proposed(request: "Request", facts: Facts) -> list[str]:
    """Nobody agrees to what nobody proposed, nor to one's own proposal."""
    last = request.events.filter(verb="propose").order_by("seq").last()
    asked = any("controlled_delivery" in (one.details.get("wanted_of") or []) for one in request.items.all())
    if last is None and not asked:
        return [gettext("No controlled delivery was proposed.")]
    proposer = last.party if last else (HOME if request.is_outgoing else COUNTERPART)
    if proposer == facts.get("granted_by", HOME):
        return [gettext("The side that proposed the controlled delivery cannot agree to it for the other.")]
    return given("plan", "contents", "authority")(request, facts)


ACTS = (
    KindAct("trace", EXECUTED, ASKED, guard=given("parcel", "events"), label=_("Record tracking events"),
            done=_("Tracking events recorded"), fields=_tracing, writes=_trace),
    KindAct("identify", EXECUTED, ASKED, guard=_named, label=_("Add a person or number found"),
            done=_("Person or number found"), fields=_found, writes=_name,
            help=_("What is added stands among the persons and numbers of the request, and in the answer.")),
    KindAct("seize", EXECUTED, ASKED, guard=given("substance", "net", "unit", "place", "agency"),
            label=_("Record a seizure"), done=_("Seized"), fields=_seizing, writes=_seize),
    KindAct("propose", frozenset({State.EXECUTION}), EITHER, is_of_either=True,
            guard=given("parcel", "plan", "contents", "authority"), label=_("Propose a controlled delivery"),
            done=_("Controlled delivery proposed"), fields=_delivering, help=_(
                "A controlled delivery needs the agreement of both sides (UN Drugs Convention 1988, Article 11).")),
    KindAct("agree", frozenset({State.EXECUTION}), EITHER, is_of_either=True, guard=_is_proposed,
            label=_("Agree to a controlled delivery"), done=_("Controlled delivery agreed"), fields=_delivering),
)
