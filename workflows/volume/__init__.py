"""How does the office behave when it is full? Requests, tasks and people, made for measuring."""

import random
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from mla.exceptions import NotPossible
from mla.models import Request, User
from workflows.reports import measures
from workflows.volume.copying import Copier, bare_tables
from workflows.volume.people import PREFIX, Staff
from workflows.volume.roads import Unworkable, plan
from workflows.volume.rows import Writer

__all__ = ["Sizes", "load"]
_BATCH = 4000


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of each; `tasks` counts the open ones in."""

    requests: int = 200_000
    tasks: int = 1_000_000
    open: int = 200_000
    users: int = 500
    seed: int = 2017


def load(sizes: Sizes, *, now: datetime, password: str = "") -> dict[str, int]:
    """Fill an empty office, in one transaction; how many rows of each table were copied.

    The same sizes, seed and moment give the same rows (but for the password). Without a password nobody can sign in.
    Raises NotPossible where the office holds requests or volume people, or where the tasks do not fit the requests.
    """
    if Request.objects.exists() or User.objects.filter(username=f"{PREFIX}0000").exists():
        raise NotPossible("This office is not empty: the volume is loaded into a database of its own only.")
    if sizes.users < 20 or sizes.requests < 1:
        raise NotPossible("The volume needs at least 20 users and one request.")
    try:
        roads = plan(sizes.requests, sizes.tasks, sizes.open, sizes.seed)
    except Unworkable as error:
        raise NotPossible("So many tasks, and so many open ones, do not fit so many requests.") from error
    with transaction.atomic():
        staff = Staff(sizes.users, random.Random(sizes.seed), password)
        copier = Copier()
        with bare_tables():
            writer = Writer(copier, staff, now, sizes.seed)
            for number, road in enumerate(roads, start=1):
                writer.write(number, road)
                if number % _BATCH == 0:
                    copier.flush()
            copier.flush()
        staff.recuse(sizes.requests)
        writer.number_on()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # without it each batch of measures is planned for empty tables
        measures.derive()
    return copier.copied
