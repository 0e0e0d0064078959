"""Which fraudulent transfer of money is to be recalled? The fields of the financial-fraud kill chain."""

import uuid
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum import bic, iban
from stdnum.exceptions import ValidationError as NumberError
from stdnum.us import rtn

from mla import recall
from mla.findings import WARN
from mla.forms.drafting import DraftForm, Flaw, Need
from mla.forms.items import choice, line, text
from mla.forms.moments import OffsetMomentField
from mla.models import Request

METHODS = [
    ("spoofed_domain", gettext_lazy("a domain that looks like that of a partner")),
    ("mailbox", gettext_lazy("a mailbox taken over, its rules changed")),
    ("impersonation", gettext_lazy("somebody posed as a superior, an agency or a bank")),
    ("investment", gettext_lazy("a false investment or a false friend")), ("other", gettext_lazy("other")),
]
_CNAPS = 12
_ABA = 9


class RecallForm(DraftForm):
    """The transfer from the victim's bank to the account of the beneficiary, and what was done to stop it."""

    is_particular = True

    kill_chain = forms.BooleanField(
        label=gettext_lazy("Money was transferred by fraud and is to be recalled or frozen"),
        help_text=gettext_lazy("Leave it empty for every other request; nothing below is then asked."),
    )
    victim = line(gettext_lazy("victim"), gettext_lazy("Company or person, with its town."))
    victim_bank = line(gettext_lazy("bank of the victim"), gettext_lazy("Name and branch, where the transfer began."))
    victim_account = line(gettext_lazy("account of the victim"), gettext_lazy("IBAN or number."), 60)
    beneficiary = line(gettext_lazy("beneficiary"), gettext_lazy(
        "As named in the transfer, in its own script as well."
    ))
    beneficiary_bank = line(gettext_lazy("bank of the beneficiary"), gettext_lazy("Name and branch."))
    beneficiary_bic = line(gettext_lazy("BIC of the bank"), gettext_lazy("8 or 11 characters."), 11)
    bank_code = line(gettext_lazy("national code of the bank"), gettext_lazy(
        "CNAPS with 12 digits, or ABA with 9 digits."
    ), 12)
    beneficiary_account = line(gettext_lazy("account of the beneficiary"), gettext_lazy("IBAN or number."), 60)
    intermediary = line(gettext_lazy("intermediary bank"), gettext_lazy(
        "Through whom the transfer went, with its BIC."
    ))
    amount = line(gettext_lazy("amount"), gettext_lazy("In figures. Example: “82000.00”."), 24)
    currency = line(gettext_lazy("currency"), gettext_lazy("Three letters. Example: “USD”."), 3)
    wired_at = OffsetMomentField(label=gettext_lazy("transfer ordered at"), help_text=gettext_lazy(
        "Date and time with UTC offset, for example 2026-03-06T16:40:00-05:00. The 72 hours run from this moment."
    ))
    payment_reference = line(gettext_lazy("reference of the payment"), gettext_lazy(
        "Of the MT103 or pacs.008 message."
    ), 60)
    uetr = line(gettext_lazy("UETR"), gettext_lazy(
        "The end-to-end reference of the transfer. Example: “00000000-0000-4000-8000-000000000001”."
    ), 36)
    recalled_at = OffsetMomentField(label=gettext_lazy("recall sent at"), help_text=gettext_lazy(
        "When the victim's bank sent the MT192 or camt.056 message, with UTC offset."
    ))
    recall_reference = line(gettext_lazy("reference of the recall"), "", 60)
    method = choice(gettext_lazy("how the victim was deceived"), METHODS)
    complaint = line(gettext_lazy("number of the complaint"), gettext_lazy(
        "At the national complaint centre. Example: “I2603081234567890”."
    ), 60)
    police_report = line(gettext_lazy("police report"), gettext_lazy("Authority, day and number."))
    onward = text(gettext_lazy("onward transfers"), gettext_lazy(
        "One per line: when, to which bank and account, how much."
    ))
    freeze_basis = text(gettext_lazy("basis of the freeze"), gettext_lazy(
        "Under which law the account may be held, and what was asked of the bank already."
    ))
    bank_contact = line(gettext_lazy("contact at the bank"), gettext_lazy("Name, telephone, hours."))

    class Meta:
        model = Request
        fields = [
            "kill_chain", "victim", "victim_bank", "victim_account", "beneficiary", "beneficiary_bank",
            "beneficiary_bic", "bank_code", "beneficiary_account", "intermediary", "amount", "currency", "wired_at",
            "payment_reference", "uetr", "recalled_at", "recall_reference", "method", "complaint", "police_report",
            "onward", "freeze_basis", "bank_contact",
        ]

    _asked = {
        "victim": ("CK-14", gettext_lazy("Name the victim")),
        "victim_bank": ("CK-14", gettext_lazy("Name the bank of the victim")),
        "beneficiary": ("CK-14", gettext_lazy("Name the beneficiary of the transfer")),
        "beneficiary_bank": ("CK-14", gettext_lazy("Name the bank of the beneficiary")),
        "beneficiary_account": ("CK-14", gettext_lazy("Enter the account of the beneficiary")),
        "amount": ("CK-14", gettext_lazy("Enter the amount of the transfer")),
        "currency": ("CK-14", gettext_lazy("Enter the currency of the transfer")),
        "wired_at": ("CK-14", gettext_lazy("Enter when the transfer was ordered, with its UTC offset")),
    }

    def needed_now(self) -> dict[str, Need]:
        return dict(self._asked) if self.answer("kill_chain") else {}

    def details_lines(self) -> list[tuple[str, str]]:
        """Nothing of it is shown or printed where no transfer is to be recalled."""
        return super().details_lines() if self.answer("kill_chain") else []

    def flaws(self) -> Iterator[Flaw]:
        """What the criteria of the kill chain want: the amount, the recall, the complaint."""
        if not self.answer("kill_chain"):
            return
        amount, currency = self.answer("amount"), self.answer("currency")
        if currency == recall.CURRENCY and amount and Decimal(amount) < recall.LEAST:
            yield "amount", WARN, "CK-22", _("The kill chain is for transfers of 50,000 US dollars or more")
        if not self.is_answered("recalled_at"):
            yield "recalled_at", WARN, "CK-14", _("Have the victim's bank send a recall, and enter when it did")
        if not self.is_answered("complaint"):
            yield "complaint", WARN, "CK-14", _("Enter the number of the complaint")
        if not (self.is_answered("beneficiary_bic") or self.is_answered("bank_code")):
            yield "beneficiary_bic", WARN, "CK-14", _("Enter the BIC or the national code of the bank")

    def clean(self) -> dict[str, Any]:
        """Each number by its own rule; one that is wrong names it."""
        super().clean()
        for name, rule in _RULES.items():
            if typed := (self.cleaned_data.get(name) or "").strip():
                try:
                    self.cleaned_data[name] = rule(typed)
                except (NumberError, InvalidOperation, ValueError):
                    self.add_error(name, _("%(what)s (CK-14)") % {"what": _WRONG[name]})
        self.cleaned_data["kill_chain"] = bool(self.cleaned_data.get("kill_chain"))
        return self.cleaned_data


def _account(typed: str) -> str:
    """An IBAN is one by its beginning, and then right; any other number stands as it is."""
    compact = typed.replace(" ", "").upper()
    return iban.validate(compact) if compact[:2].isalpha() and compact[2:4].isdigit() else typed


def _bank_code(typed: str) -> str:
    compact = typed.replace(" ", "").replace("-", "")
    if len(compact) == _ABA:
        return rtn.validate(compact)
    if len(compact) == _CNAPS and compact.isdigit():
        return compact
    raise ValueError


def _amount(typed: str) -> str:
    value = Decimal(typed.replace(",", "").replace(" ", ""))
    if not value.is_finite() or value <= 0:
        raise ValueError
    return f"{value:.2f}"


def _currency(typed: str) -> str:
    if len(typed) != 3 or not typed.isascii() or not typed.isalpha():
        raise ValueError
    return typed.upper()


def _uetr(typed: str) -> str:
    found = uuid.UUID(typed)
    if found.version != 4:
        raise ValueError
    return str(found)


_RULES: dict[str, Callable[[str], str]] = {
    "beneficiary_bic": bic.validate, "bank_code": _bank_code, "victim_account": _account,
    "beneficiary_account": _account, "amount": _amount, "currency": _currency, "uetr": _uetr,
}
_WRONG = {
    "beneficiary_bic": gettext_lazy("This is no BIC: it has 8 or 11 letters and digits."),
    "bank_code": gettext_lazy(
        "This is neither a CNAPS code of 12 digits nor an ABA number with its right check digit."
    ),
    "victim_account": gettext_lazy("The check digits of this IBAN are wrong."),
    "beneficiary_account": gettext_lazy("The check digits of this IBAN are wrong."),
    "amount": gettext_lazy("Enter the amount in figures, for example 82000.00."),
    "currency": gettext_lazy("Enter the currency with three letters, for example USD."),
    "uetr": gettext_lazy("This is no UETR: it is a UUID of version 4."),
}
