"""The request id: given, made, and never something that forges a log line."""

import pytest
from django.http import HttpResponse

from mla.middleware import RequestId


def answer(rf, **headers):
    return RequestId(lambda request: HttpResponse())(rf.get("/", headers=headers))["X-Request-ID"]


def test_an_id_from_the_proxy_is_kept(rf):
    assert answer(rf, **{"X-Request-ID": "edge-12345678"}) == "edge-12345678"


@pytest.mark.parametrize("given", ["", "short", "two\nlines-of-log", "x" * 65])
def test_a_harmful_or_missing_id_is_replaced(rf, given):
    made = answer(rf, **{"X-Request-ID": given})
    assert made != given
    assert len(made) == 16
