"""When are the keys of a request written? In the transaction that stores what they are made of."""

from collections.abc import Iterable

from mla.links import keys
from mla.models import LinkKey, Request

SOURCES = frozenset({"persons", "organisations", "identifiers"})
RELATED = (*sorted(SOURCES), "items", "link_keys")


def follow(request: Request) -> None:
    """Bring the stored keys of one request in line with its subjects. The caller holds its lock."""
    wanted = keys.of_request(request)
    stored = {(one.sort, one.key): one for one in request.link_keys.all()}
    gone = [one.pk for place, one in stored.items() if wanted.get(place) != one.said]
    new = [
        LinkKey(request=request, sort=sort, key=key, said=said)
        for (sort, key), said in wanted.items()
        if (sort, key) not in stored or stored[sort, key].said != said
    ]
    if gone:
        LinkKey.objects.filter(pk__in=gone).delete()
    LinkKey.objects.bulk_create(new)


def derive(requests: Iterable[Request]) -> int:
    """Write the keys of these requests, which have none, in one go; how many there were."""
    made = [
        LinkKey(request=request, sort=sort, key=key, said=said)
        for request in requests for (sort, key), said in keys.of_request(request).items()
    ]
    LinkKey.objects.bulk_create(made, batch_size=5000)
    return len(made)
