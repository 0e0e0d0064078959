"""Which requests share a key with this one, and what may this person know of them?

Who may see both sees which, and what is said there. Of a request that the person may not see they learn at most that
there is one that shares a number of theirs, and whom to ask: no reference, no title, no name, no count. Of a request
from which they are recused they learn nothing. A name alone, of a person or an organisation, tells nothing about what
may not be seen.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection
from django.utils.text import capfirst

from mla.links import relations
from mla.models import LinkKey, Request, User
from mla.vocabulary import FINAL

MOST = 30
"""How many requests with the same key are looked at, the newest first."""
WEAK = frozenset({"person", "organisation"})
_SHOWN = (
    "own_reference", "title", "state", "direction", "channel", "duplicate_of", "split_from", "counterpart__code",
    "counterpart__name_en", "counterpart__name_zh",
)
_SORTS = dict(LinkKey.SORTS)
_ORDER = [sort for sort, _label in LinkKey.SORTS]
_FOUND = """
SELECT mine.sort, mine.key, mine.said, other.request_id, other.said
FROM mla_linkkey mine CROSS JOIN LATERAL (
    SELECT one.request_id, one.said FROM mla_linkkey one
    WHERE one.key = mine.key AND one.sort = mine.sort AND one.request_id <> mine.request_id
    ORDER BY one.request_id DESC LIMIT %s
) other WHERE mine.request_id = %s
"""


@dataclass(slots=True)
class Hit:
    """One thing of this request that stands elsewhere too."""

    sort: str
    said: str
    others: list[tuple[Request, str]] = field(default_factory=list)
    """The requests that may be seen, each with what it says, the newest first."""
    is_elsewhere: bool = False
    """Whether a request that may not be seen has it as well."""

    @property
    def label(self) -> str:
        """What sort of thing it is."""
        return capfirst(str(_SORTS[self.sort]))

    @property
    def is_weak(self) -> bool:
        """Whether it is a name alone."""
        return self.sort in WEAK


def hits(request: Request, user: User) -> list[Hit]:
    """What this request shares with others, the surest first. Three queries at most, whatever their number."""
    rows = _rows(request)
    if not rows:
        return []
    pks = {row[3] for row in rows}
    recused = user.recusals.filter(request__in=pks).values_list("request", flat=True)
    visible = Request.objects.visible_to(user).filter(pk__in=pks).select_related("counterpart").only(*_SHOWN)
    return _gathered(request, rows, {one.pk: one for one in visible}, set(recused))


def related(found: list[Hit]) -> list[tuple[Request, list[Hit]]]:
    """The requests that may be seen, each with what it shares, those that share most sure things first."""
    shared: dict[int, tuple[Request, list[Hit]]] = {}
    for hit in found:
        for other, _said in hit.others:
            shared.setdefault(other.pk, (other, []))[1].append(hit)
    return sorted(shared.values(), key=lambda pair: (-sum(not one.is_weak for one in pair[1]), -pair[0].pk))


def doubles(request: Request, found: list[Hit]) -> list[Request]:
    """CK-26: requests of the same side to the same side that share something sure and came another way.

    What is linked with this one already, or has ended, is no longer in question.
    """
    same = [
        other for other, shared in related(found)
        if any(not hit.is_weak and hit.sort != "place" for hit in shared)
        and (other.direction, other.counterpart_id) == (request.direction, request.counterpart_id)
        and (not request.channel or other.channel != request.channel)
        and not _is_linked(request, other) and other.state not in FINAL
    ]
    linked = relations.partners(request, same)
    return [one for one in same if one.pk not in linked]


def _rows(request: Request) -> list[tuple[str, str, str, int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, [MOST, request.pk])
        return cursor.fetchall()


def _gathered(
    request: Request, rows: list[tuple[str, str, str, int, str]], visible: dict[int, Request], recused: set[int]
) -> list[Hit]:
    found: dict[tuple[str, str], Hit] = {}
    by_name: dict[int, set[str]] = defaultdict(set)
    for sort, key, said, pk, theirs in sorted(rows, key=lambda row: (_ORDER.index(row[0]), row[1], -row[3])):
        other = visible.get(pk)
        if pk in recused or (other is None and sort in WEAK) or (other and _is_split(request, other)):
            continue
        if sort == "born":
            by_name[pk].add(key.rpartition(" ")[0])
        if sort == "person" and key in by_name[pk]:
            continue
        hit = found.setdefault((sort, said), Hit(sort, said))
        if other is None:
            hit.is_elsewhere = True
        elif all(one.pk != pk for one, _said in hit.others):
            hit.others.append((other, theirs))
    return list(found.values())


def _is_split(request: Request, other: Request) -> bool:
    """A request and what was split off from it share everything, and the record says so."""
    return request.pk == other.split_from_id or other.pk == request.split_from_id


def _is_linked(request: Request, other: Request) -> bool:
    leads = {request.duplicate_of_id or request.pk, other.duplicate_of_id or other.pk}
    return len(leads) == 1
