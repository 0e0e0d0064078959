"""The two ways an act can fail at the engine's border."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied

__all__ = ["NotPossible", "PermissionDenied"]


class NotPossible(Exception):
    """The act is not possible now (409).

    `reasons` says why, one sentence each; `possible` lists the words that are possible instead.
    """

    def __init__(self, *reasons: str, possible: Sequence[str] = ()) -> None:
        super().__init__("; ".join(str(reason) for reason in reasons))
        self.reasons = [str(reason) for reason in reasons]
        self.possible = list(possible)
