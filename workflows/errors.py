"""What does a person see when an act is refused? The sentence, what is possible now, and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mla.exceptions import NotPossible, PermissionDenied
from workflows import words


class EngineErrors:
    """Middleware: NotPossible is answered 409, PermissionDenied 403, with a page in the reader's language."""

    def __init__(self, get_response: object) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)  # type: ignore[operator]

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for the engine's two exceptions; every other is Django's."""
        if isinstance(exception, NotPossible):
            return _page(request, 409, _("This is not possible now"), exception.reasons, exception.possible)
        if isinstance(exception, PermissionDenied):
            reasons = [str(exception)] if str(exception) else [_("Your role does not allow this.")]
            return _page(request, 403, _("You may not do this"), reasons, [])
        return None


def possible_words(possible: list[str]) -> list[str]:
    """The labels of what is possible instead."""
    return [words.to_do(word) for word in possible]


def _page(request: HttpRequest, status: int, title: str, reasons: list[str], possible: list[str]) -> HttpResponse:
    context = {"title": title, "reasons": reasons, "possible": possible_words(possible)}
    return render(request, "workflows/refused.html", context, status=status)
