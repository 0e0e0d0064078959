"""Moments in templates: `{{ moment|capital:party }}`, `{{ moment|day:party }}`, `{{ party|place }}` and
`{% both_times moment parties %}`."""

from collections.abc import Iterable
from datetime import datetime

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mla import moments
from mla.models import Party

register = template.Library()


@register.filter
def capital(moment: datetime | None, party: Party) -> str:
    """The moment in the party's capital; empty where there is none."""
    return _time(moment, party) if moment else ""


@register.filter
def day(moment: datetime | None, party: Party) -> str:
    """The day that it was in the party's capital, as 2026-11-19; empty where there is none."""
    return party.day(moment).isoformat() if moment else ""


@register.filter
def place(party: Party) -> str:
    """The name of the party's capital in the reader's language."""
    return moments.capital(party)


@register.simple_tag
def both_times(moment: datetime, parties: Iterable[Party]) -> SafeString:
    """The moment in each capital, divided by a stroke; `mla.moments.parties_of` gives the two of a request."""
    return format_html_join(" / ", "{}", ((_time(moment, party),) for party in parties))


def _time(moment: datetime, party: Party) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), moments.in_capital(moment, party))
