"""What can be searched? One row of tokens for each request and one for each letter, and the marks of what changed."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Lookup
from django.utils.translation import gettext_lazy as _

from documents.models import Letter
from mla.models import Request


@SearchVectorField.register_lookup
class Finds(Lookup):
    """`vector__finds=text`: whether the tokens meet a tsquery that is already written as one."""

    lookup_name = "finds"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """The operator of PostgreSQL's text search."""
        left, values = self.process_lhs(compiler, connection)
        return f"{left} @@ %s::tsquery", (*values, self.rhs)


class SearchText(models.Model):
    """The tokens of a request, or of one of its letters. Derived: `workflows.searching.indexing` writes it anew."""

    request = models.ForeignKey(
        Request, models.CASCADE, related_name="search_texts", db_index=False, verbose_name=_("request")
    )
    letter = models.ForeignKey(Letter, models.CASCADE, null=True, related_name="search_texts", db_index=False)
    version = models.PositiveSmallIntegerField()  # of the way in which it was cut into tokens
    vector = SearchVectorField()

    class Meta:
        verbose_name = _("search text")
        verbose_name_plural = _("search texts")
        indexes = [  # what a question meets; nothing waits outside the index, for nobody waits for the writing
            GinIndex(fields=["vector"], name="search_vector", fastupdate=False),
        ]
        constraints = [
            models.UniqueConstraint(fields=["request", "letter"], nulls_distinct=False, name="one_search_text"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.letter_id or ''}"


class SearchMark(models.Model):
    """A request whose text has changed since it was indexed. Database triggers write it; indexing takes it away."""

    request_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("search mark")
        verbose_name_plural = _("search marks")

    def __str__(self) -> str:
        return str(self.request_id)
