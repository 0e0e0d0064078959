"""What is asked beside the incident, by topic? And in an emergency: what threatens whom, and how do the data help?"""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from mla.forms.drafting import DraftForm, Need
from mla.forms.items import choice, line, text
from mla.models import Request
from mla.vocabulary import Theme, Urgency

SECTORS = [
    ("energy", _("energy")), ("water", _("water")), ("health", _("health care")), ("finance", _("finance")),
    ("transport", _("transport")), ("communications", _("communications")), ("government", _("public administration")),
    ("other", _("other")),
]
SORTS = [("intelligence", _("intelligence")), ("operational", _("operational information of a running case"))]
LIFE = "life"
EMERGENCIES = [
    (LIFE, _("imminent danger of death or of serious physical injury")),
    ("infrastructure", _("an attack on critical infrastructure that goes on")),
]
CYBER = frozenset({Theme.CYBERCRIME, Theme.NETWORK, Theme.TERRORISM})
"""The topics that are about malicious cyber activity."""


class NarrowForm(DraftForm):
    """A form of which a request sees only some fields; answers to the others stay as they are."""

    def shown(self) -> frozenset[str]:
        """The fields that this request sees."""
        return frozenset()

    def set_choices(self) -> None:
        for name in set(self.fields) - self.shown():
            del self.fields[name]

    def needed_now(self) -> dict[str, Need]:
        return {name: need for name, need in self.needed.items() if name in self.shown()}


class TopicForm(NarrowForm):
    """The questions of one topic of the Dialogue."""

    is_particular = True

    sector = choice(_("sector attacked"), SECTORS, _("Critical infrastructure is told apart in the report."))
    intelligence = choice(_("sort of information"), SORTS, _("Operational information is handled by fewer people."))
    substances = line(_("substances"), _("By their usual names. Example: “fentanyl, protonitazene”."))
    network = line(_("group or network"), _("As far as known, with the places where it acts."))
    carriage = line(_("route and concealment"), _("From where to where, by which way, hidden in what."))
    warrant = line(_("warrant or notice"), _("Authority, day and number. Example: “Red notice A-0000/1-2026”."))
    stay = line(_("what is known of nationality and stay"), _("Documents seen, entries and exits, place of stay."))
    needed = {
        "sector": ("CK-05", _("Choose the sector attacked")),
        "intelligence": ("CK-05", _("Choose the sort of information")),
        "substances": ("CK-05", _("Name the substances")),
        "warrant": ("CK-09", _("Name the warrant or notice")),
        "stay": ("CK-09", _("Say what is known of nationality and stay")),
    }
    _of: ClassVar[dict[str, frozenset[str]]] = {
        Theme.NETWORK: frozenset({"sector"}),
        Theme.NARCOTICS: frozenset({"intelligence", "substances", "network", "carriage"}),
        Theme.TERRORISM: frozenset({"network"}),
        Theme.FUGITIVES: frozenset({"warrant"}),
        Theme.REPATRIATION: frozenset({"stay"}),
    }

    class Meta:
        model = Request
        fields = ["sector", "intelligence", "substances", "network", "carriage", "warrant", "stay"]

    def shown(self) -> frozenset[str]:
        """The fields of the request's topic."""
        return self._of.get(self.request.theme, frozenset())


class ThreatForm(NarrowForm):
    """The facts on which a provider may disclose data at once: danger of death or of serious injury."""

    emergency = choice(_("why it is an emergency"), EMERGENCIES, _(
        "Danger to life opens the way of emergency disclosure; an attack that goes on is asked about as usual."
    ))
    threat = text(_("threat to life or limb"), _("Who is in danger, of what, and how it is known."))
    imminence = text(_("why it is imminent"), _("What will happen when. Example: “He names tonight's match.”"))
    data_link = text(_("how the data help to avert it"), _("Example: “The address tells from where he writes.”"))
    certified_by = line(_("certified by"), _("Name, rank and office of the officer who answers for these facts."))
    certified = forms.BooleanField(
        label=_("The officer named certifies that these facts are true to the best of his or her knowledge"),
    )
    needed = {
        "emergency": ("CK-25", _("Choose why it is an emergency")),
        "threat": ("CK-25", _("Describe the threat to life or limb")),
        "imminence": ("CK-25", _("Say why the threat is imminent")),
        "data_link": ("CK-25", _("Say how the data help to avert the threat")),
        "certified_by": ("CK-25", _("Name the officer who certifies the facts")),
        "certified": ("CK-25", _("Confirm that the officer certifies the facts")),
    }
    is_particular = True

    class Meta:
        model = Request
        fields = ["emergency", "threat", "imminence", "data_link", "certified_by", "certified"]

    def shown(self) -> frozenset[str]:
        """All of them in an emergency; only danger to life needs more than its ground."""
        names: list[Any] = list(self._meta.fields or ())
        return frozenset(names) if self.request.urgency == Urgency.EMERGENCY else frozenset()

    def needed_now(self) -> dict[str, Need]:
        needed = super().needed_now()
        if needed and self.answer("emergency") != LIFE:
            return {"emergency": needed["emergency"]}
        return needed
