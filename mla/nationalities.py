"""What is the state called of which somebody is a national? By its code, as officers type it and passports have it."""

from django_countries import countries

from mla.tongues import Words, said


def name(told: str) -> str:
    """The state's name in the reader's language if it was told as a code of ISO 3166 (CN, CHN, 156), else as told."""
    code = countries.alpha2(told.strip().upper())
    return str(countries.name(code)) if code else told


def names(told: str) -> Words | None:
    """The state's names in both languages if it was told as a code of ISO 3166."""
    return said(lambda: name(told)) if countries.alpha2(told.strip().upper()) else None
