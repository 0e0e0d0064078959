"""What does a letter print? A plain snapshot, frozen in the act's transaction: its head, and the sections it needs.

Never in it: opinions, internal notes, or an article that nobody has verified.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings

from documents.catalogue import Addressee, title
from documents.models import Attachment, Letter
from documents.terms import Pair, article, either, term
from documents.terms import day as written
from mla import reference, texts
from mla.models import AssistanceItem, Authority, Event, Request, User
from mla.vocabulary import HOME, AuthorityKind

Contents = dict[str, Any]


@dataclass
class Material:
    """What the letters of one act are made of. Each part is read once, and only if a letter prints it."""

    event: Event
    request: Request
    by: User | None
    now: datetime
    clocks: list[dict[str, Any]]
    issued: list[Letter] = field(default_factory=list)  # those the same act issues before

    @property
    def facts(self) -> dict[str, Any]:
        """What was said with the act."""
        return self.event.details

    @cached_property
    def authorities(self) -> dict[int, Authority]:
        """Every authority that is known, with its party and contacts."""
        return reference.AUTHORITIES.at(self.stamp)

    @cached_property
    def stamp(self) -> UUID:
        """Which reference data the letters of this act are made of."""
        return reference.stamp_of(self.request)

    @cached_property
    def sender(self) -> Authority:
        """The office's own central authority."""
        return next(one for one in self.authorities.values() if one.code == settings.MLA_OFFICE_AUTHORITY)

    def addressee(self, to: Addressee) -> Authority:
        """Whom the letter goes to."""
        by_pk, request = self.authorities, self.request
        if to == "agency":
            return by_pk[request.agency_id] if request.agency_id else self.sender
        if to == "executing":
            return by_pk[int(self.facts["authority"])]
        if request.requested_authority_id and by_pk[request.requested_authority_id].party_id == request.counterpart_id:
            return by_pk[request.requested_authority_id]
        theirs = (one for one in by_pk.values() if one.party_id == request.counterpart_id)
        return next(one for one in theirs if one.kind == AuthorityKind.CENTRAL)

    @cached_property
    def items(self) -> list[AssistanceItem]:
        """The items, as the act left them."""
        return list(self.request.items.all())

    def seq(self, item_id: int | None) -> int | None:
        """The number of an item; None for what belongs to the whole request."""
        return next((one.seq for one in self.items if one.pk == item_id), None)

    @cached_property
    def texts(self) -> dict[str, Pair]:
        """The request's free texts with their translations."""
        language = self.request.language
        return {
            one.key: either(one.original, one.translation if one.is_current else "", language)
            for one in texts.texts_of(self.request)
        }

    @cached_property
    def articles(self) -> dict[str, list[str]]:
        """The verified articles of the instrument, by what they are cited for. An unverified one is not printed."""
        found: dict[str, list[str]] = {}
        for one in reference.CITATIONS.at(self.stamp).get(self.request.instrument_id or 0, ()):
            if one.is_verified:
                found.setdefault(one.subject, []).append(one.article)
        return found

    @cached_property
    def grounds(self) -> dict[str, Pair]:
        """The grounds' names, by code."""
        known = reference.GROUNDS.at(self.stamp).values()
        return {one.code: {"en": one.name_en, "zh": one.name_zh} for one in known}

    @cached_property
    def attachments(self) -> list[Attachment]:
        """The files of the request."""
        return list(self.request.attachments.order_by("pk"))

    @cached_property
    def signatory(self) -> User | None:
        """Who signs for the central authority: the person who acts; who granted the request where that was another
        office's (at transmission, and when the agency answers or withdraws)."""
        if self.event.verb != "transmit" and (self.by is None or self.by.is_central):
            return self.by
        granted = self.request.events.filter(verb="grant", party=HOME).select_related("actor").order_by("seq").last()
        return granted.actor if granted else None

    def day(self, value: datetime) -> Pair:
        """The day of a moment at the sender's."""
        return written(value.astimezone(self.sender.tz).date())

    def citation(self, code: str) -> Pair:
        """The verified articles cited for a ground, check or type; empty if there is none."""
        cited = [article(one) for one in self.articles.get(code, ())]
        return {"en": ", ".join(one["en"] for one in cited), "zh": "、".join(one["zh"] for one in cited)}


def head(material: Material, code: str, addressee: Authority, number: str) -> Contents:
    """What every letter has: who writes to whom, under which numbers, on what basis."""
    request, sender = material.request, material.sender
    english, chinese = title(code, request.kind)
    return {
        "code": code, "number": number, "is_demo": settings.MLA_DEMO,
        "title": {"en": english, "zh": chinese},
        "subject": either(request.title),
        "date": material.day(material.now) | {"iso": material.now.astimezone(sender.tz).date().isoformat()},
        "references": {"ours": request.own_reference, "theirs": request.foreign_reference},
        "sender": _letterhead(sender), "addressee": _letterhead(addressee),
        "requesting": _party(sender if request.is_outgoing else None, request),
        "requested": _party(None if request.is_outgoing else sender, request),
        "classification": term("classification", int(request.classification)),
        "urgency": term("urgency", request.urgency),
        "instrument": _instrument(request), "prevailing": term("language", sender.party.language),
        "contact": _contact(sender), "signatory": _signatory(material.signatory),
        "record": {"head": request.record_head, "length": request.record_length},
    }


def _letterhead(one: Authority) -> Contents:
    party = one.party
    return {
        "party": {
            "en": "" if party.formal_en in one.name_en else party.formal_en,
            "zh": "" if party.formal_zh in one.name_zh else party.formal_zh,
        },
        "name": {"en": one.name_en, "zh": one.name_zh or one.name_en},
        "unit": {"en": one.unit_en, "zh": one.unit_zh}, "address": {"en": one.address_en, "zh": one.address_zh},
    }


def _party(own: Authority | None, request: Request) -> Pair:
    party = own.party if own else request.counterpart
    return {"en": party.formal_en, "zh": party.formal_zh}


def _instrument(request: Request) -> Contents | None:
    one = request.instrument
    if one is None:
        return None
    return {
        "name": {"en": one.name_en, "zh": one.name_zh}, "basis": {"en": one.basis_en, "zh": one.basis_zh},
        "denies_private_rights": one.denies_private_rights,
    }


def _contact(sender: Authority) -> Contents | None:
    working = [one for one in sender.contacts.all() if one.level == "working"]
    if not working:
        return None
    one = working[0]
    return {
        "name": {"en": one.name_en, "zh": one.name_zh}, "title": {"en": one.title_en, "zh": one.title_zh},
        "phone": one.phone, "email": one.email, "office_hours": one.office_hours,
    }


def _signatory(user: User | None) -> Contents:
    return {"name": str(user or ""), "name_zh": user.name_zh if user else "", "title": user.title if user else ""}
