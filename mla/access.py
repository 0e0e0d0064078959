"""Who may see a request, and who may do what to it? The only place that decides."""

from typing import TYPE_CHECKING

from django.db.models import Q

from mla.vocabulary import COUNTERPART, Role

if TYPE_CHECKING:
    from mla.lifecycle import Actor
    from mla.models import Request, User

AT_AGENCY = frozenset({Role.REQUESTER})
ON_LEG = frozenset({Role.EXECUTING_OFFICER})
AT_CENTRAL = frozenset(set(Role) - AT_AGENCY - ON_LEG)


def visible(user: "User", *, key: str = "pk") -> Q:
    """The condition on requests that this person may see, or on rows that bear a request's columns: `key` names its id.

    A member of the request's agency, of an authority on one of its legs, or of the central authority; and clearance
    at least its classification; and in its compartment if it has one; and not recused.
    """
    joined = user.compartments.through.objects.filter(user=user).values("compartment")
    allowed = Q(classification__lte=user.clearance)
    allowed &= Q(compartment=None) | Q(compartment__in=joined)
    allowed &= ~Q(**{f"{key}__in": user.recusals.values("request")})
    return allowed if user.is_central else allowed & Q(readers__overlap=sorted(user.authority_ids))


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
    if user.is_central or request.agency_id in user.authority_ids:
        return True
    return any(leg.authority_id in user.authority_ids for leg in request.legs.all())


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


def may_start(user: "User", direction: str) -> bool:
    """Whether the person may open a draft: requesters ask, registrars key in what comes."""
    return bool(user.roles.get(Role.REQUESTER)) if direction == "out" else Role.REGISTRAR in user.central_roles


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


def may_report(user: "User") -> bool:
    """Whether the person draws up and signs reports on a period, which count all requests."""
    return bool(user.central_roles & {Role.LIAISON, Role.SUPERVISOR, Role.COUNTERSIGNER})


def may_note(user: "User") -> bool:
    """Whether the person may write a note on a request they see: whoever has a part in it, not who only reads."""
    return any(role not in (Role.AUDITOR, Role.ADMINISTRATOR) for role in user.roles)


def is_theirs(actor: "Actor") -> bool:
    """Whether the act is the other party's, registered on its behalf."""
    return actor.party == COUNTERPART
