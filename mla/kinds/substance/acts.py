"""What is said of substances: a decision to control one, the day it takes effect, whether a notice helped."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from mla.feedback import FEEDBACK
from mla.forms.telling import line, one_of, side
from mla.guards import given
from mla.kinds.substance.forms import SCHEDULES
from mla.lifecycle import ours
from mla.milestones import WORKING, KindAct
from mla.vocabulary import Role

if TYPE_CHECKING:
    from mla.models import Request

BY_EITHER = {"out": ours(Role.LIAISON, Role.REGISTRAR), "in": ours(Role.REGISTRAR, Role.LIAISON)}


def _substance(request: "Request") -> forms.TypedChoiceField:
    known = [(one.seq, f"{one.seq}. {one.details.get('common_name', '')}") for one in request.items.all()]
    return one_of(_("Which substance"), known)


def _scheduling(request: "Request") -> dict[str, forms.Field]:
    return {
        "item": _substance(request),
        "granted_by": side(_("Communicated by")),
        "body": line(_("Who decided"), _(
            "Example: “Commission on Narcotic Drugs”, “National Narcotics Control Commission”."
        )),
        "schedule": forms.ChoiceField(label=_("Control"), choices=SCHEDULES[1:]),
        "entry": line(_("List and entry"), required=False),
        "decided_on": forms.DateField(label=_("Decided on")),
        "effective_on": forms.DateField(label=_("In effect from"), required=False, help_text=_(
            "Decisions under the Conventions of 1971 and 1988 have full effect 180 days after they are communicated; "
            "those under the Convention of 1961 on receipt."
        )),
    }


def _controlling(request: "Request") -> dict[str, forms.Field]:
    return {
        "item": _substance(request),
        "granted_by": side(_("Where it takes effect")),
        "entry": line(_("List and entry")),
        "effective_on": forms.DateField(label=_("In effect from")),
    }


ACTS = (
    KindAct("schedule", WORKING, BY_EITHER, is_of_either=True, about="item",
            guard=given("item", "body", "schedule", "decided_on"), label=_("Record a scheduling decision"),
            done=_("Scheduling decision communicated"), fields=_scheduling),
    KindAct("control", WORKING, BY_EITHER, is_of_either=True, about="item", guard=given("item", "effective_on"),
            label=_("Record that the control takes effect"), done=_("Control in effect"), fields=_controlling),
    FEEDBACK,
)
