"""Numbers of persons and of legal entities."""

import re

from django.utils.translation import gettext as _
from stdnum import lei as stdnum_lei
from stdnum.cn import ric
from stdnum.cn import uscc as stdnum_uscc
from stdnum.exceptions import ValidationError

from mla.identifiers.marks import agree, bare, by
from mla.identifiers.verdict import Wrong


def prc_id(value: str) -> str:
    """GB 11643: six digits of the place, the date of birth, three digits, and the check sign (modulo 11)."""
    number = bare(value)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise Wrong(_("Enter the 18 signs of the resident identity number; the last may be X."))
    agree(number, ric.calc_check_digit(number))
    try:
        ric.get_birth_date(number)
    except ValidationError:
        raise Wrong(_("The seventh to fourteenth digits are no date of birth.")) from None
    return number


def uscc(value: str) -> str:
    """GB 32100: 18 signs, the last a check sign (modulo 31)."""
    said = _("Enter the 18 signs of the unified social credit code.")
    return by(stdnum_uscc.validate, bare(value), said)


def lei(value: str) -> str:
    """ISO 17442: 18 letters and digits and two check digits (modulo 97)."""
    number = bare(value)
    said = _("Enter the LEI: 18 letters and digits, then two digits.")
    if not re.fullmatch(r"[A-Z0-9]{18}[0-9]{2}", number):
        raise Wrong(said)
    return by(stdnum_lei.validate, number, said)
