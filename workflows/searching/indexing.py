"""How does the index follow what is written? Triggers mark a request whose text changes; here the marks are worked off.

A mark is a row of its own, so one that a transaction writes while its request is being indexed is seen by the next
run. Only one run works at a time, under an advisory lock, so an older text never replaces a newer one.
"""

from collections.abc import Collection

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from documents.models import Letter
from mla.models import Request
from workflows.models import SearchMark, SearchText
from workflows.searching import sources, tokens

VERSION = 1
"""Of the tokens; a higher number makes `manage.py search_index` write every row anew."""
AT_ONCE = 50
"""How many of the latest marks a search works off before it looks."""
_LOCK = 6_360_201


def work_off(number: int = 200) -> int:
    """Index the requests of the oldest marks, at most so many marks; how many, 0 where another run works already."""
    with transaction.atomic():
        if not _locked("pg_try_advisory_xact_lock"):
            return 0
        oldest = list(SearchMark.objects.order_by("pk").values_list("pk", "request_id")[:number])
        SearchMark.objects.filter(pk__in=[pk for pk, _request in oldest]).delete()
        _store({request for _pk, request in oldest})
    return len(oldest)


def is_behind() -> bool:
    """Whether there is a mark."""
    return SearchMark.objects.exists()


def catch_up() -> None:
    """Before a search: bring the latest changes in, a bounded number of them. One query where there are none."""
    if is_behind():
        work_off(AT_ONCE)


def index_missing(after: int, number: int = 500) -> int | None:
    """Index the next requests, by their numbers, that have no row of this version; the last number, None at the end."""
    with transaction.atomic():
        _locked("pg_advisory_xact_lock")
        current = SearchText.objects.filter(request=OuterRef("pk"), letter=None, version=VERSION)
        missing = Request.objects.filter(~Exists(current), pk__gt=after).order_by("pk")
        found = list(missing.values_list("pk", flat=True)[:number])
        _store(found)
    return found[-1] if found else None


def forget() -> int:
    """Make every row one of an older version, so that `index_missing` writes it anew; it is found until then."""
    return SearchText.objects.update(version=0)


def _store(requests: Collection[int]) -> None:
    """Write the rows of these requests, and those of their letters that have none: a letter never changes."""
    if not requests:
        return
    rows = [_of_request(one) for one in sources.with_texts(Request.objects.filter(pk__in=requests))]
    current = SearchText.objects.filter(letter=OuterRef("pk"), request=OuterRef("request"), version=VERSION)
    new = Letter.objects.filter(~Exists(current), request__in=requests)
    rows += [_of_letter(one) for one in sources.letters(new)]
    SearchText.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["request", "letter"], update_fields=["version", "vector"],
    )


def _of_request(request: Request) -> SearchText:
    return SearchText(request=request, version=VERSION, vector=_vector(sources.of_request(request)))


def _of_letter(letter: Letter) -> SearchText:
    vector = _vector(sources.of_letter(letter))
    return SearchText(request_id=letter.request_id, letter=letter, version=VERSION, vector=vector)


def _vector(fields: list[sources.Field]) -> str:
    return tokens.vector((one.text for one in fields), (one.text for one in fields if one.is_code))


def _locked(function: str) -> bool:
    """Hold the one lock of the index until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [_LOCK])
        return cursor.fetchone()[0] is not False
