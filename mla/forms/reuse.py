"""May results of earlier requests serve a new one? Each reference is looked up, and its conditions are asked."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from mla import conditions
from mla.findings import BLOCK, WARN
from mla.forms.drafting import DraftForm, Flaw
from mla.models import Request


def flaws(form: DraftForm) -> Iterator[Flaw]:
    """Whether it is said at all, whether the references are known, and what binds the results of those requests."""
    if not form.is_answered("from_results"):
        yield "from_results", WARN, "CK-28", _("Say whether facts or annexes come from results of earlier requests")
    if form.answer("from_results") != "yes":
        return
    for reference in references(str(form.answer("results_of") or "")):
        yield from _of(form, reference)


def references(text: str) -> list[str]:
    """The references as typed, in either comma."""
    return [one.strip() for one in text.replace("，", ",").replace("、", ",").split(",") if one.strip()]


def _of(form: DraftForm, reference: str) -> Iterator[Flaw]:
    earlier = Request.objects.filter(own_reference__iexact=reference, direction="out").first()
    if earlier is None or not _is_open_to_readers(earlier, form.request):
        yield "results_of", BLOCK, "CK-28", _(
            "There is no request of ours with the reference %(reference)s that all readers of this one may see"
        ) % {"reference": reference}
        return
    for sentence in conditions.follows(earlier, form.request.pk or 0):
        yield "results_of", BLOCK, "CK-28", f"{reference}: {sentence}"


def _is_open_to_readers(earlier: Request, request: Request) -> bool:
    """Whether everyone who reads the new request may know what binds the earlier one: nobody else is told of it."""
    is_secret = earlier.classification > request.classification
    return (
        request.agency_id in earlier.readers and not is_secret
        and earlier.compartment_id in (None, request.compartment_id)
    )
