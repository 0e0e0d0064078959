"""Somebody at a browser without JavaScript: opens pages, follows links, fills the forms that stand there, presses."""

from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from mla.models import User


@dataclass
class Person:
    """A signed-in person, or with no user somebody before the door. Every POST carries the token of its page."""

    user: User | None = None
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    address: str = ""
    page: Any = None

    def __post_init__(self) -> None:
        if self.user:
            self.client.force_login(self.user)

    def open(self, address: str) -> "Person":
        """Go to an address, which must be there."""
        return self._arrive(self.client.get(address, follow=True), address)

    def follow(self, label: str) -> "Person":
        """Follow the first link whose words begin so."""
        link = next((one for one in self.page.iter("a") if _words(one).startswith(label)), None)
        assert link is not None, f"No link “{label}” on {self.address}: {[_words(one) for one in self.page.iter('a')]}"
        return self.open(link.get("href"))

    def press(self, label: str, status: int = 200, **answers: Any) -> "Person":
        """Fill the form that has a button with this label, and press it. Files are given as uploaded files."""
        button = next((one for one in self.page.iter("button") if _words(one) == label), None)
        assert button is not None, f"No button “{label}” on {self.address}: {self.buttons()}"
        form = next(button.iterancestors("form"))
        files = {name: one for name, one in answers.items() if isinstance(one, SimpleUploadedFile)}
        for name, answer in answers.items():
            if name not in files:
                fill(form, name, answer)
        typed: dict[str, list[Any]] = {}
        for name, value in form.form_values():
            typed.setdefault(name, []).append(value)
        if button.get("name"):
            typed[button.get("name")] = [button.get("value")]
        goal = form.get("action") or self.address
        return self._arrive(self.client.post(goal, {**typed, **files}, follow=True), goal, status)

    def text(self) -> str:
        """What the main part of the page says."""
        return " ".join(self.page.find(".//main").text_content().split())

    def buttons(self) -> list[str]:
        """The words of every button, in order."""
        return [_words(one) for one in self.page.iter("button")]

    def links(self) -> list[str]:
        """The words of every link, in order."""
        return [_words(one) for one in self.page.iter("a")]

    def _arrive(self, response: Any, address: str, status: int = 200) -> "Person":
        self.address = response.request["PATH_INFO"]
        if query := response.request["QUERY_STRING"]:
            self.address += f"?{query}"
        self.page = html.document_fromstring(response.content.decode())
        assert response.status_code == status, f"{address}: {response.status_code} {self.complaints()}"
        return self

    def complaints(self) -> list[str]:
        """What the page says is wrong."""
        marked = self.page.xpath("//*[contains(@class, 'error-message') or contains(@class, 'error-summary__list')]")
        return [_words(one) for one in marked] or [self.text()[:500]]


def fill(form: Any, name: str, answer: Any) -> None:
    """One answer, as the widget takes it; a name or a choice that the form does not offer fails."""
    widget = form.inputs[name]
    widget.value = answer if isinstance(answer, bool) else set(answer) if isinstance(answer, list) else str(answer)


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())
