"""Which letters would this act issue, and what would they say? The act itself, done and taken back again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from documents import catalogue, pdf, previews, trials
from documents.models import Letter
from mla.exceptions import NotPossible
from mla.models import Request
from workflows.forms.acts import ActForm


@dataclass(slots=True)
class Draft:
    """The letters of an act that was not done: what would refuse the act, and what is wrong with its letters."""

    letters: list[Letter] = field(default_factory=list)
    flaws: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def numbers(self) -> list[str]:
        """The numbers that were given back."""
        return [one.number for one in self.letters]

    def of_code(self, code: str) -> Letter | None:
        """The first of the letters that has the code."""
        return next((one for one in self.letters if one.code == code), None)


def issues_letters(form: ActForm) -> bool:
    """Whether the act is ours and may issue letters."""
    return not form.is_theirs and bool(catalogue.rows_for(form.word, form.request))


def drafted(request: Request, act: Callable[[], Any], typed: Mapping[str, trials.Typed]) -> Draft:
    """Do the act with the passages typed so far, read its letters, and take everything back.

    Nothing of it stays: no number, no event, no job. Raises PermissionDenied as the act does.
    """
    with transaction.atomic(), trials.trial(typed) as tried:
        before = set(Letter.objects.filter(request=request).values_list("pk", flat=True))
        draft = Draft(flaws=tried.flaws)
        try:
            with transaction.atomic():
                act()
        except NotPossible as refusal:
            draft.reasons = refusal.reasons
        related = ("request", "sender__party", "addressee__party", "signed_by")
        issued = Letter.objects.filter(request=request).exclude(pk__in=before).select_related(*related)
        draft.letters = list(issued.order_by("pk"))
        transaction.set_rollback(True)
    return draft


def preview(draft: Draft, letter: Letter, page: int, session: str) -> dict[str, Any]:
    """For the page: the letter's picture at that page, or why it cannot be printed."""
    try:
        made = previews.make(letter, draft.numbers, session=session)
    except pdf.Unprintable as flaw:
        return {"unprintable": str(flaw)}
    page = max(1, min(page, made.pages))
    return {
        "preview": made, "page": page, "previous_page": page - 1, "next_page": page + 1 if page < made.pages else 0,
    }


def lacking(form: ActForm) -> list[str]:
    """What the form of the act still lacks, each with the name of its field."""
    found = []
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        found += [_("%(field)s: %(error)s") % {"field": label, "error": one} if label else str(one) for one in errors]
    return found
