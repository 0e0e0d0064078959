"""Accounts, banks, transfers and crypto-assets."""

import hashlib
import re
import uuid

from Crypto.Hash import keccak
from django.utils.translation import gettext as _
from stdnum import bic as stdnum_bic
from stdnum import bitcoin
from stdnum import iban as stdnum_iban
from stdnum.exceptions import ValidationError
from stdnum.us import rtn

from mla.identifiers.marks import bare, by
from mla.identifiers.verdict import Doubt, Misread, Wrong

_ETHEREUM = re.compile(r"0[xX]([0-9a-fA-F]{40})")
_BASE58 = re.compile(r"[1-9A-HJ-NP-Za-km-z]{25,35}")
_BASE58_CHAINS = frozenset({0x00, 0x05, 0x41, 0x30, 0x32, 0x1E})  # Bitcoin twice, Tron, Litecoin twice, Dogecoin
_BECH32 = re.compile(r"(bc|ltc)1([02-9ac-hj-np-z]{11,87})")
_BECH32_SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32M = 0x2BC830A3


def iban(value: str) -> str:
    """ISO 13616: remainder 1 modulo 97, and the length of its country."""
    return by(lambda number: stdnum_iban.validate(number, check_country=False), bare(value),
              _("Enter the IBAN: the country's two letters, two digits, then up to 30 letters and digits."))


def bic(value: str) -> str:
    """ISO 9362: eight or eleven signs."""
    return by(stdnum_bic.validate, bare(value),
              _("Enter the BIC: four letters of the bank, two of the country, two signs, and three of the branch."))


def aba(value: str) -> str:
    """The routing number of a bank in the United States: weights 3, 7, 1, modulo 10."""
    return by(rtn.validate, bare(value), _("Enter the ABA routing number: nine digits, for example 021000021."))


def cnaps(value: str) -> str:
    """The number of a bank in China: twelve digits."""
    number = bare(value)
    if not re.fullmatch(r"[0-9]{12}", number):
        raise Wrong(_("Enter the CNAPS code: twelve digits."))
    return number


def bank_account(value: str) -> str:
    """Letters and digits."""
    normal = re.sub(r"[\s\-]", "", value).upper()
    if not re.fullmatch(r"[0-9A-Z]*[0-9][0-9A-Z]*", normal):
        raise Wrong(_("Enter the account number: letters and digits only."))
    return normal


def uetr(value: str) -> str:
    """The reference of a transfer from end to end: a UUID of version 4."""
    try:
        read = uuid.UUID(value)
    except ValueError:
        read = uuid.NAMESPACE_DNS
    if read.version != 4 or len(value) != 36:
        raise Wrong(_("Enter the UETR: a UUID of version 4, for example 00000000-0000-4000-8000-000000000001."))
    return str(read)


def crypto(value: str) -> str:
    """An address of Bitcoin, Litecoin, Dogecoin, Tron or Ethereum, by the check its chain has."""
    if found := _ETHEREUM.fullmatch(value):
        return _ethereum(found[1])
    if value in (value.lower(), value.upper()) and (found := _BECH32.fullmatch(value.lower())):
        return _segwit(value.lower(), found[1], found[2])
    if _BASE58.fullmatch(value):
        raw = bitcoin.b58decode(value)
        if len(raw) == 25 and raw[0] in _BASE58_CHAINS:
            if hashlib.sha256(hashlib.sha256(raw[:-4]).digest()).digest()[:4] != raw[-4:]:
                raise Misread(value)
            return value
    raise Wrong(_("This is no Bitcoin or Ethereum address: check each character."))


def _ethereum(digits: str) -> str:
    """EIP-55: the letters' case is the check. An address in one case has none."""
    low = digits.lower()
    signs = keccak.new(digest_bits=256, data=low.encode()).hexdigest()
    normal = "0x" + "".join(one.upper() if int(sign, 16) > 7 else one for one, sign in zip(low, signs, strict=False))
    if digits not in (low, digits.upper()) and digits != normal[2:]:
        raise Misread(f"0x{digits}")
    if digits != normal[2:]:
        raise Doubt(normal, _("Written in one case it has no check: compare each character once more."))
    return normal


def _segwit(address: str, prefix: str, data: str) -> str:
    """BIP 173 for version 0, BIP 350 for the later ones."""
    values = [_BECH32_SIGNS.index(one) for one in data]
    expanded = [ord(one) >> 5 for one in prefix] + [0] + [ord(one) & 31 for one in prefix]
    version = values[0]
    if bitcoin.bech32_checksum(expanded + values) != (_BECH32M if version else 1):
        raise Misread(address)
    try:
        program = bitcoin.b32decode(values[1:-6])
    except ValidationError:
        program = b""
    if version > 16 or not 2 <= len(program) <= 40 or (version == 0 and len(program) not in (20, 32)):
        raise Wrong(_("This is no Bitcoin or Ethereum address: check each character."))
    return address
