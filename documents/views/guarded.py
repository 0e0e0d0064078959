"""Under which policy does a paper go to a browser? What came from outside is never a page of ours."""

from django.http import HttpResponseBase

PRINTED_BY_US = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
TEXT_OF_OURS = "default-src 'none'; style-src 'self'; frame-ancestors 'self'"
FROM_OUTSIDE = "sandbox; default-src 'none'; frame-ancestors 'none'"


def guarded(response: HttpResponseBase, policy: str) -> HttpResponseBase:
    """The response with its own policy, and never kept by the browser or on the way."""
    response["Content-Security-Policy"] = policy
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
