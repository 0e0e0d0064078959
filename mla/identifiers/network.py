"""Addresses of networks, mail and pages, and the moments of their use."""

import ipaddress
import re
from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

import idna
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from mla.identifiers.verdict import Wrong, refuse

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_INSIDE = [ipaddress.ip_network(net) for net in (
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "100.64.0.0/10",
    "fc00::/7", "fe80::/10", "::1/128",
)]
_EXAMPLES = [ipaddress.ip_network(net) for net in (  # RFC 5737, RFC 3849, RFC 9637
    "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20",
)]


def ipv4(value: str) -> str:
    """Four decimal numbers (RFC 791)."""
    try:
        address = ipaddress.IPv4Address(value)
    except ValueError:
        raise Wrong(_("Enter an IPv4 address, for example 203.0.113.25.")) from None
    return _public(address, str(address))


def ipv6(value: str) -> str:
    """As RFC 5952 writes it, with the length of the prefix where one is given (RFC 4291)."""
    plain, slash, length = value.partition("/")
    try:
        address = ipaddress.IPv6Address(plain)
        if address.scope_id or (slash and not (length.isdecimal() and int(length) <= 128)):
            raise ValueError(value)
    except ValueError:
        raise Wrong(_("Enter an IPv6 address, for example 2001:db8::1.")) from None
    mapped = address.ipv4_mapped
    normal = f"::ffff:{mapped}" if mapped else address.compressed
    return _public(address, f"{normal}/{int(length)}" if slash else normal)


def email(value: str) -> str:
    """The host in ASCII and lower case, the name as it is (RFC 5321, IDNA 2008)."""
    name, at, host = value.rpartition("@")
    try:
        normal = f"{name}{at}{domain(host)}"
        validate_email(normal)
    except (ValidationError, Wrong):
        raise Wrong(_("Enter an e-mail address, for example name@example.com.")) from None
    return normal


def domain(value: str) -> str:
    """ASCII, lower case (RFC 1035, IDNA 2008)."""
    try:
        normal = idna.encode(value.rstrip("."), uts46=True).decode().lower()
    except (idna.IDNAError, UnicodeError):
        normal = ""
    if "." not in normal or normal.rpartition(".")[2].isdecimal():
        raise Wrong(_("Enter a domain name, for example example.org."))
    return normal


def url(value: str) -> str:
    """The scheme and the host in lower case, the path as it is."""
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        host = host if _is_address(host) else domain(host)
        shown = f"[{host}]" if ":" in host else host
        normal = urlunsplit(parts._replace(
            scheme=parts.scheme.lower(), netloc=f"{shown}:{parts.port}" if parts.port else shown
        ))
        URLValidator(schemes=["http", "https", "ftp"])(normal)
    except (ValidationError, ValueError, Wrong):
        raise Wrong(_("Enter a full web address, for example https://example.net/u/12345.")) from None
    return normal


def account(value: str) -> str:
    """A name that only its platform understands."""
    return value


def timestamp(value: str) -> str:
    """A moment in ISO 8601, refused without its UTC offset: a log line without one names another person."""
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        raise Wrong(_("Enter the moment as 2026-03-06T17:30:00-05:00.")) from None
    if read.tzinfo is None or not re.search(r"\d[T ]\d", value):
        raise Wrong(_("Add the UTC offset to the moment, for example -05:00 or +08:00."))
    return read.isoformat()


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _public(address: Address, normal: str) -> str:
    if any(address in net for net in _INSIDE if net.version == address.version):
        raise refuse(normal, _("This address is used inside networks only: enter the public one."))
    is_example = any(address in net for net in _EXAMPLES if net.version == address.version)
    if is_example and not settings.MLA_EXAMPLE_ADDRESSES:
        raise refuse(normal, _("This address is reserved for examples: no provider gives it to anybody."))
    return normal
