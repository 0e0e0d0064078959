"""Which keys does a request have? Pure: from its persons, organisations, identifiers, items and their reference.

What names a bank, a substance or nothing but a type is no key: half the office would be linked by it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from mla.links import names, places
from mla.models import Identifier, Organisation, Person, Request

Key = tuple[str, str]  # its sort and its normal form
LONGEST = 120
_CODE = re.compile(r"[A-Z0-9]{6,30}")
_DAY = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])")
_FORMS = re.compile(r"\b(co|company|corp|corporation|inc|incorporated|limited|llc|llp|ltd|plc|gmbh|ag|sa|the)\b")
_ACCOUNTS = ("account", "accounts")
"""Answers of items that hold accounts among other words."""
_SORTS = {
    "ipv4": "network", "ipv6": "network", "email": "account", "account": "account", "url": "network",
    "phone": "number", "domain": "network", "hash": "file", "crypto": "account", "iban": "account",
    "bank_account": "account", "uetr": "transfer", "device": "device", "imei": "device", "imsi": "device",
    "iccid": "device", "mac": "device", "s10": "parcel", "ups": "parcel", "fedex": "parcel", "smartpost": "parcel",
    "dhl": "parcel", "usps": "parcel", "mawb": "parcel", "container": "parcel", "parcel": "parcel",
    "prc_id": "document", "mrz": "document", "uscc": "registration", "lei": "registration",
}


def of_request(request: Request) -> dict[Key, str]:
    """Each key with what it was made of, as it stands in the request. Four queries, unless they are prefetched."""
    found: dict[Key, str] = {}
    for sort, key, said in _every(request):
        if key and len(key) <= LONGEST:
            found.setdefault((sort, key), said[:200])
    return found


def _every(request: Request) -> Iterator[tuple[str, str, str]]:
    for person in request.persons.all():
        yield from _of_person(person)
    for organisation in request.organisations.all():
        yield from _of_organisation(organisation)
    for identifier in request.identifiers.all():
        yield from _of_identifier(identifier)
    for item in request.items.all():
        for name in _ACCOUNTS:
            said = item.details.get(name)
            yield from (("account", code, str(said)) for code in codes(said if isinstance(said, str) else ""))
    if request.foreign_reference:
        yield "reference", f"{request.counterpart_id}:{_bare(request.foreign_reference)}", request.foreign_reference


def _of_person(person: Person) -> Iterator[tuple[str, str, str]]:
    for key in names.keys(person.surname, person.given_names, person.native_name, person.aliases):
        yield "person", key, str(person)
        if person.born_on:
            yield "born", f"{key} {person.born_on.isoformat()}", f"{person}, {person.born_on.isoformat()}"
    for code in codes(person.document):
        yield "document", code, person.document
    yield "place", places.key(person.address), person.address


def _of_organisation(one: Organisation) -> Iterator[tuple[str, str, str]]:
    plain = _FORMS.sub(" ", unicodedata.normalize("NFKC", one.name).casefold().replace(".", ""))
    yield "organisation", names.folded(plain), one.name
    yield "organisation", names.folded(one.native_name), one.native_name
    if re.search(r"[0-9]", one.registration):
        yield "registration", _bare(one.registration), one.registration


def _of_identifier(one: Identifier) -> Iterator[tuple[str, str, str]]:
    sort = _SORTS.get(one.scheme)
    if sort and one.normalized:
        yield sort, _KEYS.get(one.scheme, _bare)(one.normalized), one.value


def codes(text: str) -> list[str]:
    """The numbers in a text: of six signs or more, at least four of them digits, and no day."""
    found = _CODE.findall(re.sub(r"(?<=[0-9])[ -](?=[0-9])", "", unicodedata.normalize("NFKC", text).upper()))
    return [one for one in found if sum(map(str.isdigit, one)) >= 4 and not _DAY.fullmatch(one)]


def _bare(value: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKC", value).upper() if one.isalnum())


def _low(value: str) -> str:
    return value.casefold()


def _of_crypto(value: str) -> str:
    """The case of an Ethereum address is its check alone."""
    return value.lower() if value[:2].lower() == "0x" else value


def _of_zone(value: str) -> str:
    """The number of the document, out of a machine-readable zone."""
    lines = value.split("\n")
    first = lines[0][5:14] if len(lines) == 3 else lines[-1][:9]
    return first.rstrip("<") if len(value) > 15 else value[:-1].rstrip("<")


_KEYS: dict[str, Callable[[str], Any]] = {
    "ipv4": str, "ipv6": str, "url": str, "email": _low, "account": _low, "domain": _low, "crypto": _of_crypto,
    "hash": _low, "uetr": _low, "phone": str, "mrz": _of_zone,
}
