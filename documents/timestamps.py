"""Who else says when? A timestamp service of RFC 3161, asked over HTTP."""

import urllib.request
from http import HTTPStatus

from asn1crypto.tsp import TimeStampReq, TimeStampResp
from pyhanko.sign.timestamps import TimeStamper

_PATIENCE = 20  # seconds
_ASKS, _ANSWERS = "application/timestamp-query", "application/timestamp-reply"


class Unreachable(Exception):
    """The timestamp service gives no timestamp now; it is asked again later."""


class Service(TimeStamper):
    """The service at one address; its answer is checked against the question by the library."""

    def __init__(self, address: str) -> None:
        super().__init__()
        if not address.startswith(("http://", "https://")):
            raise Unreachable(f"{address} is no address of a timestamp service")
        self._address = address

    async def async_request_tsa_response(self, req: TimeStampReq) -> TimeStampResp:
        asked = urllib.request.Request(self._address, data=req.dump(), headers={"Content-Type": _ASKS})
        try:
            with urllib.request.urlopen(asked, timeout=_PATIENCE) as answer:
                if answer.status != HTTPStatus.OK or answer.headers.get_content_type() != _ANSWERS:
                    raise Unreachable(f"{self._address} answers without a timestamp (status {answer.status})")
                return TimeStampResp.load(answer.read())
        except OSError as problem:
            raise Unreachable(f"the timestamp service {self._address} cannot be reached: {problem}") from None
