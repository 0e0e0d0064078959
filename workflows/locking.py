"""The one lock there is: the request's row, taken before anything else of the request is read."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable

from documents import passages
from mla import access, reference, texts
from mla.exceptions import NotPossible, PermissionDenied
from mla.models import Request, User

TURN = (
    "state", "kind", "direction", "agency", "classification", "compartment", "tlp", "counterpart", "created_by",
)
RECUSED = "SELECT EXISTS (SELECT 1 FROM mla_recusal WHERE request_id = mla_request.id AND user_id = %s)"


@contextmanager
def held(pk: int) -> Iterator[Request]:
    """The request, locked until the transaction ends, where the office itself acts and no person is asked for.

    Raises OperationalError when another act holds the lock too long.
    """
    request = reference.stamped(Request.objects.select_for_update(of=("self",))).get(pk=pk)
    reference.complete(request)
    yield request


@contextmanager
def locked(pk: int, by: User, *, turn_only: bool = False) -> Iterator[Request]:
    """The request, locked until the transaction ends, if this person may see it.

    `turn_only` reads just what a change of turns needs. Raises PermissionDenied when the person may not see the
    request, NotPossible when another act holds the lock too long.
    """
    rows = Request.objects.select_for_update(of=("self",)).annotate(is_recused=RawSQL(RECUSED, [by.pk]))
    whole = rows.annotate(has_passages=RawSQL(passages.WRITTEN, []), title_said=RawSQL(texts.TITLE_SAID, []))
    try:
        request = rows.only(*TURN).get(pk=pk) if turn_only else reference.stamped(whole).get(pk=pk)
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise NotPossible(_("Somebody else is acting on this request at this moment. Please try again.")) from error
        raise
    if not access.sees(by, request, is_recused=request.is_recused):  # type: ignore[attr-defined]  # as annotated
        raise PermissionDenied(_("You may not see this request."))
    if not turn_only:
        reference.complete(request)
    yield request


@contextmanager
def also_locked(pk: int, by: User) -> Iterator[Request]:
    """The other request of an act on two, locked too. Two people who lock the same two crosswise are told so, not left
    waiting. Raises PermissionDenied when the person may not see it."""
    try:
        with locked(pk, by) as other:
            yield other
    except Request.DoesNotExist:
        raise PermissionDenied(_("You may not see this request.")) from None
    except OperationalError as error:
        raise NotPossible(_("Somebody else is acting on this request at this moment. Please try again.")) from error
