"""What is asked with each act of a fugitive case? The fields of its form."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.forms.items import choice
from mla.forms.telling import line, prose
from mla.kinds.fugitive import standing, viability
from mla.models import Request

Fields = dict[str, forms.Field]
ENDS = [
    ("extradited", gettext_lazy("returned by extradition")), ("removed", gettext_lazy("returned by removal")),
    ("voluntary", gettext_lazy("returned voluntarily")), ("prosecuted", gettext_lazy("prosecuted where the person is")),
    ("assets", gettext_lazy("assets recovered")), ("dead", gettext_lazy("the person has died")),
]
_EARLIEST, _LATEST = 2017, 2100


def _plan(*, required: bool) -> Fields:
    return {
        "next_action": prose(gettext_lazy("Next action"), required=required),
        "owner": line(gettext_lazy("Owner of the action"), required=required),
        "due_on": forms.DateField(label=gettext_lazy("Due on"), required=required),
    }


def _agencies(*, required: bool) -> Fields:
    return {
        "lead_ours": line(gettext_lazy("Our lead agency"), required=required),
        "lead_theirs": line(gettext_lazy("Lead agency of the other side"), required=required),
    }


def _incident() -> Fields:
    """The Dialogue of 2017: cases are pursued only with respect for the other side's sovereignty and laws."""
    return {"incident": forms.BooleanField(
        label=gettext_lazy("The host State complained of conduct on its territory"), required=False,
        help_text=gettext_lazy("Counted in the progress report as a complaint about sovereignty."),
    )}


def nominating(request: Request) -> Fields:
    """The case is proposed for the list of a year."""
    return {"list_year": _year(), "proposed_rank": _rank(gettext_lazy("Rank proposed"), required=False),
            **_agencies(required=False), **_plan(required=False)}


def screening(request: Request) -> Fields:
    """Who screens the case."""
    return {"screened_by": line(gettext_lazy("Screened by")), "scope": prose(gettext_lazy("What is examined"),
                                                                            required=False)}


def assessing(request: Request) -> Fields:
    """The ten marks, offered as the drafter gave them, and the result."""
    marks: Fields = {}
    for name, label, told in viability.MARKS:
        marks[name] = choice(capfirst(label), viability.CHOICES, told)
        marks[name].initial = request.details.get(name)
    result = choice(gettext_lazy("Result"), viability.RESULTS, _(
        "From %(enough)s of %(most)s a case may be listed; below %(least)s it is not viable. A case may be held for "
        "less than its score."
    ) % viability.Scale.of(request).told(0))
    return {**marks, "result": result, "reasons": prose(gettext_lazy("Reasons"))}


def listing(request: Request) -> Fields:
    """The case is put on the list: both sides have agreed."""
    return {"list_year": _year(), "rank": _rank(gettext_lazy("Rank on the list")),
            "accepted_on": forms.DateField(label=(
                gettext_lazy("Accepted by the other side on") if request.is_outgoing
                else gettext_lazy("Our acceptance told to the other side on"))),
            **_agencies(required=True), **_plan(required=True)}


def reviewing(request: Request) -> Fields:
    """The working group has reviewed the case."""
    return {"finding": choice(gettext_lazy("What the review found"), standing.FINDINGS),
            "result": prose(gettext_lazy("Result of the review")), **_plan(required=True), **_incident()}


def resolving(request: Request) -> Fields:
    """How the case ended."""
    return {"how": choice(gettext_lazy("How the case was resolved"), ENDS),
            "resolved_on": forms.DateField(label=gettext_lazy("Resolved on")),
            "assets": line(gettext_lazy("Assets frozen or returned"), required=False,
                            help_text=gettext_lazy("Amounts with their currency.")),
            "remarks": prose(gettext_lazy("Remarks"), required=False), **_incident()}


def delisting(request: Request) -> Fields:
    """Why the case leaves the list, or is not put on it."""
    return {"reasons": prose(gettext_lazy("Reasons"), gettext_lazy("Printed in the answer to the other side.")),
            **_incident()}


def arresting(request: Request) -> Fields:
    """Where and by whom the person was arrested."""
    return {"place": line(gettext_lazy("Place of the arrest")),
            "authority": line(gettext_lazy("Arrested or detained by")),
            "basis": prose(gettext_lazy("Legal basis"), gettext_lazy(
                "The law of the host State. A notice of INTERPOL is no arrest warrant.")), **_incident()}


def notifying(request: Request) -> Fields:
    """Who was notified, and how."""
    return {"notified": line(gettext_lazy("Authority notified")), "manner": line(gettext_lazy("Manner"))}


def _year() -> forms.IntegerField:
    return forms.IntegerField(label=gettext_lazy("List of the year"), min_value=_EARLIEST, max_value=_LATEST)


def _rank(label: Any, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=999, required=required)
