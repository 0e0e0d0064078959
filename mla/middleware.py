"""The request id: one token per HTTP request, in every log line and in the response's X-Request-ID."""

import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

_current: ContextVar[str] = ContextVar("request_id", default="-")
_ACCEPTABLE = re.compile(r"[A-Za-z0-9._-]{8,64}")


class RequestId:
    """Keeps an id that a proxy gave, if it is harmless to log, or else makes one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        token = _current.set(given if _ACCEPTABLE.fullmatch(given) else secrets.token_hex(8))
        try:
            request.request_id = _current.get()  # type: ignore[attr-defined]
            response = self.get_response(request)
            response["X-Request-ID"] = _current.get()
            return response
        finally:
            _current.reset(token)


class RequestIdFilter(logging.Filter):
    """Gives every log record `request_id`."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = _current.get()
        return True
