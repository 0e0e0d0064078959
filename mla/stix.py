"""What does a STIX 2.1 bundle say, and how is a lead written as one? The one door to the library."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

import stix2
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from stix2.exceptions import STIXError

from mla.models import Authority, Request
from mla.vocabulary import Tlp

MOST_BYTES, MOST_OBJECTS, LONGEST = 1_000_000, 1000, 10_000
"""The limits of a bundle: bytes of the file, objects in it, characters of a pattern."""
SHARED = frozenset({
    "indicator", "malware", "attack-pattern", "threat-actor", "identity", "infrastructure", "observed-data", "report",
    "sighting", "relationship", "marking-definition",
})
OBSERVED = {
    "ipv4-addr": "ipv4", "ipv6-addr": "ipv6", "domain-name": "domain", "url": "url", "email-addr": "email",
    "file": "hash", "network-traffic": "", "user-account": "", "autonomous-system": "", "mac-addr": "", "software": "",
}
"""The cyber-observable objects that are taken, each with the scheme of its value among our identifiers."""
_TLP2 = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
MARKINGS = {
    Tlp.CLEAR: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    Tlp.GREEN: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    Tlp.AMBER: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    Tlp.AMBER_STRICT: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    Tlp.RED: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}
"""The published marking definitions of the traffic light protocol 2.0, and below those of its first version."""
_KNOWN = {identifier: tlp for tlp, identifier in MARKINGS.items()} | {
    stix2.TLP_WHITE.id: Tlp.CLEAR, stix2.TLP_GREEN.id: Tlp.GREEN, stix2.TLP_AMBER.id: Tlp.AMBER,
    stix2.TLP_RED.id: Tlp.RED,
}
_ORDER = list(Tlp)
_SPACE = UUID("5f2f6f4e-2b0e-5a5e-9c0a-6d6c61000001")
_SIMPLE = re.compile(r"\[\s*([a-z0-9-]+):([a-zA-Z0-9_.'-]+)\s*=\s*'((?:[^'\\]|\\.)*)'\s*\]")
_PATTERNS = {
    "ipv4": "ipv4-addr:value", "ipv6": "ipv6-addr:value", "domain": "domain-name:value", "url": "url:value",
    "email": "email-addr:value",
}
_HASHES = {32: "MD5", 40: "'SHA-1'", 64: "'SHA-256'"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One object of a bundle: its number there, and what is wrong with it; `content` as the library reads it."""

    number: int
    type: str
    id: str
    name: str
    tlp: str
    content: dict[str, Any] = field(default_factory=dict)
    error: str = ""

    @property
    def label(self) -> str:
        """Its marking, as the protocol writes it; empty for none."""
        return Tlp(self.tlp).label if self.tlp else ""

    @property
    def values(self) -> list[tuple[str, str]]:
        """The addresses, names and digests it is about, as (scheme, value)."""
        return list(_values(self.content))


def read(raw: bytes) -> list[Entry]:
    """Every object of the bundle, the wrong ones with what is wrong. ValidationError where the file is none.

    Nothing in it is fetched or run; what its references name is not looked up.
    """
    objects = _objects(raw)
    entries = [_entry(number, one) for number, one in enumerate(objects, 1)]
    markings = {one.id: one.content for one in entries if one.type == "marking-definition"}
    return [_marked(one, markings) for one in entries]


def bundle(request: Request, sender: Authority, contents: Iterable[dict[str, Any]]) -> str:
    """The lead as a bundle: who sends it, a report with what it tells, its objects, its identifiers as indicators."""
    tlp = Tlp(request.tlp or Tlp.AMBER)
    at, marking = request.created_at, _marking(tlp)
    source = stix2.Identity(
        id=f"identity--{uuid5(_SPACE, sender.code)}", created=at, modified=at, name=sender.name_en,
        identity_class="organization",
    )
    common = {"created": at, "modified": at, "created_by_ref": source.id, "object_marking_refs": [marking.id]}
    given = [stix2.parse(one, version="2.1") for one in contents]
    own = [_indicator(request, one.scheme, one.normalized, common) for one in request.identifiers.order_by("pk")]
    shown = [one for one in (*given, *own) if one is not None]
    name = request.own_reference or request.title
    report = stix2.Report(
        id=f"report--{uuid5(_SPACE, f'request {request.pk}')}", name=name, description=request.facts,
        published=at, report_types=["indicator"],
        object_refs=[one.id for one in shown if one.type != "marking-definition"] or [source.id], **common,
    )
    unique = {one.id: one for one in (marking, source, *shown, report)}
    made = stix2.Bundle(id=f"bundle--{uuid5(_SPACE, f'bundle {request.pk}')}", objects=list(unique.values()))
    return str(made.serialize(pretty=True))


def strictest(markings: Iterable[str]) -> str:
    """Of several markings the one that lets the fewest know; empty where there is none."""
    known = [Tlp(one) for one in markings if one]
    return min(known, key=_ORDER.index) if known else ""


def _objects(raw: bytes) -> list[Any]:
    if len(raw) > MOST_BYTES:
        sizes = {"size": filesizeformat(len(raw)), "limit": filesizeformat(MOST_BYTES)}
        raise ValidationError(_("The file has %(size)s; the limit is %(limit)s.") % sizes)
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValidationError(_("The file is not text in UTF-8.")) from None
    except json.JSONDecodeError as problem:
        told = {"line": problem.lineno, "column": problem.colno}
        raise ValidationError(_("The file is no JSON: line %(line)s, column %(column)s.") % told) from None
    except RecursionError:
        raise ValidationError(_("The file nests its values too deeply.")) from None
    if not isinstance(found, dict) or found.get("type") != "bundle" or not isinstance(found.get("objects"), list):
        raise ValidationError(_("This is no STIX bundle: it has no list of objects."))
    if len(found["objects"]) > MOST_OBJECTS:
        raise ValidationError(_("The bundle has %(count)s objects; the limit is %(most)s.") % {
            "count": len(found["objects"]), "most": MOST_OBJECTS})
    return list(found["objects"])


def _entry(number: int, given: Any) -> Entry:
    if not isinstance(given, dict) or not isinstance(given.get("type"), str):
        return Entry(number, "", "", "", "", error=_("This is no STIX object: it has no type."))
    sort, key = given["type"], str(given.get("id", ""))[:100]
    if sort not in SHARED and sort not in OBSERVED:
        return Entry(number, sort[:40], key, "", "", error=_("Objects of this type are not taken."))
    if any(len(one) > LONGEST for one in given.values() if isinstance(one, str)):
        return Entry(number, sort, key, "", "", error=_("A text of this object is longer than 10,000 characters."))
    try:
        content = json.loads(stix2.parse(given, version="2.1").serialize())
    except (STIXError, ValueError, TypeError, AttributeError, KeyError, RecursionError) as problem:
        return Entry(number, sort, key, "", "", error=str(problem)[:300] or _("This object cannot be read."))
    return Entry(number, sort, content["id"], _named(content), "", content)


def _marked(entry: Entry, markings: dict[str, dict[str, Any]]) -> Entry:
    """The entry with the strictest of its markings."""
    refs = entry.content.get("object_marking_refs", ())
    tlp = strictest(_KNOWN.get(one) or _tlp_of(markings.get(one, {})) for one in refs)
    return Entry(entry.number, entry.type, entry.id, entry.name, tlp, entry.content, entry.error)


def _tlp_of(marking: dict[str, Any]) -> str:
    """What a marking definition of the sender's own says in the words of the protocol; empty for another marking."""
    second = marking.get("extensions", {}).get(_TLP2, {}).get("tlp_2_0", "")
    said = str(second or marking.get("definition", {}).get("tlp", "")).replace("+", "_")
    said = "clear" if said == "white" else said
    return said if said in Tlp.values else ""


def _named(content: dict[str, Any]) -> str:
    """What a reader knows the object by."""
    if content["type"] in ("relationship", "sighting"):
        ends = (content.get("source_ref", ""), content.get("relationship_type", ""), content.get("target_ref", ""))
        return " ".join(one for one in ends if one) or str(content.get("sighting_of_ref", ""))
    names = (content.get(one) for one in ("name", "value", "pattern", "user_id", "account_login", "definition_type"))
    first = next((str(one) for one in names if one), "")
    return (first or ", ".join(content.get("hashes", {}).values()) or content["id"])[:300]


def _values(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    sort = content.get("type", "")
    if sort == "file":
        yield from (("hash", one) for one in content.get("hashes", {}).values())
    elif OBSERVED.get(sort) and content.get("value"):
        yield OBSERVED[sort], content["value"]
    elif sort == "indicator" and content.get("pattern_type") == "stix":
        for about, _path, value in _SIMPLE.findall(content["pattern"]):
            if OBSERVED.get(about):
                yield OBSERVED[about], re.sub(r"\\(.)", r"\1", value)


def _indicator(request: Request, scheme: str, value: str, common: dict[str, Any]) -> Any:
    """An identifier as an indicator; None for one that no pattern expresses."""
    path = f"file:hashes.{_HASHES[len(value)]}" if scheme == "hash" and len(value) in _HASHES else _PATTERNS.get(scheme)
    if not path or not value:
        return None
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return stix2.Indicator(
        id=f"indicator--{uuid5(_SPACE, f'{request.pk} {scheme} {value}')}", name=value,
        pattern=f"[{path} = '{escaped}']",
        pattern_type="stix", valid_from=request.created_at, indicator_types=["malicious-activity"], **common,
    )


def _marking(tlp: Tlp) -> Any:
    return stix2.parse({
        "type": "marking-definition", "spec_version": "2.1", "id": MARKINGS[tlp], "created": "2022-10-01T00:00:00.000Z",
        "name": tlp.label, "extensions": {_TLP2: {
            "extension_type": "property-extension", "tlp_2_0": tlp.value.replace("_", "+"),
        }},
    }, version="2.1")
