"""The one lock there is: the request's row, read together with what every act needs of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError
from django.db.models import BooleanField, ExpressionWrapper
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable

from mla import access
from mla.exceptions import NotPossible, PermissionDenied
from mla.models import Request, User

RELATED = ("counterpart", "instrument", "agency", "requested_authority")


@contextmanager
def locked(pk: int, by: User) -> Iterator[Request]:
    """The request, locked until the transaction ends, if this person may see it.

    Raises PermissionDenied when they may not, NotPossible when another act holds the lock too long.
    """
    seen = ExpressionWrapper(access.visible(by), output_field=BooleanField())
    try:
        request = (
            Request.objects.annotate(is_visible=seen).select_related(*RELATED).select_for_update(of=("self",)).get(pk=pk)
        )
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise NotPossible(_("Somebody else is acting on this request at this moment. Please try again.")) from error
        raise
    if not request.is_visible:
        raise PermissionDenied(_("You may not see this request."))
    yield request
