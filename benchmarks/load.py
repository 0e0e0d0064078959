"""Fifty officers at work: they open the inbox, read and take tasks, decide and search, thinking between clicks."""

import http.client
import os
import random
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import NoReverseMatch, reverse

from benchmarks.throwaway import address_of_database
from mla.checklist import AT_INTAKE
from mla.models import User

THINKING = (2.5, 7.5)
"""Seconds between two clicks, five on average."""
_TASK, _FREE = re.compile(r'href="/tasks/(\d+)/"'), re.compile(r'action="/tasks/(\d+)/claim/"')
_STAGE, _REFERENCE = re.compile(r'name="stage" value="(\d+)"'), re.compile(r"[A-Z]{2}-[A-Z]{2}-20\d\d-\d{4,}")
DECISIONS = {
    "admit": {f"check_{code}": "yes" for code in AT_INTAKE},
    "opine": {"recommendation": "grant", "text": "Proportionate."},
}
FORMS = {"Content-Type": "application/x-www-form-urlencoded"}
CLICKS, SHARES = ("inbox", "task", "claim", "decide", "search"), (35, 25, 15, 10, 15)


@dataclass
class Seen:
    """What all officers met: the seconds of each click by its name, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in CLICKS})
    refused: int = 0
    """Answers of 409: a colleague was first. That is an answer, not an error."""
    errors: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[float]:
        """The seconds of every click."""
        return [one for listed in self.seconds.values() for one in listed]


class Officer:
    """One browser with its session."""

    def __init__(self, user: User, port: int, seen: Seen, seed: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies, self.chance, self.seen = _session(user), random.Random(seed), seen
        self.page, self.free, self.tasks, self.mine = "", [""], [""], [""]

    def work(self, until: float) -> None:
        """Click and think until the moment."""
        time.sleep(self.chance.uniform(0, THINKING[1]))
        while time.monotonic() < until:
            self.click(self.chance.choices(CLICKS, SHARES)[0])
            time.sleep(self.chance.uniform(*THINKING))

    def click(self, name: str) -> None:
        """One click; what cannot be done yet is preceded by what makes it possible."""
        if name != "inbox" and not any(self.tasks):
            name = "inbox"
        if name == "decide" and not any(self.mine):
            name = "claim"
        getattr(self, f"_{name}")()

    def _inbox(self) -> None:
        self._ask("inbox", f"{reverse('inbox')}?tab=queue")
        self.tasks, self.free = _TASK.findall(self.page) or [""], _FREE.findall(self.page) or [""]

    def _task(self) -> None:
        self._ask("task", f"/tasks/{self.chance.choice(self.tasks)}/")

    def _claim(self) -> None:
        task = self.free.pop(self.chance.randrange(len(self.free))) if any(self.free) else ""
        if not task:
            return self._inbox()
        if self._ask("claim", f"/tasks/{task}/claim/", {}) == 302:
            self.mine = [task]
        return None

    def _decide(self) -> None:
        task, self.mine = self.mine[0], [""]
        self._ask("task", f"/tasks/{task}/")
        word = next((one for one in DECISIONS if f"word={one}" in self.page), "")
        if word and self._ask("task", f"/tasks/{task}/?word={word}") == 200 and (stage := _STAGE.search(self.page)):
            typed = {"word": word, "stage": stage.group(1), **DECISIONS[word]}
            self._ask("decide", f"/tasks/{task}/", typed)

    def _search(self) -> None:
        known = _REFERENCE.findall(self.page)
        words = self.chance.choice(known) if known else "Invoice fraud"
        self._ask("search", f"{_search_address()}?{urlencode({'q': words})}")

    def _ask(self, name: str, address: str, typed: dict[str, str] | None = None) -> int:
        begun = time.monotonic()
        head = {"Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items()), "Host": "127.0.0.1"}
        if typed is None:
            self.connection.request("GET", address, headers=head)
        else:
            body = urlencode({**typed, "csrfmiddlewaretoken": self.cookies["csrftoken"]})
            self.connection.request("POST", address, body, {**head, **FORMS})
        answer = self.connection.getresponse()
        page = answer.read().decode()
        self.seen.seconds[name].append(time.monotonic() - begun)
        if answer.status == 409:
            self.seen.refused += 1
        elif answer.status not in (200, 302):
            self.seen.errors.append(f"{answer.status} {address}")
        if typed is None:
            self.page = page
        return answer.status


def at_work(users: list[User], port: int, seconds: float) -> Seen:
    """All of them at once for so long."""
    seen, until = Seen(), time.monotonic() + seconds
    threads = [
        threading.Thread(target=Officer(user, port, seen, seed).work, args=[until]) for seed, user in enumerate(users)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def alone(user: User, port: int, clicks: int) -> Seen:
    """The same clicks by one officer who does not think, on an idle server."""
    seen = Seen()
    officer = Officer(user, port, seen, seed=0)
    for _click in range(clicks):
        officer.click(officer.chance.choices(CLICKS, SHARES)[0])
    return seen


def a_second(user: User, port: int, address: str, seconds: float = 10, clients: int = 4) -> float:
    """How many times a second the address is answered to so many clients that do not think."""
    until, counts = time.monotonic() + seconds, [0] * clients

    def ask(index: int) -> None:
        officer = Officer(user, port, Seen(), index)
        while time.monotonic() < until:
            officer._ask("inbox", address)
            counts[index] += 1
        assert not officer.seen.errors, officer.seen.errors[:3]

    threads = [threading.Thread(target=ask, args=[index]) for index in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


@contextmanager
def server(application: str = "mla.wsgi") -> Iterator[int]:
    """gunicorn as `./dev run` starts it, with two workers, on the present database; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**os.environ, "DATABASE_URL": address_of_database(), "SECRET_KEY": settings.SECRET_KEY, "MLA_DEMO": "1"}
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "2",
               "--worker-class", "gthread", "--threads", "4", "--keep-alive", "75", "--log-level", "warning"]
    with subprocess.Popen(command, env=env, cwd=settings.BASE_DIR) as process:
        try:
            _wait(port)
            yield port
        finally:
            process.terminate()


def _wait(port: int) -> None:
    """Until both workers have surely answered."""
    answers = 0
    for _try in range(1200):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", "/healthz")
            answers += connection.getresponse().status in (200, 404)
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
        if answers == 40:
            return
    raise TimeoutError("gunicorn did not answer within two minutes")


def _session(user: User) -> dict[str, str]:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    client.get(reverse("account_logout"))  # brings the cookie of the token
    assert SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value).load()
    return {name: one.value for name, one in client.cookies.items()}


def _search_address() -> str:
    try:
        return reverse("search")
    except NoReverseMatch:
        return reverse("requests")
