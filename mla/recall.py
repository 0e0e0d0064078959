"""Can a fraudulent transfer still be recalled? The criteria of the kill chain, and the acts that start and end it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.guards import given
from mla.lifecycle import ours, theirs
from mla.milestones import WORKING, KindAct
from mla.moments import in_capital
from mla.vocabulary import Role, State

if TYPE_CHECKING:
    from mla.models import Request

LEAST = Decimal(50_000)
CURRENCY = "USD"
HOURS = timedelta(hours=72)


def wired_at(request: "Request") -> datetime | None:
    """When the transfer was ordered; None where the request is about none."""
    stamp = request.details.get("wired_at") if request.details.get("kill_chain") else None
    return datetime.fromisoformat(stamp) if stamp else None


def criteria(request: "Request", now: datetime) -> dict[str, bool]:
    """Which criteria the transfer meets at a moment: `window` of 72 hours, `amount` of 50,000 US dollars (another
    currency is not converted and does not count), `recall` sent by the victim's bank."""
    began, details = wired_at(request), request.details
    return {
        "window": began is not None and now <= began + HOURS,
        "amount": details.get("currency") == CURRENCY and Decimal(details.get("amount") or 0) >= LEAST,
        "recall": bool(details.get("recalled_at")),
    }


def panels(request: "Request", now: datetime) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """How the recall stands; nothing where no transfer is to be recalled."""
    began = wired_at(request)
    if began is None:
        return
    met, end = criteria(request, now), began + HOURS
    window = _("open until %(here)s, %(there)s") if met["window"] else _("passed on %(here)s, %(there)s")
    parties = {"here": in_capital(end, request.home), "there": in_capital(end, request.counterpart)}
    yield _("Recall of the transfer"), [
        (_("72 hours"), window % parties),
        (_("50,000 US dollars or more"), _("yes") if met["amount"] else _("no, or in another currency")),
        (_("recall sent by the bank"), _("yes") if met["recall"] else _("not yet")),
    ]


def _is_to_be_recalled(request: "Request", facts: dict[str, Any]) -> list[str]:
    return [] if wired_at(request) else [
        _("The request names no transfer to be recalled: it has no moment of the transfer.")
    ]


def money() -> dict[str, forms.Field]:
    """A sum of money, which need not be told: its amount, and its currency by the three letters of ISO 4217."""
    return {
        "amount": forms.DecimalField(label=_("Amount"), required=False, min_value=0, max_digits=18, decimal_places=2),
        "currency": forms.CharField(label=_("Currency"), required=False, max_length=3, min_length=3),
    }


def halved(facts: dict[str, Any]) -> list[str]:
    """The sentence for a sum of which only one half is told."""
    whole = bool(facts.get("amount")) == bool(facts.get("currency"))
    return [] if whole else [_("An amount and its currency belong together.")]


def _seizing(request: "Request") -> dict[str, forms.Field]:
    return {
        "things": forms.CharField(label=_("What was frozen or seized"), widget=forms.Textarea(attrs={"rows": "3"}),
                                  help_text=_("Account or thing, so exactly that it can be recognised.")),
        **money(),
        "held_by": forms.CharField(label=_("Held by"), max_length=200, help_text=_("Bank or authority.")),
        "order": forms.CharField(label=_("Order"), required=False, max_length=200,
                                 help_text=_("Of which court or authority, with day and number.")),
        "until": forms.DateField(label=_("Until"), required=False, help_text=_("A freeze ends unless it is renewed.")),
    }


def _seized(request: "Request", facts: dict[str, Any]) -> list[str]:
    return given("things", "held_by")(request, facts) + halved(facts)


WIRE = KindAct(
    "wire", WORKING, {"out": ours(Role.REGISTRAR, Role.LIAISON), "in": theirs(Role.REGISTRAR)},
    guard=_is_to_be_recalled, label=gettext_lazy("Start the 72 hours of a recall"),
    done=gettext_lazy("Transfer ordered: the 72 hours run"), first_moment=wired_at,
    help=gettext_lazy("The moment is that of the transfer, as the request has it."),
)
SEIZE = KindAct(
    "seize", frozenset({State.EXECUTION, State.RESPONSE}),
    {"out": theirs(Role.LIAISON), "in": ours(Role.EXECUTING_OFFICER)}, guard=_seized,
    label=gettext_lazy("Record a seizure"), done=gettext_lazy("Seized"), fields=_seizing,
    help=gettext_lazy("Money or things that were frozen or seized; an account that a bank holds counts as frozen."),
)
