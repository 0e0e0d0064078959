"""Who may see a request, and who may do what to it? The only place that decides."""

from typing import TYPE_CHECKING

from django.db.models import Model, Q

from mla.vocabulary import COUNTERPART, Direction, Role, State, Tlp

if TYPE_CHECKING:
    from mla.lifecycle import Actor
    from mla.models import Request, User

AT_AGENCY = frozenset({Role.REQUESTER})
ON_LEG = frozenset({Role.EXECUTING_OFFICER})
AT_CENTRAL = frozenset(set(Role) - AT_AGENCY - ON_LEG)
_FACING_OTHERS = frozenset({Role.LIAISON, Role.SUPERVISOR, Role.COUNTERSIGNER})


CLOSED = frozenset({Tlp.RED, Tlp.AMBER_STRICT})
"""The markings under which not even the central authority as such may read: named persons, or one agency alone."""
SHARED = frozenset({State.EXECUTION, State.RESPONSE, State.RESPONDED, State.CLOSED})
"""Where what is marked GREEN or CLEAR has been released, and reaches the circle of its marking."""
ANYONE, OUR_PARTY = 0, -2
_WIDTH = {one: width for width, one in enumerate(Tlp)}


def visible(user: "User", requests: type[Model]) -> Q:
    """The condition on requests that this person may see.

    Clearance at least its classification; in its compartment if it has one; not recused; and of its circle, which the
    column `readers` holds: members of the request's agency and of an authority on one of its legs, and whoever the
    marking admits (traffic light protocol 2.0). The central authority sees every request but one that is closed by
    its marking: TLP:RED to all but the named recipients and who opened it, TLP:AMBER+STRICT also to all but the
    members of the one agency that holds it. TLP:GREEN and TLP:CLEAR open a request that has been released.
    """
    allowed, circle = cleared(user), Q(readers__overlap=reader_keys(user))
    if not user.is_central:
        return allowed & circle
    named = requests._base_manager.filter(circle, tlp__in=sorted(CLOSED))
    return allowed & (~Q(tlp__in=sorted(CLOSED)) | Q(pk__in=named.values("pk")))


def cleared(user: "User", *, key: str = "pk") -> Q:
    """Clearance, compartment and recusal alone, for requests or for rows that bear these columns of a request: `key`
    names its id."""
    joined = user.compartments.through.objects.filter(user=user).values("compartment")
    allowed = Q(classification__lte=user.clearance)
    allowed &= Q(compartment=None) | Q(compartment__in=joined)
    return allowed & ~Q(**{f"{key}__in": user.recusals.values("request")})


def reader_keys(user: "User") -> list[int]:
    """The entries of `readers` that admit this person: authorities, the person, the parties, anyone."""
    parties = {OUR_PARTY if is_home else -2 - 2 * party for party, is_home in user.party_ids}
    return sorted({*user.authority_ids, -1 - 2 * user.pk, *parties, ANYONE})


def sees(user: "User", request: "Request", *, is_recused: bool | None = None) -> bool:
    """The same rule as `visible`, for one request in hand; a test holds the two together.

    `is_recused` where it was read together with the request; otherwise all recusals of the person are.
    """
    if is_recused is None:
        is_recused = request.pk in user.recused_from
    if is_recused or request.classification > user.clearance:
        return False
    if request.compartment_id and request.compartment_id not in user.compartment_ids:
        return False
    if request.tlp in CLOSED:
        return _is_named(user, request)
    if user.is_central or request.agency_id in user.authority_ids or _is_shared(user, request):
        return True
    return any(leg.authority_id in user.authority_ids for leg in request.legs.all())


def holder(request: "Request") -> int | None:
    """The one agency of ours that holds what is marked TLP:AMBER+STRICT: the requesting one, or the addressee."""
    if request.direction == Direction.OUT:
        return request.agency_id
    return request.details.get("addressee")


def may_hold(request: "Request", authority: int | None) -> bool:
    """Whether the marking lets the request be handed to that authority of ours: a closed one stays where it is."""
    return request.tlp not in CLOSED or authority is None or authority == holder(request)


def may_export(request: "Request") -> bool:
    """Whether what the request shares may leave the office as data, for whoever sees it: TLP:RED never does."""
    return request.tlp != Tlp.RED


def is_wider(tlp: str, than: str) -> bool:
    """Whether a marking lets more people know than another."""
    return _WIDTH[Tlp(tlp)] > _WIDTH[Tlp(than)]


def _is_named(user: "User", request: "Request") -> bool:
    if user.pk == request.created_by_id or user.pk in (request.details.get("recipients") or ()):
        return True
    return request.tlp == Tlp.AMBER_STRICT and holder(request) in user.authority_ids


def _is_shared(user: "User", request: "Request") -> bool:
    if request.tlp not in (Tlp.GREEN, Tlp.CLEAR) or request.state not in SHARED:
        return False
    of_a_party = any(is_home or party == request.counterpart_id for party, is_home in user.party_ids)
    return request.tlp == Tlp.CLEAR or of_a_party


def holds(user: "User", role: str, request: "Request") -> bool:
    """Whether the person holds the role for this request: at its agency, on its open leg, or at the centre."""
    if role in AT_AGENCY:
        return request.agency_id in user.roles.get(role, ())
    if role in ON_LEG:
        return any(leg.authority_id in user.roles.get(role, ()) for leg in request.legs.all() if leg.closed_at is None)
    return role in user.central_roles


def may(user: "User", actor: "Actor | None", request: "Request") -> bool:
    """Whether the person holds one of the roles that act here."""
    return actor is not None and any(holds(user, role, request) for role in actor.roles)


def has_given_opinion(user: "User", request: "Request") -> bool:
    """Four eyes: whether the person drafted the request or gave an opinion on it."""
    return request.created_by_id == user.pk or any(opinion.by_id == user.pk for opinion in request.opinions.all())


def may_start(user: "User", role: str) -> bool:
    """Whether the person may open a draft of those that `role` opens: a requester at any agency, others at the
    centre."""
    return bool(user.roles.get(role)) if role in AT_AGENCY else role in user.central_roles


def may_administer(user: "User") -> bool:
    """Whether the person keeps the reference data."""
    return user.is_superuser or Role.ADMINISTRATOR in user.central_roles


def may_order(user: "User") -> bool:
    """Whether the person has papers put together: whoever works on requests. An auditor reads and changes nothing."""
    return bool(set(user.roles) - {Role.AUDITOR})


def may_deliver(user: "User") -> bool:
    """Whether the person records how letters left and arrived."""
    return bool(user.central_roles & {Role.DISPATCHER, Role.REGISTRAR, Role.LIAISON})


def may_reassign(user: "User") -> bool:
    """Whether the person may hand another's task on."""
    return Role.SUPERVISOR in user.central_roles


def may_keep_templates(user: "User") -> bool:
    """Whether the person keeps the office's templates of requests."""
    return Role.SUPERVISOR in user.central_roles


def may_report(user: "User") -> bool:
    """Whether the person draws up and signs reports on a period, which count all requests."""
    return bool(user.central_roles & _FACING_OTHERS)


def may_meet(user: "User") -> bool:
    """Whether the person prepares meetings with the other side and keeps their agenda, minutes and action items."""
    return bool(user.central_roles & _FACING_OTHERS)


def may_note(user: "User") -> bool:
    """Whether the person may write a note on a request they see: whoever has a part in it, not who only reads."""
    return any(role not in (Role.AUDITOR, Role.ADMINISTRATOR) for role in user.roles)


def is_theirs(actor: "Actor") -> bool:
    """Whether the act is the other party's, registered on its behalf."""
    return actor.party == COUNTERPART
