"""How do the objects of a bundle come into a request, and how do they leave it? Under its lock, and on the record."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mla import access, drafts, identifiers, stix
from mla.exceptions import NotPossible, PermissionDenied
from mla.models import Authority, Identifier, Request, SharedObject, User
from mla.stix import Entry
from mla.vocabulary import OPEN, Direction, Role, State, Tlp
from workflows.locking import locked


@dataclass(frozen=True, slots=True)
class Trial:
    """What an import would bring: the entries, and of them what is new, known already, or wrong."""

    entries: list[Entry]
    known: frozenset[str]

    @property
    def new(self) -> list[Entry]:
        """What would be added."""
        return [one for one in self.entries if not one.error and one.id not in self.known]

    @property
    def wrong(self) -> list[Entry]:
        """What is not taken, with the reason."""
        return [one for one in self.entries if one.error]


def may_add(user: User, request: Request) -> bool:
    """Whether the person may add objects: whoever writes the draft; the registrar while an incoming one is open."""
    if request.state == State.DRAFT:
        return drafts.may_draft(user, request)
    is_ours_to_file = request.direction == Direction.IN and request.state in OPEN
    return is_ours_to_file and access.holds(user, Role.REGISTRAR, request)


def may_take(request: Request) -> bool:
    """Whether the objects may leave as a bundle."""
    return access.may_export(request)


def try_out(request: Request, raw: bytes) -> Trial:
    """The dry run: nothing is stored. ValidationError where the file is no bundle.

    An object that is marked more strictly than the request is refused: it would be read by more than it may.
    """
    entries = [_kept_within(one, request.tlp) for one in _once(stix.read(raw))]
    known = request.shared_objects.filter(stix_id__in=[one.id for one in entries])
    return Trial(entries, frozenset(known.values_list("stix_id", flat=True)))


def add(request: Request, raw: bytes, *, by: User, now: datetime) -> int:
    """Store what is new and right, and its addresses among the identifiers; how many objects were stored."""
    with transaction.atomic(), locked(request.pk, by) as held:
        if not may_add(by, held):
            raise PermissionDenied(_("You may not add objects to this request."))
        new = try_out(held, raw).new
        if not new:
            raise NotPossible(_("The bundle has no new object that can be taken."))
        SharedObject.objects.bulk_create(
            SharedObject(request=held, stix_id=one.id, type=one.type, name=one.name, tlp=one.tlp, content=one.content,
                         added_at=now) for one in new
        )
        _identify(held, new)
        held.record("import", by=by, now=now, objects=len(new))
    return len(new)


def take(request: Request, *, by: User, now: datetime) -> str:
    """The bundle of the request, recorded as a download. What is marked TLP:RED is never in it."""
    with transaction.atomic(), locked(request.pk, by) as held:
        if not may_take(held):
            raise PermissionDenied(_("What is marked TLP:RED is not exported."))
        rows = held.shared_objects.exclude(tlp=Tlp.RED)
        made = stix.bundle(held, Authority.objects.own(), rows.values_list("content", flat=True))
        held.record("download", by=by, now=now, file="stix", objects=rows.count())
    return made


def _once(entries: list[Entry]) -> list[Entry]:
    """An object that stands in the bundle twice is taken once; the second is told."""
    met: set[str] = set()
    found = []
    for one in entries:
        is_again = bool(one.id) and not one.error and one.id in met
        found.append(replace(one, error=_("The bundle has this object twice.")) if is_again else one)
        met.add(one.id)
    return found


def _kept_within(entry: Entry, tlp: str) -> Entry:
    if entry.error or not entry.tlp:
        return entry
    if not tlp:
        return replace(entry, error=_("This object is marked: choose the marking of the request first."))
    if access.is_wider(tlp, entry.tlp):
        told = {"own": Tlp(entry.tlp).label, "whole": Tlp(tlp).label}
        return replace(entry, error=_("Marked %(own)s, but the request only %(whole)s.") % told)
    return entry


def _identify(request: Request, entries: list[Entry]) -> None:
    """The addresses, names and digests become identifiers, where other requests meet them."""
    known = set(request.identifiers.values_list("scheme", "normalized"))
    rows = []
    for scheme, value in dict.fromkeys(pair for one in entries for pair in one.values):
        normal, wrong = identifiers.normalise(scheme, value)
        if wrong is None and (scheme, normal) not in known:
            known.add((scheme, normal))
            rows.append(Identifier(request=request, scheme=scheme, value=value[:300], normalized=normal[:300],
                                   details={"imported": True}))
    Identifier.objects.bulk_create(rows)
