"""Which schemes of identifiers are there? One table: its name, what it is called, its standard and its rule."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mla.findings import BLOCK, WARN
from mla.identifiers import devices, money, mrz, network, parcels, persons, things


@dataclass(frozen=True, slots=True)
class Scheme:
    """One row. `misread` is what a wrong check digit is worth: parcels are seized with the label half gone."""

    name: str
    label: Promise
    standard: str
    rule: Callable[[str], str]
    misread: str = BLOCK
    is_checked: bool = False
    """Whether a check digit can tell one reading from another, so that a likely one may be proposed."""


def _parcel(name: str, label: Promise, standard: str, rule: Callable[[str], str]) -> Scheme:
    return Scheme(name, label, standard, rule, misread=WARN, is_checked=True)


_ROWS = (
    Scheme("ipv4", _("IPv4 address"), "RFC 791", network.ipv4),
    Scheme("ipv6", _("IPv6 address"), "RFC 4291, RFC 5952", network.ipv6),
    Scheme("email", _("e-mail address"), "RFC 5321", network.email),
    Scheme("account", _("account or user name"), "", network.account),
    Scheme("url", _("web address"), "RFC 3986", network.url),
    Scheme("phone", _("telephone number"), "E.164", devices.phone),
    Scheme("domain", _("domain name"), "RFC 1035, IDNA 2008", network.domain),
    Scheme("hash", _("file hash"), "FIPS 180-4, RFC 1321", things.hash_),
    Scheme("crypto", _("crypto-asset address"), "Base58Check, BIP 173, BIP 350, EIP-55", money.crypto),
    Scheme("iban", _("IBAN"), "ISO 13616", money.iban, is_checked=True),
    Scheme("bank_account", _("bank account"), "", money.bank_account),
    Scheme("bic", _("bank identifier code (BIC)"), "ISO 9362", money.bic),
    Scheme("aba", _("ABA routing number"), "ABA", money.aba, is_checked=True),
    Scheme("cnaps", _("CNAPS bank number"), "CNAPS", money.cnaps),
    Scheme("uetr", _("reference of a transfer (UETR)"), "ISO 20022, RFC 9562", money.uetr),
    Scheme("device", _("device identifier"), "", devices.device, is_checked=True),
    Scheme("imei", _("IMEI of a telephone"), "3GPP TS 23.003", devices.imei, is_checked=True),
    Scheme("imsi", _("IMSI of a subscriber"), "ITU-T E.212", devices.imsi),
    Scheme("iccid", _("number of a SIM card (ICCID)"), "ITU-T E.118", devices.iccid, is_checked=True),
    Scheme("mac", _("MAC address"), "IEEE 802", devices.mac),
    _parcel("s10", _("postal item (S10)"), "UPU S10", parcels.s10),
    _parcel("ups", _("UPS parcel"), "UPS 1Z", parcels.ups),
    _parcel("fedex", _("FedEx parcel"), "FedEx", parcels.fedex),
    _parcel("smartpost", _("FedEx SmartPost parcel"), "FedEx SmartPost", parcels.smartpost),
    _parcel("dhl", _("DHL parcel"), "DHL", parcels.dhl),
    _parcel("usps", _("USPS parcel"), "USPS IMpb", parcels.usps),
    _parcel("mawb", _("master air waybill"), "IATA", parcels.mawb),
    _parcel("container", _("freight container"), "ISO 6346", parcels.container),
    Scheme("parcel", _("parcel of another operator"), "", parcels.parcel, misread=WARN),
    Scheme("prc_id", _("resident identity number (China)"), "GB 11643", persons.prc_id, is_checked=True),
    Scheme("uscc", _("unified social credit code"), "GB 32100", persons.uscc, is_checked=True),
    Scheme("lei", _("legal entity identifier (LEI)"), "ISO 17442", persons.lei, is_checked=True),
    Scheme("mrz", _("machine-readable zone"), "ICAO 9303", mrz.mrz, is_checked=True),
    Scheme("cas", _("CAS number of a substance"), "CAS", things.cas, is_checked=True),
    Scheme("timestamp", _("moment with UTC offset"), "ISO 8601", network.timestamp),
)
SCHEMES: dict[str, Scheme] = {one.name: one for one in _ROWS}
CHOICES = [(one.name, one.label) for one in _ROWS if one.name != "timestamp"]
"""The types of an identifier in a request; a moment stands beside an address, never by itself."""
