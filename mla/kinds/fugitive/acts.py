"""Which acts does a fugitive case know, who says them, and what must hold before?"""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.desks import IN, OUT
from mla.kinds.fugitive import asking, sovereignty, standing, viability
from mla.lifecycle import ours, theirs
from mla.milestones import KindAct, persons_named
from mla.models import Event, Request
from mla.vocabulary import Outcome, Role, State

Facts = dict[str, Any]
Fields = dict[str, forms.Field]
BEFORE = frozenset({State.INTAKE, State.REVIEW, State.TRANSMISSION, State.EXECUTION})
ON_FOOT = frozenset({State.EXECUTION, State.RESPONSE, State.RESPONDED})


def _may_nominate(request: Request, facts: Facts) -> list[str]:
    missing = sovereignty.barred(request, facts) if request.is_outgoing else []
    return missing if facts.get("list_year") else [*missing, _("Say for the list of which year the case is proposed.")]


def _nominated(request: Request, facts: Facts) -> list[str]:
    return [] if standing.of_request(request).status else [_("The case has not been nominated.")]


def _may_assess(request: Request, facts: Facts) -> list[str]:
    """Every mark is given, and the result is no better than their sum."""
    missing, total = _nominated(request, facts), viability.score(facts)
    if total is None:
        return [*missing, _("Give each of the ten marks from 0 to 2.")]
    order = [key for key, _label in viability.RESULTS]
    if facts.get("result") not in order:
        return [*missing, _("Choose the result.")]
    scale = viability.Scale.of(request)
    if order.index(facts["result"]) < order.index(scale.meaning(total)):
        missing.append(_("Score %(total)s of %(most)s: viable needs %(enough)s, working up needs %(least)s.")
                       % scale.told(total))
    return missing


def _may_list(request: Request, facts: Facts) -> list[str]:
    """Assessed as viable, within sovereignty, at a rank that no other listed case of the year has."""
    missing = sovereignty.barred(request, facts)
    if standing.of_request(request).status not in ("viable", *standing.ON_LIST):
        missing.append(_("Only a case assessed as viable is listed."))
    if not facts.get("accepted_on"):
        missing.append(_("Say when the case was accepted."))
    if not (facts.get("list_year") and facts.get("rank")):
        return [*missing, _("Give the year of the list and the rank.")]
    if _is_taken(request, facts):
        missing.append(_("Rank %(rank)s of %(year)s is taken by another case.") % {
            "rank": facts["rank"], "year": facts["list_year"]})
    return missing


def _is_taken(request: Request, facts: Facts) -> bool:
    place = {"details__list_year": facts["list_year"], "details__rank": facts["rank"]}
    others = Event.objects.filter(verb="list", request__kind=request.kind, **place).exclude(request=request)
    for one in others.select_related("request"):
        now = standing.of_request(one.request)
        if now.is_listed and now.listing == one.details:
            return True
    return False


def _on_foot(request: Request, facts: Facts) -> list[str]:
    """A case is reviewed from its nomination until it ends, listed or not."""
    status = standing.of_request(request).status
    if status in standing.ENDED:
        return [_("The case has ended: nominate it again first.")]
    return [] if status else [_("The case has not been nominated.")]


def _may_review(request: Request, facts: Facts) -> list[str]:
    missing = _on_foot(request, facts)
    return missing if facts.get("finding") in dict(standing.FINDINGS) else [*missing, _("Say what the review found.")]


def _reasoned(request: Request, facts: Facts) -> list[str]:
    missing = _nominated(request, facts)
    return missing if str(facts.get("reasons") or "").strip() else [*missing, _("Reasons are needed.")]


def _of_this_request(request: Request, facts: Facts) -> list[str]:
    known = {one.pk for one in request.persons.all()}
    return [] if known.intersection(persons_named(facts)) else [_("Choose a person of this request.")]


def _end(request: Request, outcome: str, steps: str, at: datetime) -> None:
    item = request.items.order_by("seq").first()
    if item is not None and item.is_granted:
        item.outcome, item.steps_taken, item.concluded_at = outcome, steps, at
        item.save(update_fields=["outcome", "steps_taken", "concluded_at"])


def _resolved(request: Request, facts: Facts, at: datetime) -> None:
    _end(request, Outcome.NEGATIVE if facts.get("how") == "dead" else Outcome.FULL, facts.get("remarks", ""), at)


def _delisted(request: Request, facts: Facts, at: datetime) -> None:
    _end(request, Outcome.NEGATIVE, facts["reasons"], at)


def unresolved(request: Request, facts: Facts) -> list[str]:
    """Before a report: the case is resolved or delisted; the outcome follows from that and is not typed."""
    item = request.items.order_by("seq").first()
    if item is None or item.outcome or not item.is_granted:
        return []
    return [_("The case is neither resolved nor delisted.")]


_ANSWERED = frozenset({IN})
_DESKS = {"out": ours(Role.REVIEWER, Role.LIAISON), "in": ours(Role.REVIEWER, Role.LIAISON, Role.EXECUTING_OFFICER)}
_GROUP = {"out": ours(Role.LIAISON), "in": ours(Role.LIAISON, Role.EXECUTING_OFFICER)}
_HOST = {"out": theirs(Role.LIAISON), "in": ours(Role.EXECUTING_OFFICER, Role.LIAISON)}
ACTS = (
    KindAct("nominate", BEFORE, {"out": ours(Role.REGISTRAR, Role.LIAISON), "in": theirs(Role.REGISTRAR)},
            guard=_may_nominate, label=gettext_lazy("Nominate the case"), done=gettext_lazy("Nominated"),
            fields=asking.nominating, retold=frozenset({OUT})),
    KindAct("screen", BEFORE, _DESKS, guard=_nominated, label=gettext_lazy("Begin the screening"),
            done=gettext_lazy("Screening begun"), fields=asking.screening),
    KindAct("assess", BEFORE, _DESKS, guard=_may_assess, label=gettext_lazy("Assess the viability"),
            done=gettext_lazy("Viability assessed"), fields=asking.assessing, writes=viability.keep),
    KindAct("list", ON_FOOT, _GROUP, guard=_may_list, label=gettext_lazy("Put on the list of priority cases"),
            done=gettext_lazy("Listed as a priority case"), fields=asking.listing),
    KindAct("review", BEFORE | ON_FOOT, _GROUP, guard=_may_review, label=gettext_lazy("Record the review of the case"),
            done=gettext_lazy("Case reviewed"), fields=asking.reviewing),
    KindAct("arrest", ON_FOOT, _HOST, guard=_of_this_request, about="person", label=gettext_lazy("Record an arrest"),
            done=gettext_lazy("Arrested"), fields=asking.arresting, retold=_ANSWERED),
    KindAct("notify", ON_FOOT, _HOST, guard=_of_this_request, about="person",
            label=gettext_lazy("Record a notification"), done=gettext_lazy("Notified"), fields=asking.notifying),
    KindAct("resolve", ON_FOOT, _GROUP, guard=_nominated, label=gettext_lazy("Resolve the case"),
            done=gettext_lazy("Case resolved"), fields=asking.resolving, writes=_resolved,
            retold=_ANSWERED),
    KindAct("delist", ON_FOOT, _GROUP, guard=_reasoned,
            label=gettext_lazy("End the treatment as a priority case"),
            done=gettext_lazy("Treatment as a priority case ended"), fields=asking.delisting,
            writes=_delisted, retold=_ANSWERED),
)
