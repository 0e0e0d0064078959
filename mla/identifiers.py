"""Is an identifier written so that somebody can act on it, and what is its one normal form?"""

import ipaddress
import re
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

import idna
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _
from stdnum import bitcoin, iban, luhn
from stdnum.cn import ric
from stdnum.exceptions import ValidationError as NumberError

_PRIVATE = [ipaddress.ip_network(net) for net in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8")]
_E164 = re.compile(r"\+[1-9]\d{6,14}")
_HASH = re.compile(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}")
_MAC = re.compile(r"[0-9A-F]{12}")
_ETHEREUM = re.compile(r"0x[0-9a-fA-F]{40}")


def normalise(scheme: str, value: str) -> tuple[str, str | None]:
    """The normal form, and what is wrong with the value or None. A wrong value comes back as it was, trimmed."""
    value = value.strip()
    if not value:
        return "", _("Enter the identifier.")
    try:
        return _RULES.get(scheme, _as_is)(value), None
    except _Wrong as wrong:
        return value, str(wrong)


def moment(value: str) -> tuple[str, str | None]:
    """A moment in ISO 8601, refused without its UTC offset: a log line without one names another person."""
    value = value.strip()
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return value, _("Enter the moment as 2026-03-06T17:30:00-05:00.")
    if read.tzinfo is None:
        return value, _("Add the UTC offset to the moment, for example -05:00 or +08:00.")
    return read.isoformat(), None


class _Wrong(Exception):
    """The value is not of its type; the message says why."""


def _as_is(value: str) -> str:
    return value


def _ipv4(value: str) -> str:
    try:
        address = ipaddress.IPv4Address(value)
    except ValueError:
        raise _Wrong(_("Enter an IPv4 address, for example 203.0.113.25.")) from None
    if any(address in net for net in _PRIVATE):
        raise _Wrong(_("This address is used inside networks only: enter the public one."))
    return str(address)


def _ipv6(value: str) -> str:
    try:
        return ipaddress.IPv6Address(value).compressed
    except ValueError:
        raise _Wrong(_("Enter an IPv6 address, for example 2001:db8::1.")) from None


def _email(value: str) -> str:
    name, at, host = value.rpartition("@")
    try:
        normal = f"{name}{at}{_domain(host)}"
        validate_email(normal)
    except (ValidationError, _Wrong):
        raise _Wrong(_("Enter an e-mail address, for example name@example.com.")) from None
    return normal


def _domain(value: str) -> str:
    try:
        normal = idna.encode(value.rstrip("."), uts46=True).decode().lower()
    except idna.IDNAError:
        normal = ""
    if "." not in normal:
        raise _Wrong(_("Enter a domain name, for example example.org."))
    return normal


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
        host = _domain(parts.hostname or "")
        normal = urlunsplit(parts._replace(scheme=parts.scheme.lower(), netloc=_netloc(host, parts.port)))
        URLValidator(schemes=["http", "https", "ftp"])(normal)
    except (ValidationError, ValueError, _Wrong):
        raise _Wrong(_("Enter a full web address, for example https://example.net/u/12345.")) from None
    return normal


def _netloc(host: str, port: int | None) -> str:
    return f"{host}:{port}" if port else host


def _phone(value: str) -> str:
    digits = re.sub(r"[\s().\-]", "", value)
    if not _E164.fullmatch(digits):
        raise _Wrong(_("Enter the number with its country code, for example +12025550123."))
    return digits


def _hash(value: str) -> str:
    if not _HASH.fullmatch(value.lower()):
        raise _Wrong(_("Enter an MD5 (32), SHA-1 (40) or SHA-256 (64) digest in hexadecimal digits."))
    return value.lower()


def _crypto(value: str) -> str:
    if _ETHEREUM.fullmatch(value):
        return value.lower()
    try:
        return bitcoin.validate(value)
    except NumberError:
        raise _Wrong(_("This is no Bitcoin or Ethereum address: check each character.")) from None


def _iban(value: str) -> str:
    try:
        return iban.validate(value, check_country=False)
    except NumberError:
        raise _Wrong(_("The check digits of this IBAN are wrong.")) from None


def _bank_account(value: str) -> str:
    normal = re.sub(r"[\s\-]", "", value).upper()
    if not re.fullmatch(r"[0-9A-Z]*\d[0-9A-Z]*", normal):
        raise _Wrong(_("Enter the account number: letters and digits only."))
    return normal


def _device(value: str) -> str:
    """IMEI (15 digits) and ICCID (19 or 20) end in a check digit, a MAC address has 48 bits; others stay."""
    plain = re.sub(r"[\s:.\-]", "", value).upper()
    if plain.isdigit() and len(plain) in (15, 19, 20):
        if not luhn.is_valid(plain):
            raise _Wrong(_("The check digit of this device number is wrong."))
        return plain
    if _MAC.fullmatch(plain):
        return ":".join(plain[i:i + 2] for i in range(0, 12, 2))
    return value


def _prc_id(value: str) -> str:
    try:
        return ric.validate(value)
    except NumberError:
        raise _Wrong(_("The check sign, the place or the date of birth in this identity number is wrong.")) from None


def _mrz(value: str) -> str:
    """The second line of a passport-sized zone, or one field with its check digit (ICAO 9303; weights 7, 3, 1)."""
    signs = re.sub(r"\s", "", value).upper()
    line = signs[-44:] if len(signs) in (44, 88) else ""
    fields = [line[:10], line[13:20], line[21:28]] if line else [signs]
    if not re.fullmatch(r"[A-Z0-9<]+", signs) or (not line and len(signs) not in (7, 10)):
        raise _Wrong(_("Enter the machine-readable zone, or one field of it with its check digit."))
    if any(_digit(one[:-1]) != one[-1] for one in fields):
        raise _Wrong(_("A check digit of the machine-readable zone is wrong."))
    return signs


def _digit(data: str) -> str:
    values = (0 if one == "<" else int(one, 36) for one in data)
    return str(sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10)


_RULES: dict[str, Callable[[str], str]] = {
    "ipv4": _ipv4, "ipv6": _ipv6, "email": _email, "account": _as_is, "url": _url, "phone": _phone,
    "domain": _domain, "hash": _hash, "crypto": _crypto, "iban": _iban, "bank_account": _bank_account,
    "device": _device, "prc_id": _prc_id, "mrz": _mrz,
}
