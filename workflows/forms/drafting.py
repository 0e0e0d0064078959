"""What must be known to open a draft: which kind, in which direction, with whom?"""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mla import access, kinds
from mla.copying import PARTS, Material, material_of
from mla.forms.basis import IN_FORCE, default_addressee
from mla.forms.folding import Folding
from mla.forms.naming import NamedErrors
from mla.kind import Kind
from mla.links import relations
from mla.models import Authority, Instrument, Party, Request, RequestTemplate, User
from mla.tongues import of_office
from mla.vocabulary import Direction, Role, Theme


class NewRequestForm(Folding, NamedErrors, forms.Form):
    """The first page: everything else is asked by the writer."""

    mark_optional = True
    folded = ((_("It goes back to an earlier request"), ("follows", "connection", "reasons", "carried")),)
    kind = forms.ChoiceField(
        label=_("What do you need?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you need")},
    )
    direction = forms.ChoiceField(
        label=_("Who asks?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who asks")},
    )
    counterpart = forms.ModelChoiceField(
        Party.objects.none(),
        label=_("Other party"),
        error_messages={"required": _("Choose the other party")},
        help_text=_("The state that is asked, or that asks us."),
    )
    agency = forms.ModelChoiceField(
        Authority.objects.none(),
        label=_("Your agency"),
        required=False,
        help_text=_("The agency in whose name the request is made. Its members see the request."),
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=Request._meta.get_field("title").max_length,
        error_messages={"required": _("Enter a title")},
        help_text=_("A short name for lists, without personal data. Example: “Invoice fraud, bank records”."),
    )

    template = forms.ModelChoiceField(
        RequestTemplate.objects.none(), label=_("Start from a template"), required=False,
        empty_label=_("no template"), help_text=_("Answers that the office keeps ready; you change what does not fit."),
    )
    earlier = forms.CharField(
        label=_("Start from an earlier request"), required=False, max_length=40,
        help_text=_("Its reference. Answers and persons are copied, never results. Example: “US-CN-2026-0012”."),
    )

    follows = forms.CharField(
        label=_("Reference of the earlier request"), required=False, max_length=40,
        help_text=_("The reference of the request that this one follows up or belongs to: each then names the other. "
                    "Example: “US-CN-2026-0012”."),
    )
    connection = forms.ChoiceField(
        label=_("What the new request is to it"), required=False, widget=forms.RadioSelect, choices=relations.of_new,
    )
    reasons = forms.CharField(
        label=_("Why they are linked"), required=False, widget=forms.Textarea(attrs={"rows": "2"}),
        help_text=_("Read by everyone who may see one of the two requests: name nothing that is secret."),
    )
    carried = forms.MultipleChoiceField(
        label=_("What to carry over from it"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=list(PARTS.items()),
        help_text=_("Copied into the new draft, where you change what does not fit. What was executed already and the "
                    "results stay behind; so does whatever another kind of request does not ask."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        mine = {one: kinds.startable(user, one) for one in Direction.values}
        directions = [one for one in DIRECTIONS if mine[one[0]]]
        offered = [kind for kind in kinds.all_kinds() if any(kind in found for found in mine.values())]
        agencies = Authority.objects.filter(pk__in=user.roles.get(Role.REQUESTER, ()))
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [(kind.code, kind.name) for kind in offered]
        fields["kind"].widget.item_hints = {kind.code: kind.help for kind in offered}
        fields["direction"].choices = directions
        fields["counterpart"].queryset = Party.objects.exclude(code=settings.MLA_OFFICE_PARTY)
        fields["agency"].queryset = agencies
        if len(directions) == 1:
            self.fields["direction"].widget = forms.HiddenInput()
            self.fields["direction"].initial = directions[0][0]
        fields["template"].queryset = RequestTemplate.objects.filter(
            is_offered=True, kind__in=[kind.code for kind in offered], direction__in=[one[0] for one in directions]
        )
        if not fields["template"].queryset.exists():
            del self.fields["template"]
        if len(agencies) < 2:
            del self.fields["agency"]
        if self.initial.get("follows"):
            self.initial["carried"] = [one for one in PARTS if one != "items"]

    def clean(self) -> dict[str, Any]:
        """The person opens drafts of this kind in this direction."""
        cleaned = super().clean() or self.cleaned_data
        code, direction = cleaned.get("kind"), cleaned.get("direction")
        if code and direction and kinds.get(code) not in kinds.startable(self.user, direction):
            role = Role(kinds.starter(code, direction)).label
            self.add_error("direction", gettext("A request of this kind is opened by: %(role)s.") % {"role": role})
        self._clean_start(cleaned)
        self._clean_link(cleaned)
        self._clean_carried(cleaned)
        return cleaned

    def after(self) -> dict[str, Any] | None:
        """The request that the new one goes back to, what it is to it, and why; None where it goes back to none."""
        given = self.cleaned_data
        if not given.get("before"):
            return None
        return {"other": given["before"].pk, "sort": given["connection"], "reasons": given["reasons"]}

    def start(self) -> tuple[str, Material] | None:
        """Where the first answers come from, and those answers; None for an empty draft."""
        if template := self.cleaned_data.get("template"):
            return str(template), template.material
        if source := self.cleaned_data.get("source"):
            return source.own_reference, material_of(source)
        if carried := self.cleaned_data.get("carried"):
            before = self.cleaned_data["before"]
            return before.own_reference, material_of(before, parts=carried, executed=False)
        return None

    def _clean_start(self, cleaned: dict[str, Any]) -> None:
        """One source at most, of the same kind and direction, and one that the person may see."""
        template, reference = cleaned.get("template"), (cleaned.get("earlier") or "").strip()
        if template and reference:
            self.add_error("earlier", gettext("Start from a template or from an earlier request, not from both."))
        if reference:
            found = Request.objects.visible_to(self.user).filter(own_reference__iexact=reference).first()
            cleaned["source"] = found
            if found is None:
                self.add_error("earlier", gettext("No request that you may see has this reference."))
        for name, one in (("template", template), ("earlier", cleaned.get("source"))):
            if one and (one.kind, one.direction) != (cleaned.get("kind"), cleaned.get("direction")):
                self.add_error(name, gettext("This is of another kind or direction than the request you begin."))

    def _clean_link(self, cleaned: dict[str, Any]) -> None:
        """A link needs the reference of a request that the person may see, its sort, and why; and the two fit it."""
        reference, sort = (cleaned.get("follows") or "").strip(), cleaned.get("connection")
        if not reference:
            if cleaned.get("reasons") or cleaned.get("carried"):
                self.add_error("follows", gettext("Enter the reference of the earlier request."))
            return
        before = Request.objects.visible_to(self.user).filter(own_reference__iexact=reference).first()
        cleaned["before"] = before
        if before is None:
            self.add_error("follows", gettext("No request that you may see has this reference."))
        if not sort:
            self.add_error("connection", gettext("Say what the new request is to the earlier one."))
        if not cleaned.get("reasons"):
            self.add_error("reasons", gettext("Say why the two requests are linked."))
        if before and sort and cleaned.get("counterpart"):
            new = Request(direction=cleaned.get("direction") or "", counterpart=cleaned["counterpart"])
            if flaw := relations.flaw(sort, new, before):
                self.add_error("connection", flaw)

    def _clean_carried(self, cleaned: dict[str, Any]) -> None:
        """One source of answers, of the same direction; items only of a request of the same kind."""
        before, carried = cleaned.get("before"), cleaned.get("carried")
        if not before or not carried:
            return
        if cleaned.get("template") or cleaned.get("earlier"):
            self.add_error("carried", gettext("Carry over from this request or start from another source, not both."))
        if before.direction != cleaned.get("direction"):
            self.add_error("carried", gettext(
                "%(request)s went the other way: what was told for one purpose is not carried into another request."
            ) % {"request": before.own_reference})
        if before.kind == cleaned.get("kind"):
            return
        if before.tlp in access.CLOSED:
            self.add_error("carried", gettext("%(request)s is marked %(marking)s: nothing of it is carried over.") % {
                "request": before.own_reference, "marking": before.get_tlp_display()})
        if "items" in carried:
            self.add_error("carried", gettext("The assistance sought is carried over to a request of the same kind."))

    def columns(self, day: date) -> dict[str, Any]:
        """The columns of the new draft, with the defaults that fit nearly always."""
        given = self.cleaned_data
        kind, party = kinds.get(given["kind"]), given["counterpart"]
        columns = {
            "counterpart": party,
            "title": given["title"],
            "channel": kind.channel,
            "theme": kind.theme or Theme.OTHER,
            "urgency": kind.urgency,
            "language": "en",
            "requested_authority": _authority(kind, party),
            "instrument": _instrument(kind, party, day),
            **self._closed(),
        }
        if given["direction"] == Direction.IN:
            return {**columns, "language": of_office(party.language), "details": default_addressee()}
        mine = Authority.objects.filter(pk__in=self.user.roles.get(Role.REQUESTER, ()))
        agency = given.get("agency") or mine.first() or Authority.objects.own()
        return {**columns, "language": of_office(Party.home().language), "agency": agency}

    def _closed(self) -> dict[str, Any]:
        """A draft with the words of another request is read by no more people than that one."""
        given = self.cleaned_data
        source = given.get("source") or (given["before"] if given.get("carried") else None)
        if source is None:
            return {}
        marked = {"tlp": source.tlp} if source.kind == given["kind"] else {}
        return {"classification": source.classification, "compartment": source.compartment, **marked}


DIRECTIONS = [
    (Direction.OUT.value, _("We ask another state (outgoing)")),
    (Direction.IN.value, _("Another state asks us: key in what arrived (incoming)")),
]


def _authority(kind: Kind, party: Party) -> Authority | None:
    return Authority.objects.filter(party=party, kind=kind.authority_kind).order_by("pk").first()


def _instrument(kind: Kind, party: Party, day: date) -> Instrument | None:
    """The instrument in force between these two parties alone, if there is exactly one for this kind."""
    serving = Instrument.objects.filter(serves_kinds__contains=[kind.code])
    bilateral = serving.annotate(number=Count("parties")).filter(number=2)
    ours, theirs = Party.home().instruments.values("pk"), party.instruments.values("pk")
    found = [one for one in bilateral.filter(pk__in=ours).filter(pk__in=theirs) if one.status_on(day) in IN_FORCE]
    return found[0] if len(found) == 1 else None
