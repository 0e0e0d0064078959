"""Who works in a large office? Field offices and officers, and who of them may have had which task."""

import random
from collections import defaultdict

from django.contrib.auth.hashers import make_password
from django.utils.crypto import get_random_string

from mla.models import Authority, Compartment, Membership, Party, Recusal, User
from mla.vocabulary import AuthorityKind, Role
from workflows.volume.material import GIVEN, SURNAMES

CENTRAL_SHARES = {
    Role.REGISTRAR: 18, Role.REVIEWER: 30, Role.DATA_PROTECTION: 6, Role.SECURITY: 6, Role.COUNTERSIGNER: 12,
    Role.TRANSLATOR: 8, Role.DISPATCHER: 8, Role.LIAISON: 18, Role.SUPERVISOR: 3, Role.AUDITOR: 1,
}
OFFICES, CIRCLES = 40, 12
PREFIX = "v"
"""What the user names of the volume begin with."""

Key = tuple[str, int | None]


class Staff:
    """Everybody of the volume, and a choice of owners for a task."""

    def __init__(self, number: int, chance: random.Random, password: str) -> None:
        self.chance = chance
        self.own, self.home = Authority.objects.own(), Party.home()
        self.offices = _offices(min(OFFICES, max(1, number // 10)), self.home)
        self.circles = _circles()
        self.posts = self._posts(number)
        self.users = self._users(number, password)
        self.members: dict[int, set[int]] = defaultdict(set)
        self._join()
        self._at: dict[Key, list[User]] = defaultdict(list)
        for user, (place, roles) in zip(self.users, self.posts, strict=True):
            for role in roles:
                self._at[role, None if place == self.own.pk else place].append(user)

    def owner(self, role: str, place: int | None, classification: int, circle: int | None) -> int | None:
        """Somebody at that desk who may see such a request; None where nobody is."""
        there = self._at[role, place]
        for _try in range(6 if there else 0):
            user = self.chance.choice(there)
            if user.clearance >= classification and (circle is None or circle in self.members[user.pk]):
                return user.pk
        return None

    def recuse(self, requests: int) -> None:
        """One officer in ten is kept from three requests."""
        Recusal.objects.bulk_create(
            Recusal(user=user, request_id=pk, reason="Acquainted with a person of the case.")
            for user in self.users[::10] for pk in self.chance.sample(range(1, requests + 1), min(3, requests))
        )

    def _posts(self, number: int) -> list[tuple[int, tuple[str, ...]]]:
        """Where each works and as what: six of ten at the centre, every field office and every role manned."""
        roles, shares = list(CENTRAL_SHARES), list(CENTRAL_SHARES.values())
        posts: list[tuple[int, tuple[str, ...]]] = []
        for n in range(number):
            tens, unit = divmod(n, 10)
            if unit < 6:
                turn = tens * 6 + unit
                first = roles[turn] if turn < len(roles) else self.chance.choices(roles, shares)[0]
                more = self.chance.sample(roles[:8], self.chance.choice((0, 0, 1, 2)))
                posts.append((self.own.pk, tuple(dict.fromkeys((first, *more)))))
            else:
                turn = tens * 4 + unit - 6
                office = self.offices[turn // 2 % len(self.offices)]
                posts.append((office.pk, (Role.EXECUTING_OFFICER if turn % 2 else Role.REQUESTER,)))
        return posts

    def _users(self, number: int, password: str) -> list[User]:
        hashed = make_password(password or get_random_string(40))
        return User.objects.bulk_create(
            User(
                username=f"{PREFIX}{n:04d}", first_name=GIVEN[n % len(GIVEN)][0], last_name=SURNAMES[n % 47][0],
                name_zh=SURNAMES[n % 47][1] + GIVEN[n % len(GIVEN)][1], email=f"{PREFIX}{n:04d}@office.example.org",
                password=hashed, clearance=self.chance.choices((1, 2, 3), (25, 50, 25))[0],
            )
            for n in range(number)
        )

    def _join(self) -> None:
        """Memberships, and one or two circles for every third officer."""
        Membership.objects.bulk_create(
            Membership(user=user, authority_id=place, role=role)
            for user, (place, roles) in zip(self.users, self.posts, strict=True) for role in roles
        )
        for user in self.users[::3]:
            self.members[user.pk] = set(self.chance.sample(self.circles, self.chance.choice((1, 2))))
        through = User.compartments.through
        through.objects.bulk_create(
            through(user_id=user, compartment_id=one) for user, joined in self.members.items() for one in sorted(joined)
        )


def _offices(number: int, home: Party) -> list[Authority]:
    return Authority.objects.bulk_create(
        Authority(
            code=f"{home.code}-VOL-{n:02d}", party=home, kind=AuthorityKind.CASE_HANDLING,
            name_en=f"Field Office {n:02d}", name_zh=f"第{n:02d}外勤办公室",
        )
        for n in range(1, number + 1)
    )


def _circles() -> list[int]:
    made = Compartment.objects.bulk_create(
        Compartment(code=f"vol-{n:02d}", name=f"Circle {n:02d}") for n in range(1, CIRCLES + 1)
    )
    return [one.pk for one in made]
