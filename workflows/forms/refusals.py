"""How does a form say that an act was refused? With the reasons of the refusal, beside what was typed."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import BaseForm

from mla.exceptions import NotPossible


@contextmanager
def refusals_on(form: BaseForm, field: str | None = None) -> Iterator[None]:
    """What is not possible becomes errors of the form, at its top or at a field; the caller goes on behind."""
    try:
        yield
    except NotPossible as refusal:
        form.add_error(field, refusal.reasons)
