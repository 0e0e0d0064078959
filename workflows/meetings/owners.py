"""Who owes an action item, as a paper in both languages names it?"""

from documents.terms import Pair
from mla.models import Authority
from mla.tongues import said
from mla.vocabulary import Role
from workflows.models import ActionItem
from workflows.reports.saying import pair


def owner(item: ActionItem) -> Pair:
    """A person, a desk with its authority, or an authority."""
    if item.owner is not None:
        return item.owner.names
    if not item.desk:
        return pair(item.authority)
    place = pair(item.authority or Authority.objects.own())
    desk = said(lambda: Role(item.desk).label)
    return {"en": f"{desk['en']}, {place['en']}", "zh": f"{place['zh']}{desk['zh']}"}


def office(item: ActionItem) -> Pair:
    """The same for those whom no person's name concerns: the authority alone, ours where none is named."""
    return pair(item.authority or Authority.objects.own())
