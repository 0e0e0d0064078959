"""How do two requests belong together, as people said: which goes back to which, and who may know it?"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import kinds
from mla.models import Request, RequestLink, User
from mla.vocabulary import FINAL, Channel, State, Urgency

LATER, EARLIER = "later", "earlier"
"""The places of a request in a link."""
OPPOSITE = {LATER: EARLIER, EARLIER: LATER}
WORDS: dict[tuple[str, str], Promise] = {  # sort and place of this request: what it is to the other one
    ("follow_up", LATER): gettext_lazy("It follows up"),
    ("follow_up", EARLIER): gettext_lazy("It is followed up by"),
    ("supplement", LATER): gettext_lazy("It supplements the closed request"),
    ("supplement", EARLIER): gettext_lazy("It is supplemented by"),
    ("confirmation", LATER): gettext_lazy("It confirms in writing"),
    ("confirmation", EARLIER): gettext_lazy("It is confirmed in writing by"),
    ("part", LATER): gettext_lazy("It is part of the priority case"),
    ("part", EARLIER): gettext_lazy("It is a priority case, part of which is"),
    ("related", LATER): gettext_lazy("It is related to"),
    ("related", EARLIER): gettext_lazy("It is related to"),
}
PRESSING = frozenset({Urgency.URGENT, Urgency.EMERGENCY})


@dataclass(frozen=True, slots=True)
class Relation:
    """One link of a request, as its reader may know it."""

    link: RequestLink
    other: Request
    place: str
    """The place of the request whose page it is."""

    @property
    def label(self) -> str:
        """What the request is to the other one."""
        return said(self.link.sort, self.place)


@dataclass(frozen=True, slots=True)
class Relations:
    """The links of a request that its reader may know, and whether there are others that may not be seen."""

    known: list[Relation]
    has_hidden: bool


def said(sort: str, place: str) -> str:
    """What a request in this place of such a link is to the other one, in the reader's language."""
    return str(WORDS[(sort, place)]) if (sort, place) in WORDS else ""


def choices() -> list[tuple[str, Promise]]:
    """Each way of linking as `sort:place` of this request, for a form; ways that are the same both ways stand once."""
    once = {key: words for key, words in WORDS.items() if key != ("related", EARLIER)}
    return [(f"{sort}:{place}", words) for (sort, place), words in once.items()]


def of_new() -> list[tuple[str, Promise]]:
    """What a new request may be to an earlier one, by sort."""
    return [(sort, words) for (sort, place), words in WORDS.items() if place == LATER]


def of(request: Request, user: User) -> Relations:
    """The links of a request. One query where it has none, else three at most and those of its reader's access.

    Of a request from which the person is recused nothing is told, not even that it is there.
    """
    links = list(RequestLink.objects.of(request).select_related("made_by"))
    if not links:
        return Relations([], has_hidden=False)
    others = {one.pk: one.earlier_id if one.later_id == request.pk else one.later_id for one in links}
    visible = Request.objects.visible_to(user).select_related("counterpart").in_bulk(others.values())
    known = [
        Relation(one, visible[others[one.pk]], LATER if one.later_id == request.pk else EARLIER)
        for one in links if others[one.pk] in visible
    ]
    hidden = set(others.values()) - set(visible)
    return Relations(known, has_hidden=_is_told(hidden, user))


def _is_told(hidden: set[int], user: User) -> bool:
    return bool(hidden and hidden - set(user.recusals.filter(request__in=hidden).values_list("request", flat=True)))


def has_any(request: Request) -> bool:
    """Whether somebody linked the request with another one. One query."""
    return RequestLink.objects.of(request).exists()


def partners(request: Request, among: Iterable[Request]) -> set[int]:
    """Which of these requests are linked with this one, by their keys. One query, none where there are none."""
    pks = [one.pk for one in among]
    if not pks:
        return set()
    pairs = RequestLink.objects.with_any(request, pks)
    return {pk for pair in pairs.values_list("later", "earlier") for pk in pair} - {request.pk}


def refusals(sort: str, later: Request, earlier: Request) -> list[str]:
    """Why these two cannot be linked so; nothing where they can."""
    if later.pk == earlier.pk:
        return [_("A request is not linked with itself.")]
    if partners(later, [earlier]):
        return [_("%(request)s is linked already: undo that first.") % {"request": earlier}]
    found = flaw(sort, later, earlier)
    return [found] if found else []


def flaw(sort: str, later: Request, earlier: Request) -> str:
    """Why two requests, of which the later may be still to be opened, do not fit this sort; empty where they do."""
    is_same_way = (later.direction, later.counterpart_id) == (earlier.direction, earlier.counterpart_id)
    if sort in ("supplement", "confirmation") and not is_same_way:
        return _("Both requests go the same way between the same parties.")
    if sort == "supplement" and earlier.state not in FINAL | {State.RESPONDED}:
        return _("%(request)s is still open: supplement it there.") % {"request": earlier}
    if sort == "confirmation" and earlier.urgency not in PRESSING and earlier.channel != Channel.HOTLINE:
        return _("%(request)s was neither urgent nor made by the hotline.") % {"request": earlier}
    if sort == "part" and not kinds.get(earlier.kind).gathers:
        return _("%(request)s is no priority case.") % {"request": earlier}
    return "" if sort in dict(RequestLink.SORTS) else _("Say how the two requests are connected.")
