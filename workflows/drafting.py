"""How does a draft come from ready material (a demo case, an import)? Columns and subjects in one transaction."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from mla import identifiers
from mla.links import storing
from mla.models import (
    AssistanceItem,
    Authority,
    Compartment,
    Identifier,
    Instrument,
    Offence,
    Organisation,
    Party,
    Person,
    Request,
    User,
)
from mla.vocabulary import Direction
from workflows import attaching, engine

COLUMNS = (
    "title", "urgency", "urgency_reason", "theme", "classification", "channel", "foreign_reference", "language",
    "investigating_authority", "investigating_functions", "subject_matter", "proceeding_stage", "facts", "purpose",
    "nexus", "special_procedure", "time_limit_reason", "confidentiality", "confidentiality_reason", "details",
)
DAYS = ("born_on", "committed_from", "committed_to")


def draft_from(case: dict[str, Any], *, by: User, now: datetime) -> Request:
    """A draft with the case's answers, persons, offences, identifiers, items and files; dates given in days count from
    `now`."""
    with transaction.atomic():
        request = engine.open_draft(
            kind=case["kind"], direction=case["direction"], by=by, now=now, **_fields(case, now)
        )
        persons = [Person.objects.create(request=request, **_dated(one)) for one in case["persons"]]
        items = {}
        for seq, item in enumerate(case["items"], 1):
            items[seq] = AssistanceItem.objects.create(
                request=request, seq=seq, type=item["type"], description=item["description"], purpose=item["purpose"],
                details=_naming(item["details"], persons), hearing_on=_in_days(item.get("hearing_in_days"), now),
            )
        Organisation.objects.bulk_create(Organisation(request=request, **one) for one in case["organisations"])
        Offence.objects.bulk_create(Offence(request=request, **_dated(one)) for one in case["offences"])
        Identifier.objects.bulk_create(_identifier(request, items, one) for one in case["identifiers"])
        storing.follow(request)
        for paper in case.get("files", ()):
            upload = SimpleUploadedFile(paper["name"], paper["text"].encode())
            attaching.attach(request, upload, by=by, now=now, title=paper["title"], purpose="annex")
    return request


def _fields(case: dict[str, Any], now: datetime) -> dict[str, Any]:
    fields = {key: case[key] for key in COLUMNS}
    fields |= {
        "counterpart": Party.objects.get(code=case["counterpart"]),
        "instrument": Instrument.objects.filter(code=case["instrument"]).first(),
        "agency": Authority.objects.filter(code=case["agency"]).first(),
        "requested_authority": Authority.objects.filter(code=case["requested_authority"]).first(),
        "compartment": Compartment.objects.filter(code=case["compartment"]).first(),
        "time_limit_on": _in_days(case["time_limit_in_days"], now),
        "tlp": case.get("tlp", ""),
    }
    if case["direction"] == Direction.IN:
        fields["received_at"] = now
        fields["details"] = {"addressee": Authority.objects.own().pk, **fields["details"]}
    return fields


def _identifier(request: Request, items: dict[int, AssistanceItem], given: dict[str, Any]) -> Identifier:
    normalized, _message = identifiers.normalise(given["scheme"], given["value"])
    own = {"item": items.get(given.get("item") or 0), "normalized": normalized or given["value"]}
    return Identifier(request=request, **{**given, **own})


def _naming(details: dict[str, Any], persons: list[Person]) -> dict[str, Any]:
    """A detail “@1” names the first person of the case."""
    named = {f"@{number}": person.pk for number, person in enumerate(persons, 1)}
    return {key: named.get(value, value) if isinstance(value, str) else value for key, value in details.items()}


def _dated(given: dict[str, Any]) -> dict[str, Any]:
    return {key: date.fromisoformat(value) if key in DAYS and value else value for key, value in given.items()}


def _in_days(days: int | None, now: datetime) -> date | None:
    return (now + timedelta(days=days)).date() if days is not None else None
