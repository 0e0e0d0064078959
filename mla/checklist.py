"""Which checks does a request pass? One code each, the same in the writer, at the desks and in a deficiency notice."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mla.findings import BLOCK, WARN


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the catalogue."""

    code: str
    title: Promise
    severity: str


_ROWS = (
    Check("CK-01", _("The central authority has signed or sealed the request"), BLOCK),
    Check("CK-02", _("The channel and the addressee are right for this kind of request"), BLOCK),
    Check("CK-03", _("The instrument is in force for this scope on this date"), BLOCK),
    Check("CK-04", _("The authority conducting the proceeding is named with its functions"), BLOCK),
    Check("CK-05", _("The facts say who, what, when, where and how"), BLOCK),
    Check("CK-06", _("The offence provisions are given in full with the maximum penalty"), BLOCK),
    Check("CK-07", _("Each item has a description, a purpose and its connection with the case"), BLOCK),
    Check("CK-08", _("Time limits have reasons, and a hearing is far enough away"), WARN),
    Check("CK-09", _("The persons are identified well enough to act"), BLOCK),
    Check("CK-10", _("Records are bounded: holder, account and period"), WARN),
    Check("CK-11", _("Identifiers are valid and have a moment with UTC offset; a data category is chosen"), BLOCK),
    Check("CK-12", _("Content data: the legal threshold is met and the facts are fresh"), BLOCK),
    Check("CK-13", _("Preservation: the intention to send a formal request is stated"), BLOCK),
    Check("CK-14", _("Search or freezing: place and articles are precise, justified, with the order"), BLOCK),
    Check("CK-15", _("Testimony: questions, oath and instruction about rights are given"), WARN),
    Check("CK-16", _("Transfer in custody: written consent, return date and guarantees of custody"), BLOCK),
    Check("CK-17", _("The translation is complete and is that of the present original"), BLOCK),
    Check("CK-18", _("A level of confidentiality is chosen"), BLOCK),
    Check("CK-19", _("The certificates agreed for this direction are attached"), WARN),
    Check("CK-20", _("Dual criminality and the political or military character are considered"), WARN),
    Check("CK-21", _("A search for own proceedings on the same conduct is done"), WARN),
    Check("CK-22", _("The gravity justifies the measure"), WARN),
    Check("CK-23", _("Extraordinary costs are the subject of a consultation"), WARN),
    Check("CK-24", _("No unlawful content is attached: digests only"), BLOCK),
    Check("CK-25", _("Oral or urgent: caller, moment and verification of identity are noted"), BLOCK),
    Check("CK-26", _("The request has not come through another channel as well"), WARN),
    Check("CK-27", _("Personal data are kept to what is needed"), WARN),
    Check("CK-28", _("Conditions of earlier answers are respected"), BLOCK),
    Check("CK-29", _("Where no instrument applies, reciprocity is undertaken"), BLOCK),
    Check("CK-30", _("The classification fits those who will read it"), BLOCK),
)
CHECKS: dict[str, Check] = {row.code: row for row in _ROWS}

INTERNAL = frozenset({"CK-03", "CK-21", "CK-26", "CK-27", "CK-28", "CK-30"})
"""Checks that each side makes for itself; their findings are never asked of the other one."""
AT_INTAKE = ("CK-01", "CK-02", "CK-03", "CK-04", "CK-05", "CK-06", "CK-07", "CK-09", "CK-18", "CK-30")


def choices(codes: Iterable[str] = CHECKS) -> list[tuple[str, str]]:
    """The codes with their sentences, for a form."""
    return [(code, f"{code} {CHECKS[code].title}") for code in codes]
