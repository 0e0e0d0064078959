"""What does a letter print? A plain snapshot, frozen in the act's transaction: its head, and the sections it needs.

Never in it: opinions, internal notes, or an article that nobody has verified.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings

from documents import certificates, languages
from documents.catalogue import title
from documents.models import Attachment, Letter
from documents.terms import NOTHING, Pair, article, either, joined, named, term
from documents.terms import day as written
from mla import reference, texts
from mla.issuing import Addressee
from mla.models import AssistanceItem, Authority, Citation, Event, Request, RequestLink, User
from mla.texts import Text
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
    item: AssistanceItem | None = None  # the one that the letter in hand is about
    left_out: list[dict[str, str]] = field(default_factory=list)  # what the letter in hand does not cite, unverified

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
        if to == "corrected":
            return by_pk[self.corrected.addressee_id]
        if request.requested_authority_id and by_pk[request.requested_authority_id].party_id == request.counterpart_id:
            return by_pk[request.requested_authority_id]
        theirs = (one for one in by_pk.values() if one.party_id == request.counterpart_id)
        return next(one for one in theirs if one.kind == AuthorityKind.CENTRAL)

    @cached_property
    def corrected(self) -> Letter:
        """The letter that the act corrects."""
        return Letter.objects.get(request=self.request, number=self.facts["letter"])

    @cached_property
    def certified(self) -> dict[str, dict[str, str]]:
        """What was told for the certificates, by the number of the item."""
        return certificates.told(self.request)

    @cached_property
    def items(self) -> list[AssistanceItem]:
        """The items, as the act left them."""
        return list(self.request.items.all())

    def seq(self, item_id: int | None) -> int | None:
        """The number of an item; None for what belongs to the whole request."""
        return next((one.seq for one in self.items if one.pk == item_id), None)

    @cached_property
    def texts(self) -> dict[str, Pair]:
        """The request's free texts with their translations, by key."""
        return {one.key: _both(one) for one in self._texts}

    def worded(self, text: str, language: str = "") -> Pair:
        """A text with its translation where it is one of those; else alone, in the language it is in."""
        return self._worded.get(text.strip()) or either(text, "", language)

    @cached_property
    def _worded(self) -> dict[str, Pair]:
        return {one.original.strip(): _both(one) for one in self._texts}

    @cached_property
    def _texts(self) -> list[Text]:
        return texts.texts_of(self.request)

    @cached_property
    def citations(self) -> dict[str, list[Citation]]:
        """The articles of the instrument, by what they are cited for."""
        found: dict[str, list[Citation]] = {}
        for one in reference.CITATIONS.at(self.stamp).get(self.request.instrument_id or 0, ()):
            found.setdefault(one.subject, []).append(one)
        return found

    @cached_property
    def grounds(self) -> dict[str, Pair]:
        """The grounds' names, by code."""
        known = reference.GROUNDS.at(self.stamp).values()
        return {one.code: named(one.name_en, one.name_zh) for one in known}

    @cached_property
    def attachments(self) -> list[Attachment]:
        """The files of the request."""
        return list(self.request.attachments.order_by("pk"))

    @cached_property
    def links_back(self) -> list[RequestLink]:
        """The links with the requests that this one goes back to, and those requests."""
        return list(self.request.links_back.select_related("earlier"))

    @cached_property
    def signatory(self) -> User | None:
        """Who signs for the central authority: the person who acts; who granted the request, or let it out before its
        review, where that was another office's (at transmission, and when the agency answers or withdraws)."""
        if self.event.verb != "transmit" and (self.by is None or self.by.is_central):
            return self.by
        decided = self.request.events.filter(verb__in=("grant", "expedite"), party=HOME)
        granted = decided.select_related("actor").order_by("seq").last()
        return granted.actor if granted else None

    def day(self, value: datetime) -> Pair:
        """The day of a moment at the sender's."""
        return written(value.astimezone(self.sender.tz).date())

    def citation(self, code: str) -> Pair:
        """The verified articles cited for a ground, check or type; others are left out, and `left_out` says so."""
        cited = self.citations.get(code, [])
        for one in cited:
            if not one.is_verified:
                self.leave_out(one.article, code)
        return joined(article(one.article) for one in cited if one.is_verified)

    def leave_out(self, cited: str, code: str) -> None:
        """Note an article that the letter in hand would cite if somebody had verified it."""
        flaw = {"article": cited, "for": code}
        if flaw not in self.left_out:
            self.left_out.append(flaw)


def head(material: Material, code: str, addressee: Authority, number: str) -> Contents:
    """What every letter has: who writes to whom, under which numbers, in which languages, and whom to turn to."""
    request, sender = material.request, material.sender
    tongues = languages.of(sender.party, addressee.party)
    return {
        "code": code, "number": number, "is_demo": settings.MLA_DEMO, "languages": tongues,
        "title": named(*title(code, request.kind)), "subject": _subject(request),
        "date": material.day(material.now),
        "references": {"ours": request.own_reference, "theirs": request.foreign_reference},
        "sender": letterhead(sender), "addressee": letterhead(addressee),
        "classification": term("classification", int(request.classification)),
        "urgency": term("urgency", request.urgency),
        "denies_private_rights": bool(request.instrument and request.instrument.denies_private_rights),
        "prevailing": term("language", languages.prevailing(sender.party, tongues)) if len(tongues) > 1 else None,
        "contact": _contact(sender), "signatory": _signatory(material),
        "record": {"head": request.record_end.head, "length": request.record_end.length},
    }


def letterhead(one: Authority) -> Contents:
    """An authority as letters name it; the party stands apart where the name does not contain it."""
    names, party = named(one.name_en, one.name_zh), named(one.party.formal_en, one.party.formal_zh)
    return {
        "party": {key: "" if state in names[key] else state for key, state in party.items()},
        "name": names, "unit": {"en": one.unit_en, "zh": one.unit_zh},
        "address": {"en": one.address_en, "zh": one.address_zh},
    }


def _both(one: Text) -> Pair:
    return either(one.original, one.translation if one.is_current else "", one.language)


def _subject(request: Request) -> Pair:
    """The title in its own language and, where its present wording is translated, in the other."""
    said = request.title_said if hasattr(request, "title_said") else texts.title_said(request)
    translation = said[0] if said and said[1] == texts.digest(request.title) else ""
    return either(request.title, translation, request.language)


def _contact(sender: Authority) -> Contents | None:
    working = [one for one in sender.contacts.all() if one.level == "working"]
    if not working:
        return None
    one = working[0]
    return {
        "name": named(one.name_en, one.name_zh), "title": {"en": one.title_en, "zh": one.title_zh},
        "phone": one.phone, "email": one.email, "office_hours": named(one.office_hours_en, one.office_hours_zh),
    }


def _signatory(material: Material) -> Contents | None:
    """Who signs; None where the office acts by itself and its seal stands for a signature."""
    user = material.signatory
    if user is None:
        return {"name": dict(NOTHING), "title": dict(NOTHING)} if material.by else None
    return {"name": user.names, "title": either(user.title, user.title_zh)}
