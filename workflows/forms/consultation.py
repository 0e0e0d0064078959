"""Forms of consulting before assistance is denied, or on conditions offered."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.conditions import UNDERTAKINGS, lacking, return_day
from mla.models import Condition
from workflows.forms import binding, choices
from workflows.forms.acts import ActForm, Group, day_field, iso, reasons_field
from workflows.forms.rows import RowsForm

RESULTS = [
    ("accepted", gettext_lazy("Conditions accepted")),
    ("rejected", gettext_lazy("Conditions rejected")),
    ("none", gettext_lazy("Ended without conditions")),
]


class ConsultForm(RowsForm):
    """The grounds considered, what is asked, and the conditions offered."""

    word = "consult"
    row_prefix = "condition"
    rows_at_first = 3
    guarded = "grounds"
    questions = reasons_field(gettext_lazy("What is asked of the other side"), required=False)
    reply_by = day_field(gettext_lazy("Reply by"))

    def build(self) -> None:
        self.fields["grounds"] = forms.MultipleChoiceField(
            label=_("Grounds considered"),
            required=False,
            choices=choices.grounds(self.request, "refusal"),
            widget=forms.CheckboxSelectMultiple,
        )
        self._codes = [("", ""), *choices.grounds(self.request, "condition")]
        self._items = [("", _("the whole request")), *choices.items(self.request)]
        self.fields["reply_by"].required = not self.is_theirs  # the letter names the day
        super().build()

    def row_fields(self, number: int) -> dict[str, forms.Field]:
        return {
            "code": forms.ChoiceField(
                label=_("Kind of condition %(n)d") % {"n": number}, required=False, choices=self._codes
            ),
            "text": forms.CharField(
                label=_("Text of condition %(n)d") % {"n": number},
                required=False,
                widget=forms.Textarea(attrs={"rows": "2"}),
            ),
            "item": forms.TypedChoiceField(
                label=_("Condition %(n)d is for") % {"n": number},
                required=False,
                choices=self._items,
                coerce=int,
                empty_value=None,
            ),
            **binding.term_fields(number),
        }

    def row_legend(self, number: int) -> str:
        return _("Condition %(n)d") % {"n": number}

    def facts(self) -> dict[str, Any]:
        conditions = [
            {"code": row["code"], "text": row["text"], "item": row["item"], "terms": binding.terms(row)}
            for row in self.filled()
        ]
        cleaned = self.cleaned_data
        return {
            "grounds": cleaned.get("grounds", []),
            "questions": cleaned.get("questions", ""),
            "conditions": conditions,
            "reply_by": iso(cleaned.get("reply_by")),
        }

    def clean(self) -> dict[str, Any]:
        """A condition needs its kind, its text, and what its kind demands."""
        for row in self.filled():
            for name in ("code", "text", *lacking(row["code"] or "", binding.terms(row))):
                if not row[name]:
                    field = self.name(row["number"], name)
                    self.add_error(field, self.fields[field].error_messages["required"])
        return super().clean()

    def groups(self) -> list[Group]:
        first = Group(fields=[self["grounds"], self["questions"]])
        shown = self.row_names() | {"grounds", "questions"}
        return [first, *map(_folded, self.row_groups()), Group(fields=self.rest(list(shown)))]


def _folded(group: Group) -> Group:
    """What only some kinds of condition demand is folded away."""
    return Group(group.legend, group.fields[:3], group.fields[3:], _("Day, contact or list, where the kind demands it"))


class SettleForm(ActForm):
    """How the consultation ended: which conditions are accepted, each with its assurance."""

    word = "settle"
    guarded = "assurance"
    asks_moment = True
    result = forms.ChoiceField(
        label=gettext_lazy("Result"), choices=RESULTS, widget=forms.RadioSelect, help_text=gettext_lazy(
            "If no condition is accepted, the request goes back to where it was consulted on, and is refused or "
            "granted without them."
        ),
    )
    assurance = reasons_field(
        gettext_lazy("Written assurance"),
        required=False,
        help_text=gettext_lazy("Needed where conditions are accepted: who gave it, when, in which document."),
    )
    given_by = forms.CharField(
        label=gettext_lazy("Authority that gives the assurance"), max_length=300, required=False,
        help_text=gettext_lazy("Needed with an assurance: the authority competent to give it."),
    )
    valid_until = day_field(
        gettext_lazy("Assurance valid until"), help_text=gettext_lazy("Empty: as long as the material is held.")
    )

    def build(self) -> None:
        self.open_ones = [one for one in self.request.conditions.all() if one.is_accepted is None]
        files = [one for one in self.request.attachments.all() if one.purpose == "assurance"]
        listed = [("", ""), *((one.sha256, one.title) for one in files)]
        self.fields["assurance_sha256"] = forms.ChoiceField(
            label=_("File of the assurance"), required=False, choices=listed,
            help_text=format_html(
                '{} <a class="govuk-link" href="{}">{}</a>',
                _("Attach the signed paper first, with the purpose “assurance”: it is then listed here."),
                reverse("attachment_add", args=[self.request.pk]), _("Attach a file"),
            ),
        )
        for number, one in enumerate(self.open_ones, 1):
            self.fields |= {f"{name}_{one.pk}": field for name, field in binding.answer_fields(number, one, listed)}
        self.order_fields(["result", "assurance", "assurance_sha256", "given_by", "valid_until"])

    def groups(self) -> list[Group]:
        found = [
            Group(f"{_('Condition %(n)d') % {'n': number}}: {one.code} {one.text}", [self[name] for name in names])
            for number, one in enumerate(self.open_ones, 1) if (names := self._names(one))
        ]
        shown = {bound.name for group in found for bound in group.fields} | {"result"}
        return [Group(fields=[self["result"]]), *found, Group(fields=self.rest(list(shown)))]

    def facts(self) -> dict[str, Any]:
        names = ("result", "assurance", "given_by", "assurance_sha256")
        told = {name: self.cleaned_data.get(name, "") for name in names}
        if told["result"] != "accepted":
            return told | {"competent_body": "", "valid_until": iso(self.cleaned_data.get("valid_until")),
                           "return_by": ""}
        apart = {str(one.pk): self._answer(one) for one in self.open_ones}
        accepted = [one for one in self.open_ones if apart[str(one.pk)]["is_accepted"]]
        bodies = dict.fromkeys(apart[str(one.pk)]["competent_body"] for one in accepted)
        return told | {
            "conditions": apart, "competent_body": "; ".join(filter(None, bodies)),
            "valid_until": iso(self.cleaned_data.get("valid_until")), "return_by": return_day(accepted),
        }

    def clean(self) -> dict[str, Any]:
        """Each condition is accepted or not, an undertaking names its body, and an assurance is somebody's."""
        cleaned = self.cleaned_data
        for one in self.open_ones if cleaned.get("result") == "accepted" else ():
            if not cleaned.get(f"decision_{one.pk}"):
                self.add_error(f"decision_{one.pk}", _("Say whether this condition is accepted."))
            elif self._answer(one)["is_accepted"] and one.code in UNDERTAKINGS and not cleaned.get(f"body_{one.pk}"):
                self.add_error(f"body_{one.pk}", _("Name the body that is competent to give the undertaking."))
        if cleaned.get("result") == "accepted" and cleaned.get("assurance") and not cleaned.get("given_by"):
            self.add_error("given_by", self.fields["given_by"].error_messages["required"])
        return super().clean()

    def _names(self, one: Condition) -> list[str]:
        return [name for name in (f"decision_{one.pk}", f"file_{one.pk}", f"body_{one.pk}") if name in self.fields]

    def _answer(self, one: Condition) -> dict[str, Any]:
        given = self.cleaned_data.get(f"decision_{one.pk}")
        return {
            "is_accepted": given == "accepted" if given else None,
            "assurance_sha256": self.cleaned_data.get(f"file_{one.pk}") or "",
            "competent_body": self.cleaned_data.get(f"body_{one.pk}") or "",
        }
