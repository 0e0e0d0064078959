"""Forms of asking and answering: one list of points, each with its check; every point answered or declined."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import completeness
from mla.models import Point
from workflows.forms import choices
from workflows.forms.acts import ActForm, Group, day_field, iso
from workflows.forms.rows import RowsForm


class AskForm(RowsForm):
    """What is missing, point by point; the findings of the checks are there already."""

    word = "ask"
    row_prefix = "point"
    guarded = "point_1_text"
    answer_by = day_field(gettext_lazy("Answer by"), help_text=gettext_lazy("Empty: the rule of the clock decides."))

    def row_fields(self, number: int) -> dict[str, forms.Field]:
        return {
            "code": forms.ChoiceField(
                label=_("Check of point %(n)d") % {"n": number}, required=False, choices=choices.check_codes
            ),
            "text": forms.CharField(
                label=_("What is needed, point %(n)d") % {"n": number},
                required=False,
                widget=forms.Textarea(attrs={"rows": "2"}),
            ),
        }

    def row_legend(self, number: int) -> str:
        return _("Point %(n)d") % {"n": number}

    def first_rows(self) -> list[dict[str, Any]]:
        if self.is_theirs:
            return []
        return [{"code": one.code, "text": one.text} for one in completeness.check(self.request)]

    def facts(self) -> dict[str, Any]:
        points = [{"code": row["code"], "text": row["text"]} for row in self.filled()]
        return {"points": points, "answer_by": iso(self.cleaned_data.get("answer_by"))}

    def clean(self) -> dict[str, Any]:
        """Both halves of a point are needed."""
        for row in self.filled():
            for name in ("code", "text"):
                if not row[name]:
                    field = self.name(row["number"], name)
                    self.add_error(field, self.fields[field].error_messages["required"])
        return super().clean()

    def groups(self) -> list[Group]:
        return [*self.row_groups(), Group(fields=self.rest(list(self.row_names())))]


class AnswerForm(ActForm):
    """An answer to every open point, or that it is declined."""

    word = "answer"
    asks_moment = True

    def build(self) -> None:
        self.points: list[Point] = [one for one in self.request.points.all() if one.answered_at is None]
        for point in self.points:
            self.fields[f"answer_{point.pk}"] = forms.CharField(
                label=_("Answer to %(code)s") % {"code": point.code},
                required=False,
                help_text=point.text,
                widget=forms.Textarea(attrs={"rows": "3"}),
            )
            self.fields[f"declined_{point.pk}"] = forms.BooleanField(
                label=_("Declined: it cannot be supplied"), required=False
            )

    def facts(self) -> dict[str, Any]:
        return {"answers": {str(point.pk): self._given(point) for point in self.points}}

    def clean(self) -> dict[str, Any]:
        """A point left open names itself."""
        for point in self.points:
            given = self._given(point)
            if not given["answer"] and not given["declined"]:
                self.add_error(
                    f"answer_{point.pk}", _("Point %(code)s is neither answered nor declined.") % {"code": point.code}
                )
        return super().clean()

    def groups(self) -> list[Group]:
        answers = [
            Group(point.code, [self[f"answer_{point.pk}"], self[f"declined_{point.pk}"]]) for point in self.points
        ]
        shown = [bound.name for group in answers for bound in group.fields]
        return [*answers, Group(fields=self.rest(shown))]

    def _given(self, point: Point) -> dict[str, Any]:
        return {
            "answer": (self.cleaned_data.get(f"answer_{point.pk}") or "").strip(),
            "declined": bool(self.cleaned_data.get(f"declined_{point.pk}")),
        }
