"""Parcels, consignments and containers. A wrong check digit is a warning: labels are read in poor light."""

import re
from collections.abc import Callable

import phonenumbers
from django.utils.translation import gettext as _
from stdnum import iso6346

from mla.identifiers.marks import agree, bare, by, mod10, weighted
from mla.identifiers.verdict import Doubt, Misread, Wrong

_S10 = re.compile(r"([A-Z]{2})([0-9]{8})([0-9])([A-Z]{2})")
_RESERVED = frozenset("JKSTW")
_POSTS = frozenset(phonenumbers.SUPPORTED_REGIONS) | {"GS", "PN", "TF"}
_UPS = re.compile(r"1Z[A-Z0-9]{6}[A-Z0-9]{2}[A-Z0-9]{7}[0-9]")
_DHL_PIECE = re.compile(r"J[A-Z]{2,3}[0-9]{9,10}|(GM|LX|RX|UV|CN|SG|TH|IN|HK|MY)[0-9]{10,39}")


def s10(value: str) -> str:
    """UPU S10: weights 8, 6, 4, 2, 3, 5, 9, 7, modulo 11; the country is that of the issuing post."""
    number = bare(value)
    found = _S10.fullmatch(number)
    if found is None:
        raise Wrong(_("Enter two letters, nine digits and the two letters of the country, as in RB123456785GB."))
    if found[4] not in _POSTS:
        raise Wrong(_("“%(code)s” is not the code of a country that issues numbers.") % {"code": found[4]})
    rest = 11 - weighted(found[2], (8, 6, 4, 2, 3, 5, 9, 7)) % 11
    if found[3] != str({10: 0, 11: 5}.get(rest, rest)):
        raise Misread(number)
    if number[0] in _RESERVED:
        raise Doubt(number, _("The first letter stands for no service: it is reserved."))
    return number


def ups(value: str) -> str:
    """UPS 1Z: letters count as digits, weights 1 and 2 in turn, modulo 10."""
    number = bare(value)
    if not _UPS.fullmatch(number):
        raise Wrong(_("Enter 1Z and sixteen letters and digits, the last a digit, as in 1Z5R89390357567127."))
    digits = "".join(one if one.isdigit() else str((ord(one) - 63) % 10) for one in number[2:-1])
    return agree(number, str(-weighted(digits, (1, 2)) % 10))


def fedex(value: str) -> str:
    """Express (12 or 34 digits), Ground (15, or 22 with 96), SmartPost (20, or 22 with 92)."""
    number = bare(value)
    for form, check in _FEDEX:
        if re.fullmatch(form, number):
            return agree(number, check(number))
    raise Wrong(_("Enter 12, 15, 20, 22 or 34 digits, as in 986578788855."))


def smartpost(value: str) -> str:
    """FedEx SmartPost: 20 digits, or 22 with 92 before them; modulo 10 over all 22."""
    number = bare(value)
    if not re.fullmatch(r"(92)?[0-9]{20}", number):
        raise Wrong(_("Enter 20 digits, or 22 that begin with 92."))
    return agree(number, _smartpost(number))


def usps(value: str) -> str:
    """USPS IMpb: 20 to 22 digits that begin with 92 to 95; modulo 10. International numbers are those of UPU S10."""
    number = bare(value)
    if _S10.fullmatch(number):
        return s10(number)
    if not re.fullmatch(r"9[2345][0-9]{18,20}", number):
        raise Wrong(_("Enter 20 to 22 digits that begin with 92, 93, 94 or 95."))
    return agree(number, mod10(number[:-1]))


def dhl(value: str) -> str:
    """DHL Express: 10 or 11 digits, modulo 7. Pieces and eCommerce numbers have no check digit."""
    number = bare(value)
    if re.fullmatch(r"[0-9]{10,11}", number):
        return agree(number, str(int(number[:-1]) % 7))
    if not _DHL_PIECE.fullmatch(number):
        raise Wrong(_("Enter 10 or 11 digits, as in 3318810025, or the number of a piece, as in JJD0099999999."))
    return number


def mawb(value: str) -> str:
    """A master air waybill: three digits of the airline, seven digits, and these modulo 7."""
    number = bare(value)
    if not re.fullmatch(r"[0-9]{11}", number):
        raise Wrong(_("Enter three digits of the airline and eight digits, as in 999-12345675."))
    agree(number, str(int(number[3:-1]) % 7))
    return f"{number[:3]}-{number[3:]}"


def container(value: str) -> str:
    """ISO 6346: three letters of the owner, U, J, Z or R, six digits and the check digit."""
    number = bare(value)
    said = _("Enter three letters of the owner, one of U, J and Z, and seven digits, as in CSQU3054383.")
    if not re.fullmatch(r"[A-Z]{3}[UJZR][0-9]{7}", number):
        raise Wrong(said)
    return by(iso6346.validate, number, said)


def parcel(value: str) -> str:
    """A number of an operator whose rule is not known: letters and digits."""
    number = bare(value)
    if not re.fullmatch(r"[A-Z0-9]{6,40}", number) or not re.search(r"[0-9]", number):
        raise Wrong(_("Enter the number on the label: 6 to 40 letters and digits."))
    raise Doubt(number, _(
        "Unverified scheme: the operator's rule is not known, so that a misread sign goes unnoticed."
    ))


def _modulo11(number: str) -> str:
    return str(weighted(number[-12:-1], (3, 1, 7)) % 11 % 10)


def _express34(number: str) -> str:
    return str(weighted(number[-14:-1], (1, 7, 3)) % 11 % 10)


def _smartpost(number: str) -> str:
    return mod10(number[:-1] if number.startswith("92") else f"92{number[:-1]}")


_FEDEX: tuple[tuple[str, Callable[[str], str]], ...] = (
    (r"[0-9]{12}", _modulo11), (r"[0-9]{15}", lambda number: mod10(number[:-1])),
    (r"(92)?[0-9]{20}", _smartpost), (r"96[0-9]{20}", lambda number: mod10(number[7:-1])),
    (r"(100|96)[0-9]{31,32}", _express34),
)
