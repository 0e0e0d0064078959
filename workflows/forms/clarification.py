"""Forms of asking and answering: one list of points, each with its check; every point answered or declined."""

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.models import Point
from workflows import points
from workflows.forms import choices
from workflows.forms.acts import ActForm, Group, day_field, iso
from workflows.forms.rows import RowsForm


class AskForm(RowsForm):
    """What is missing, point by point; the findings of the checks are there already."""

    word = "ask"
    row_prefix = "point"
    guarded = "point_1_text"
    rows_at_first = 2
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

    def build(self) -> None:
        super().build()
        self.offered = {} if self.is_theirs else points.offered(self.request)
        if self.offered:
            self.fields["findings"] = forms.MultipleChoiceField(
                label=_("Found by the checks"), required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(key, one.label) for key, one in self.offered.items()],
                initial=[key for key, one in self.offered.items() if one.is_required],
                help_text=_("Each finding that is ticked becomes a point of the letter, with its provision."),
            )

    def facts(self) -> dict[str, Any]:
        asked = [self.offered[key].point for key in self.cleaned_data.get("findings", ())]
        asked += [{"code": row["code"], "text": row["text"]} for row in self.filled()]
        return {"points": asked, "answer_by": iso(self.cleaned_data.get("answer_by"))}

    def clean(self) -> dict[str, Any]:
        """Both halves of a point are needed."""
        for row in self.filled():
            for name in ("code", "text"):
                if not row[name]:
                    field = self.name(row["number"], name)
                    self.add_error(field, self.fields[field].error_messages["required"])
        return super().clean()

    def groups(self) -> list[Group]:
        found = [Group(fields=[self["findings"]])] if "findings" in self.fields else []
        return [*found, *self.row_groups(), Group(fields=self.rest([*self.row_names(), "findings"]))]


def _help(point: Point, links: list[tuple[str, str]]) -> SafeString:
    """What is asked, and where the answer of the request that it is about can be changed."""
    pages = format_html_join(", ", '<a class="govuk-link" href="{}">{}</a>', ((url, title) for title, url in links))
    if not links:
        return format_html("{}", point.text)
    return format_html("{}<br>{} {}", point.text, _("Change the answer itself:"), pages)


class AnswerForm(ActForm):
    """An answer to every open point, or that it is declined."""

    word = "answer"
    asks_moment = True

    def build(self) -> None:
        self.points: list[Point] = [one for one in self.request.points.all() if one.answered_at is None]
        leads = {one["point"].pk: one for one in points.leads(self.request, self.user)}
        for point in self.points:
            lead = leads.get(point.pk)
            self.fields[f"answer_{point.pk}"] = forms.CharField(
                label=_("Answer to %(code)s") % {"code": point.code},
                required=False,
                help_text=_help(point, lead["links"] if lead else []),
                initial=points.suggestion(lead["changes"]) if lead else "",
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
