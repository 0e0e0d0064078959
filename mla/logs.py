"""What must no log line hold? The secret address of a calendar feed."""

import logging
import re

_SECRET = re.compile(r"(/feeds/)[^/\s\"'?]+(?=\.ics)")


class SecretAddresses(logging.Filter):
    """Strikes the token of a feed out of every line, whoever wrote it."""

    def filter(self, record: logging.LogRecord) -> bool:
        told = record.getMessage()
        if "/feeds/" in told:
            record.msg, record.args = _SECRET.sub(r"\1***", told), ()
        return True
