"""Which requests may a person see? Every list, page, count, letter and download starts here."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self, cast

from django.db import models

from mla import access

if TYPE_CHECKING:
    from mla.models.people import User
    from mla.models.requests import Request


class RequestQuerySet(models.QuerySet):
    """Requests, by who may see them."""

    def visible_to(self, user: "User") -> Self:
        """Only what the person may see: by authority, marking, clearance, compartment, and not recused."""
        return self.filter(access.visible(user, cast("type[Request]", self.model)))

    def all_visible_to(self, user: "User", keys: Iterable[int]) -> bool:
        """Whether the person may see each of these. One query, none for none."""
        named = set(keys)
        return not named or self.visible_to(user).filter(pk__in=named).count() == len(named)

    def counted(self) -> Self:
        """Each matter once: without those that came through a second channel (CK-26)."""
        return self.filter(duplicate_of=None)
