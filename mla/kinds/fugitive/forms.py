"""Who is sought, for what, and by which lawful route? The pages of a nomination."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.findings import BLOCK, WARN
from mla.forms.case import LANGUAGES
from mla.forms.drafting import DraftForm, Flaw, Need
from mla.forms.items import ItemForm, choice, day, line, text
from mla.forms.rows import Rows
from mla.forms.subjects import PersonForm
from mla.kinds.fugitive import viability
from mla.models import Request
from mla.vocabulary import Direction

STATUSES = [
    ("visa", gettext_lazy("with a visa")), ("resident", gettext_lazy("lawful permanent resident")),
    ("citizen", gettext_lazy("citizen of the host State")), ("none", gettext_lazy("without lawful status")),
    ("unknown", gettext_lazy("unknown")),
]
CORRUPTION = [
    ("no", gettext_lazy("no corruption")), ("bribery", gettext_lazy("bribery")),
    ("embezzlement", gettext_lazy("embezzlement or misappropriation")),
    ("laundering", gettext_lazy("money laundering")),
    ("other", gettext_lazy("another corruption offence")),
]
DEATH = [("no", gettext_lazy("no")), ("assured", gettext_lazy("yes, with an assurance that it will not be imposed")),
         ("yes", gettext_lazy("yes"))]
ROUTES = [
    ("extradition", gettext_lazy("extradition")), ("removal", gettext_lazy("immigration removal")),
    ("prosecution", gettext_lazy("prosecution where the person is")), ("voluntary", gettext_lazy("voluntary return")),
    ("assets", gettext_lazy("recovery of assets alone")), ("mla", gettext_lazy("mutual legal assistance alone")),
]
NOTICES = [
    ("none", gettext_lazy("none")), ("red", gettext_lazy("red notice")), ("diffusion", gettext_lazy("diffusion")),
    ("other", gettext_lazy("another notice")),
]
NOTICE_STATUSES = [
    ("valid", gettext_lazy("published and valid")), ("asked", gettext_lazy("asked for")),
    ("withdrawn", gettext_lazy("withdrawn or deleted")),
]
REVIEWS = [
    ("none", gettext_lazy("no challenge known")), ("pending", gettext_lazy("challenged before the Commission")),
    ("upheld", gettext_lazy("challenged and upheld")), ("deleted", gettext_lazy("challenged and deleted")),
]


class FugitiveForm(PersonForm):
    """The person sought."""

    prose = {"last_seen": True}

    last_seen = line(gettext_lazy("last known location"), gettext_lazy(
        "Place, day and source. Example: “Irvine, California, May 2026, delivery of a parcel”."
    ))
    status_abroad = choice(gettext_lazy("status in the host State"), STATUSES)
    family = text(gettext_lazy("family"), gettext_lazy("For identification only: nobody approaches the family."))
    vulnerability = text(gettext_lazy("vulnerability"), gettext_lazy("Age, illness, dependants, threats."))
    photographs = line(gettext_lazy("photographs and documents attached"), "", 200)
    needed = {
        "surname": PersonForm.needed["surname"],
        "last_seen": ("CK-09", gettext_lazy("Say where the person was last known to be")),
        "status_abroad": ("CK-09", gettext_lazy("Choose the person's status in the host State, or “unknown”")),
    }

    class Meta(PersonForm.Meta):
        fields = [*PersonForm.Meta.fields, "last_seen", "status_abroad", "family", "vulnerability", "photographs"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].widget = forms.HiddenInput()
        self.fields["role"].initial = self.initial["role"] = "fugitive"

    @property
    def is_blank(self) -> bool:
        """The role alone, which is not typed, says nothing."""
        if not self.is_bound:
            return self.instance.pk is None
        names = (name for name in self.fields if name not in ("DELETE", "role"))
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in names)


class CaseForm(DraftForm):
    """The case: facts, warrant, penalty, limitation, evidence, loss."""

    is_particular = True
    prose = {"loss": True}

    language = forms.ChoiceField(
        label=gettext_lazy("language of the original"), choices=LANGUAGES, widget=forms.RadioSelect,
        help_text=gettext_lazy("The language these texts are written in. The translation desk translates from it."),
    )
    warrant_court = line(gettext_lazy("warrant issued by"), gettext_lazy("Court or procuratorate."))
    warrant_number = line(gettext_lazy("number of the warrant"), "", 80)
    warrant_on = day(gettext_lazy("date of the warrant"))
    death_penalty = choice(gettext_lazy("death penalty possible"), DEATH)
    limitation_on = day(gettext_lazy("limitation ends on"), gettext_lazy("Empty where there is no limitation."))
    evidence = text(gettext_lazy("evidence available"), gettext_lazy("What there is, not the evidence itself."))
    loss = line(gettext_lazy("loss and victims"), gettext_lazy("Example: “21 million yuan; one enterprise”."))
    corruption = choice(gettext_lazy("corruption"), CORRUPTION)
    needed = {
        "title": ("CK-04", gettext_lazy("Enter a title")),
        "investigating_authority": ("CK-04", gettext_lazy("Name the authority conducting the proceeding")),
        "investigating_functions": ("CK-04", gettext_lazy("Say what that authority is competent for")),
        "facts": ("CK-05", gettext_lazy("Summarise the facts: who, what, when, where and how")),
        "purpose": ("CK-07", gettext_lazy("Say what both sides are to achieve together")),
        "warrant_court": ("CK-14", gettext_lazy("Say who issued the warrant")),
        "warrant_on": ("CK-14", gettext_lazy("Enter the date of the warrant")),
        "death_penalty": ("CK-20", gettext_lazy("Say whether the death penalty is possible")),
        "evidence": ("CK-20", gettext_lazy("Say what evidence there is")),
    }

    class Meta:
        model = Request
        fields = [
            "title", "language", "investigating_authority", "investigating_functions", "facts", "purpose",
            "warrant_court", "warrant_number", "warrant_on", "death_penalty", "limitation_on", "evidence", "loss",
            "corruption",
        ]
        widgets = {"facts": forms.Textarea(attrs={"rows": "12"})}
        help_texts = {
            "title": gettext_lazy("A short name for lists, without personal data. Example: “Embezzlement, finance "
                                  "director”."),
            "investigating_authority": gettext_lazy("The police, procuratorate, prosecutor or court."),
            "investigating_functions": gettext_lazy("Its competence in this case."),
            "facts": gettext_lazy("Who did what, when, where and how. The other side knows nothing else."),
            "purpose": gettext_lazy("Example: “That the person be removed to stand trial, and assets returned.”"),
        }

    def flaws(self) -> Iterator[Flaw]:
        """The limitation has not run; a possible death penalty comes with an assurance."""
        ends = self.answer("limitation_on")
        if ends and ends <= self.today:
            yield "limitation_on", BLOCK, "CK-20", _("The limitation period has ended: the case cannot be nominated")
        if self.answer("death_penalty") == "yes":
            yield "death_penalty", WARN, "CK-20", _("Without an assurance against the death penalty no route will open")


class NominationForm(ItemForm):
    """What the other side is asked to do, and by which route."""

    route = choice(gettext_lazy("legal route"), ROUTES, gettext_lazy(
        "Between these two States there may be no treaty on extradition: the routes left are lawful ones of the host "
        "State."
    ))
    has_treaty = choice(gettext_lazy("treaty on extradition"), [
        ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no")),
    ])
    route_reason = text(gettext_lazy("why this route"), gettext_lazy("Status, proceedings, what has been tried."))
    needed = {
        "description": ("CK-07", gettext_lazy("Say what the other side is asked to do")),
        "route": ("CK-07", gettext_lazy("Choose the legal route")),
        "has_treaty": ("CK-07", gettext_lazy("Say whether there is a treaty on extradition")),
    }

    class Meta(ItemForm.Meta):
        fields = ["description", "route", "has_treaty", "route_reason"]
        help_texts = {"description": gettext_lazy(
            "Example: “To treat the case as a priority, to examine removal proceedings and to trace the assets.”"
        )}

    def flaws(self) -> Iterator[Flaw]:
        """Nobody is extradited without a treaty."""
        if self.answer("route") == "extradition" and self.answer("has_treaty") == "no":
            yield "route", BLOCK, "CK-07", _("There is no treaty on extradition: choose another route")


class NoticeForm(DraftForm):
    """What INTERPOL has published."""

    is_particular = True

    notice = choice(gettext_lazy("INTERPOL notice"), NOTICES, gettext_lazy(
        "A notice is no arrest warrant: in the United States nobody is arrested on it alone."
    ))
    notice_number = line(gettext_lazy("number of the notice"), "", 40)
    notice_on = day(gettext_lazy("date of the notice"))
    notice_status = choice(gettext_lazy("status of the notice"), NOTICE_STATUSES)
    notice_review = choice(gettext_lazy("challenge to the notice"), REVIEWS, gettext_lazy(
        "Before the Commission for the Control of INTERPOL's Files."
    ))
    needed = {"notice": ("CK-20", gettext_lazy("Say whether INTERPOL has published a notice, or “none”"))}

    class Meta:
        model = Request
        fields = ["notice", "notice_number", "notice_on", "notice_status", "notice_review"]

    def needed_now(self) -> dict[str, Need]:
        needed = dict(self.needed)
        if self.answer("notice") not in (None, "", "none"):
            needed["notice_number"] = ("CK-20", gettext_lazy("Enter the number of the notice"))
            needed["notice_status"] = ("CK-20", gettext_lazy("Choose the status of the notice"))
        return needed

    def flaws(self) -> Iterator[Flaw]:
        """A deleted notice says something about the case."""
        if self.answer("notice_review") == "deleted" or self.answer("notice_status") == "withdrawn":
            yield "notice_review", WARN, "CK-20", _("The notice no longer stands: say why the case does")


class ViabilityForm(DraftForm):
    """The drafter's ten marks: for our own desks, never printed."""

    never_printed = frozenset({*(name for name, _label, _help in viability.MARKS), "viability_note"})
    (
        mark_identity, mark_location, mark_criminality, mark_character, mark_evidence, mark_route, mark_penalty,
        mark_limitation, mark_impact, mark_humanity,
    ) = (choice(label, viability.CHOICES, told) for _name, label, told in viability.MARKS)
    viability_note = text(gettext_lazy("what could be done to strengthen the case"))

    class Meta:
        model = Request
        fields = [*(name for name, _label, _help in viability.MARKS), "viability_note"]

    def needed_now(self) -> dict[str, Need]:
        if self.request.direction == Direction.IN:
            return {}
        return {name: ("CK-22", gettext_lazy("Give a mark from 0 to 2")) for name, _label, _help in viability.MARKS}

    def flaws(self) -> Iterator[Flaw]:
        """The sum says whether the case is ripe."""
        total = viability.score({name: self.answer(name) for name, _label, _help in viability.MARKS})
        if total is None:
            return
        scale = viability.Scale.of(self.request)
        told = scale.told(total)
        if total < scale.least:
            yield viability.MARKS[0][0], BLOCK, "CK-22", _(
                "Score %(total)s of %(most)s: below %(least)s a case is not viable and is not nominated") % told
        elif total < scale.enough:
            yield viability.MARKS[0][0], WARN, "CK-22", _(
                "Score %(total)s of %(most)s: work the case up; it is listed from %(enough)s on") % told


def _need_person(request: Request) -> Need | None:
    return ("CK-09", _("Enter the person sought"))


FUGITIVES = Rows("persons", FugitiveForm, gettext_lazy("Persons sought"), gettext_lazy("Add another person"),
                 gettext_lazy("Remove this person"), _need_person)
