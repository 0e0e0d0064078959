"""Telephones and the numbers of devices and cards."""

import re

import phonenumbers
from django.utils.translation import gettext as _
from stdnum import imei as stdnum_imei
from stdnum import imsi as stdnum_imsi
from stdnum import luhn
from stdnum.exceptions import ValidationError

from mla.identifiers.marks import bare, by
from mla.identifiers.verdict import Doubt, Misread, Wrong

_MARKS = re.compile(r"[\s()./\-‐‑‒–—]")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_MAC = re.compile(r"[0-9A-F]{12}")


def phone(value: str) -> str:
    """As E.164 writes it: a plus, the country code, the number, at most fifteen digits."""
    digits = _MARKS.sub("", value)
    try:
        if not _E164.fullmatch(digits):
            raise Wrong(digits)
        number = phonenumbers.parse(digits)
    except (Wrong, phonenumbers.NumberParseException):
        raise Wrong(_("Enter the number with its country code, for example +12025550123.")) from None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise Wrong(_("A number of this country has more digits, or fewer."))
    normal = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if not phonenumbers.is_valid_number(number):
        raise Doubt(normal, _("No range of this country's numbering plan holds this number: compare it once more."))
    return normal


def imei(value: str) -> str:
    """15 digits, the last a check digit; 14 without it, or 16 with the software version, have none."""
    number = bare(value)
    said = _("Enter the IMEI: 15 digits, for example 490154203237518.")
    if not re.fullmatch(r"[0-9]{14,16}", number):
        raise Wrong(said)
    normal = by(stdnum_imei.validate, number, said)
    if len(normal) != 15:
        raise Doubt(normal, _("Without its check digit a misread digit stays unnoticed."))
    return normal


def imsi(value: str) -> str:
    """14 or 15 digits, the first of which name country and network."""
    number = bare(value)
    if not re.fullmatch(r"[0-9]{14,15}", number):
        raise Wrong(_("Enter the IMSI: 15 digits, the first three the country's."))
    try:
        return stdnum_imsi.validate(number)
    except ValidationError:
        raise Doubt(number, _("No network with these first digits is known: compare the number once more.")) from None


def iccid(value: str) -> str:
    """18 to 20 digits that begin with 89; the last is a check digit where there are 19 or 20."""
    number = bare(value).rstrip("F")
    if not re.fullmatch(r"89[0-9]{16,18}", number):
        raise Wrong(_("Enter the number of the SIM card: 19 or 20 digits that begin with 89."))
    if len(number) == 18:
        raise Doubt(number, _("Without its check digit a misread digit stays unnoticed."))
    return by(luhn.validate, number, "")


def mac(value: str) -> str:
    """Six pairs of hexadecimal digits with colons."""
    plain = re.sub(r"[\s:.\-]", "", value).upper()
    if not _MAC.fullmatch(plain):
        raise Wrong(_("Enter the MAC address: 12 hexadecimal digits, for example 00:00:5E:00:53:01."))
    return ":".join(plain[i:i + 2] for i in range(0, 12, 2))


def device(value: str) -> str:
    """IMEI (15 digits) and ICCID (19 or 20) end in a check digit, a MAC address has 48 bits; others stay."""
    plain = re.sub(r"[\s:.\-]", "", value).upper()
    if plain.isdigit() and len(plain) in (15, 19, 20):
        if not luhn.is_valid(plain):
            raise Misread(plain)
        return plain
    return mac(value) if _MAC.fullmatch(plain) else value
