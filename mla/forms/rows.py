"""How are several persons, offences or identifiers typed on one page? One form per row, matched to the stored rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from mla.findings import BLOCK
from mla.forms.drafting import DraftForm, Need
from mla.models import Request

MOST = 60


class RowForm(DraftForm):
    """One row; a row in which nothing is typed does not count."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is typed in this row."""
        if not self.is_bound:
            return self.instance.pk is None
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in self.fields if name != "DELETE")

    @property
    def is_removed(self) -> bool:
        """Whether the row is ticked for removal."""
        return bool(self.is_bound and self.data.get(self.add_prefix("DELETE")))

    @property
    def is_kept(self) -> bool:
        """Whether the row says something."""
        return not self.is_blank and not self.is_removed


class RowSet(forms.BaseFormSet):
    """The rows of one sort. The n-th form is the n-th stored row, so that an autosave never doubles a row."""

    def __init__(self, data: QueryDict | None, *, stored: list[Any], **kwargs: Any) -> None:
        self.stored = stored
        super().__init__(data, initial=[{} for _one in stored], **kwargs)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Each form with its stored row, or with a new one."""
        kwargs = super().get_form_kwargs(index)
        if index is not None and index < len(self.stored):
            instance = self.stored[index]
        else:
            instance = self.form._meta.model(request=kwargs["request"])
        return {**kwargs, "instance": instance}


@dataclass(frozen=True)
class Rows:
    """A sort of rows on a section's page: which form, which relation of the request, and when one is needed."""

    relation: str
    form: type[RowForm]
    title: Promise
    another: Promise
    remove: Promise
    need: Callable[[Request], Need | None] = lambda request: None

    def open(self, request: Request, today: date, data: QueryDict | None, extra: bool) -> "RowsPart":
        """The rows as stored, or as typed in `data`."""
        return RowsPart(self, request, today, data, extra)


class RowsPart:
    """The rows of one sort on a page that is being read or saved."""

    def __init__(self, rows: Rows, request: Request, today: date, data: QueryDict | None, extra: bool) -> None:
        self.rows, self.request = rows, request
        stored = list(getattr(request, rows.relation).order_by("pk")) if request.pk else []
        blank = 1 if extra or not stored else 0
        made: Any = forms.formset_factory(rows.form, formset=RowSet, extra=blank, can_delete=True,
                                     max_num=MOST, absolute_max=MOST)
        if data is not None and f"{rows.relation}-TOTAL_FORMS" not in data:
            data = None
        self.formset = made(
            data, stored=stored, prefix=rows.relation, form_kwargs={"request": request, "today": today}
        )
        for form in self.formset:
            if form.instance.pk is None and not form.is_bound:
                del form.fields["DELETE"]
            else:
                form.fields["DELETE"].label = rows.remove

    @property
    def kept(self) -> list[RowForm]:
        """The forms that say something."""
        return [form for form in self.formset if form.is_kept]

    @property
    def forms(self) -> list[RowForm]:
        """Every form, blank ones included."""
        return list(self.formset)

    def store(self, *, is_final: bool) -> None:
        """Write the rows. Rows are removed only by the button: an autosave must not shift what stands on the page."""
        for form in self.formset:
            if form.is_kept:
                form.store().save()
            elif is_final and form.instance.pk:
                form.instance.delete()

    def compact(self, raw: dict[str, list[str]]) -> dict[str, list[str]]:
        """What was typed, without the rows that no longer count and with the others numbered anew."""
        prefix = self.rows.relation
        rest = {name: values for name, values in raw.items() if not name.startswith(f"{prefix}-")}
        for number, form in enumerate(self.kept):
            for name in form.fields:
                if (typed := raw.get(form.add_prefix(name))) is not None:
                    rest[f"{prefix}-{number}-{name}"] = typed
        counted = {"TOTAL_FORMS": len(self.kept), "INITIAL_FORMS": 0}
        return rest | {f"{prefix}-{name}": [str(count)] for name, count in counted.items()}

    def asked(self) -> Iterator[tuple[str, str, str, str, bool]]:
        """What is asked of each row, and whether at least one is there."""
        if need := self.rows.need(self.request):
            first = self.forms[0].add_prefix(next(iter(self.rows.form.base_fields)))
            yield first, BLOCK, need[0], str(need[1]), bool(self.kept)
        for form in self.kept:
            for name, severity, code, text, is_answered in form.asked():
                yield form.add_prefix(name), severity, code, text, is_answered

    def lines(self) -> list[tuple[str, str, str]]:
        """The answers of each row, its number before the label."""
        return [
            (name, _("%(number)s. %(label)s") % {"number": number, "label": label}, words)
            for number, form in enumerate(self.kept, start=1)
            for name, label, words in form.lines() if not name.endswith("-DELETE")
        ]
