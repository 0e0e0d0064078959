"""What is said while parcels are traced: where they were, who was found, what was seized, how one is followed."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mla import identifiers, seizing, tracking
from mla.forms.telling import count, line, one_of, prose, side
from mla.guards import given
from mla.kinds.parcel.forms import PARTIES
from mla.lifecycle import ours
from mla.milestones import ASKED, KindAct
from mla.models import Identifier, Person
from mla.tracking import SCHEMES, EventsField
from mla.vocabulary import COUNTERPART, HOME, Role, State

if TYPE_CHECKING:
    from mla.models import Request

Facts = dict[str, Any]
EXECUTED = frozenset({State.EXECUTION, State.RESPONSE})
EITHER = {"out": ours(Role.LIAISON), "in": ours(Role.EXECUTING_OFFICER)}
GRAMS = {"kg": Decimal(1), "g": Decimal("0.001"), "mg": Decimal("0.000001")}
"""Kilograms in one unit of weight."""
CONTENTS = [("intact", _("left intact")), ("removed", _("removed")), ("replaced", _("replaced in whole or in part"))]


def _parcel(request: "Request", *, required: bool = True) -> forms.TypedChoiceField:
    known = [(one.pk, one.value) for one in request.identifiers.filter(scheme__in=SCHEMES)]
    return one_of(_("Which parcel"), known, required=required)


def _tracing(request: "Request") -> dict[str, forms.Field]:
    return {
        "parcel": _parcel(request),
        "events": EventsField(label=_("Tracking events"), widget=forms.Textarea, help_text=_(
            "One on each line: code, moment with its UTC offset, place. "
            "Example: “EMA 2026-03-02T10:20+08:00 Suzhou”. Events already known are not doubled."
        )),
        "location": line(_("Where it is now"), required=False),
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
        "surname": line(_("Surname (Latin script)"), required=False, length=100),
        "given_names": line(_("Given names (Latin script)"), required=False, length=150),
        "native_name": line(_("Name in native script"), required=False, length=100),
        "document": line(_("Identity document"), _("Type, number, issuer."), required=False),
        "address": prose(_("Address"), required=False),
        "scheme": forms.ChoiceField(label=_("Sort of number found"), choices=[("", ""), *known], required=False,
                                    help_text=_("A telephone, an account, an address, another parcel.")),
        "value": line(_("Number found"), required=False, length=300),
        "provider": line(_("Operator or platform"), required=False),
        "source": line(_("Where it was found"), _("Example: “Posting form of the parcel.”"), required=False),
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


def _of_substance(request: "Request") -> dict[str, forms.Field]:
    return {
        "parcel": _parcel(request, required=False),
        "substance": line(_("Substance"), _("As the laboratory names it, or as it is presumed.")),
        "gross": line(_("Gross weight"), _("With its unit."), required=False, length=40),
        "net": forms.DecimalField(label=_("Net weight"), max_digits=12, decimal_places=4, min_value=0),
        "unit": forms.ChoiceField(label=_("Unit of the net weight"), choices=[(one, one) for one in GRAMS],
                                  initial="g"),
        "purity": line(_("Purity"), _("In per cent, with the method."), required=False, length=80),
        "place": line(_("Place of the seizure")),
        "agency": line(_("Agency that seized")),
        "number": line(_("Seizure number"), required=False, length=80),
        "concealment": line(_("Method of concealment"), required=False),
        "laboratory": line(_("Laboratory report"), _("Laboratory, number and day; attach the report."), required=False),
        "parcels": count(_("Parcels identified")), "networks": count(_("Networks identified")),
        "cases": count(_("Cases opened")),
    }


def _weigh(request: "Request", facts: Facts, at: datetime) -> None:
    """The weight is recorded in kilograms too, in which weights are added up."""
    weight = Decimal(str(facts["net"])) * GRAMS[facts["unit"]]
    facts["weight"] = {"amount": f"{weight.quantize(Decimal('0.0001'))}", "unit": "kg"}


def _delivering(request: "Request") -> dict[str, forms.Field]:
    return {
        "granted_by": side(_("Said by"), HOME),
        "parcel": _parcel(request),
        "plan": prose(_("Plan"), _("Route, who watches it where, who takes over, when it is stopped.")),
        "contents": forms.ChoiceField(label=_("Contents on the way"), choices=CONTENTS, widget=forms.RadioSelect),
        "authority": line(_("Authority that watches and takes over")),
        "costs": line(_("Costs"), _("Who bears them."), required=False),
        "conditions": prose(_("Conditions"), _("What must hold, or it is stopped: the parcel is seized."),
                            required=False),
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
    seizing.act(_of_substance, given("substance", "net", "unit", "place", "agency"), writes=_weigh),
    KindAct("propose", frozenset({State.EXECUTION}), EITHER, is_of_either=True,
            guard=given("parcel", "plan", "contents", "authority"), label=_("Propose a controlled delivery"),
            done=_("Controlled delivery proposed"), fields=_delivering, help=_(
                "A controlled delivery needs the agreement of both sides (UN Drugs Convention 1988, Article 11).")),
    KindAct("agree", frozenset({State.EXECUTION}), EITHER, is_of_either=True, guard=_is_proposed,
            label=_("Agree to a controlled delivery"), done=_("Controlled delivery agreed"), fields=_delivering),
)
