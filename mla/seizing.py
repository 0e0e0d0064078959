"""What is said when something was frozen or seized? One act for money, things and substances; the fields differ."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mla.forms.telling import line, prose
from mla.guards import given
from mla.milestones import ASKED, KindAct, write_nothing
from mla.vocabulary import State

if TYPE_CHECKING:
    from mla.models import Request

Fields = Callable[["Request"], dict[str, forms.Field]]
Guard = Callable[["Request", dict[str, Any]], list[str]]
Writes = Callable[["Request", dict[str, Any], datetime], None]


def act(fields: Fields, guard: Guard, *, writes: Writes = write_nothing, help_text: Any = "") -> KindAct:
    """The act `seize` of a kind: said by the side that is asked, of the whole request, so that its clocks run on."""
    return KindAct("seize", frozenset({State.EXECUTION, State.RESPONSE}), ASKED, guard=guard,
                   label=_("Record a seizure"), done=_("Seized"), fields=fields, writes=writes, help=help_text)


def money() -> dict[str, forms.Field]:
    """A sum of money, which need not be told: its amount, and its currency by the three letters of ISO 4217."""
    return {
        "amount": forms.DecimalField(label=_("Amount"), required=False, min_value=0, max_digits=18, decimal_places=2),
        "currency": forms.CharField(label=_("Currency"), required=False, max_length=3, min_length=3),
    }


def halved(facts: Mapping[str, Any]) -> list[str]:
    """The sentence for a sum of which only one half is told."""
    whole = bool(facts.get("amount")) == bool(facts.get("currency"))
    return [] if whole else [gettext("An amount and its currency belong together.")]


def _of_property(request: "Request") -> dict[str, forms.Field]:
    return {
        "things": prose(_("What was frozen or seized"), _("Account or thing, so exactly that it can be recognised.")),
        **money(),
        "held_by": line(_("Held by"), _("Bank or authority.")),
        "order": line(_("Order"), _("Of which court or authority, with day and number."), required=False),
        "until": forms.DateField(label=_("Until"), required=False, help_text=_("A freeze ends unless it is renewed.")),
    }


def _is_whole(request: "Request", facts: Mapping[str, Any]) -> list[str]:
    return given("things", "held_by")(request, dict(facts)) + halved(facts)


PROPERTY = act(_of_property, _is_whole, help_text=_(
    "Money or things that were frozen or seized; an account that a bank holds counts as frozen."
))
"""The act for money and things."""
