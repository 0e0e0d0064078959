"""What is told of the links of a request, to one person: on its page, in the writer, at intake."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from mla.links import finding
from mla.links.finding import Hit
from mla.models import Authority, Request, User


@dataclass(frozen=True, slots=True)
class Told:
    """The links of one request, as this person may know them."""

    hits: list[Hit]
    related: list[tuple[Request, list[Hit]]]
    """The other requests that may be seen, each with what it shares."""
    doubles: list[Request]
    """Those of them that may be the same matter on another channel (CK-26)."""

    @property
    def bare(self) -> list[Hit]:
        """What stands in a request that may not be seen."""
        return [one for one in self.hits if one.is_elsewhere]

    @property
    def ask(self) -> str:
        """Whom to ask: always the same desk, so that the answer tells nothing about the other request."""
        return _("the supervisor at %(authority)s") % {"authority": Authority.objects.own()} if self.bare else ""

    def warnings(self) -> list[str]:
        """CK-26, one sentence for each request that may be the same matter."""
        return [
            _("%(request)s may be the same matter on another channel: it shares %(shared)s (CK-26)")
            % {"request": one, "shared": self._shared(one)} for one in self.doubles
        ]

    def _shared(self, other: Request) -> str:
        shared = next(hits for one, hits in self.related if one.pk == other.pk)
        return ", ".join(dict.fromkeys(one.said for one in shared if not one.is_weak))


def told(request: Request, user: User) -> Told:
    """The links that this person may know. Four queries at most, and one more to name whom to ask."""
    hits = finding.hits(request, user)
    return Told(hits, finding.related(hits), finding.doubles(request, hits))
