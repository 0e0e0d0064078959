"""What check digits promise: a single wrong digit is found, wherever the scheme can find every one of them."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as some
from stdnum import iban as stdnum_iban
from stdnum import luhn
from stdnum.cn import ric
from stdnum.cn import uscc as stdnum_uscc
from stdnum.iso7064 import mod_97_10
from stdnum.us import rtn

from mla.identifiers import SCHEMES, check
from mla.identifiers.marks import mod10
from mla.identifiers.mrz import check_digit

LETTERS_DIGITS = string.digits + string.ascii_uppercase


def digits(count):
    return some.text(string.digits, min_size=count, max_size=count)


def signs(count, alphabet=LETTERS_DIGITS):
    return some.text(alphabet, min_size=count, max_size=count)


WHOLE = {  # numbers whose check digit finds every single wrong digit
    "imei": digits(14).map(lambda one: one + luhn.calc_check_digit(one)),
    "iccid": digits(16).map(lambda one: f"89{one}" + luhn.calc_check_digit(f"89{one}")),
    "aba": digits(8).map(lambda one: one + rtn.calc_check_digit(one)),
    "usps": digits(19).map(lambda one: f"94{one}" + mod10(f"94{one}")),
    "lei": signs(18).map(lambda one: one + mod_97_10.calc_check_digits(one)),
    "iban": digits(18).map(lambda one: "DE" + stdnum_iban.calc_check_digits(f"DE00{one}") + one),
    "prc_id": digits(3).map(lambda one: f"11010519491231{one}"[:17]).map(
        lambda one: one + ric.calc_check_digit(f"{one}0")),
    "uscc": signs(9, "0123456789ABCDEFGHJKLMNPQRTUWXY").map(lambda one: f"91350100{one}").map(
        lambda one: one + stdnum_uscc.calc_check_digit(one)),
    "mrz": digits(9).map(lambda one: one + check_digit(one)),
}


@pytest.mark.parametrize("scheme", WHOLE)
@given(data=some.data())
def test_every_wrong_digit_is_found(scheme, data):
    number = data.draw(WHOLE[scheme])
    assert check(scheme, number).valid
    place = data.draw(some.sampled_from([at for at, one in enumerate(number) if one.isdigit()]))
    other = data.draw(some.sampled_from([one for one in string.digits if one != number[place]]))
    assert not check(scheme, number[:place] + other + number[place + 1:]).valid


@given(serial=digits(8), country=some.sampled_from(["US", "CN", "GB", "HK", "FR"]))
def test_one_check_digit_alone_fits_a_postal_serial(serial, country):
    right = [digit for digit in string.digits if check("s10", f"RB{serial}{digit}{country}").valid]
    assert len(right) == 1


@given(serial=digits(7), airline=digits(3))
def test_one_check_digit_alone_fits_a_waybill(serial, airline):
    right = [digit for digit in string.digits if check("mawb", f"{airline}{serial}{digit}").valid]
    assert right == [str(int(serial) % 7)]


@pytest.mark.parametrize("scheme", SCHEMES)
@given(value=some.text(max_size=60) | some.text(LETTERS_DIGITS + "<-:./@+ ", max_size=60))
def test_nothing_typed_breaks_a_rule(scheme, value):
    found = check(scheme, value)
    assert found.valid or found.message
    assert check(scheme, found.normalized).normalized == found.normalized
    if found.suggestion:
        assert check(scheme, found.suggestion).valid


@pytest.mark.parametrize(("scheme", "value", "likely"), [
    ("aba", "O21000021", "021000021"), ("aba", "02I000021", "021000021"),
    ("imei", "4901542O3237518", "490154203237518"),
    ("iban", "GB82WEST12345698756432", "GB82WEST12345698765432"),
    ("prc_id", "11010519491231O02X", "11010519491231002X"),
    ("ipv4", "2O3.0.113.25", "203.0.113.25"), ("lei", "5493O01KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12"),
    ("cas", "437-38-8", ""), ("email", "name@example", ""),
])
def test_a_likely_misreading_is_proposed(scheme, value, likely):
    assert check(scheme, value).suggestion == likely


@pytest.mark.parametrize(("scheme", "value", "severity"), [
    ("s10", "RB123456786US", "warn"), ("ups", "1Z5R89390357567128", "warn"), ("s10", "1847176155123", "block"),
    ("parcel", "SF1234567890123", "warn"), ("iban", "GB83WEST12345698765432", "block"), ("ipv4", "10.0.0.1", "block"),
    ("ipv4", "203.0.113.25", ""), ("phone", "+86105550100", "warn"), ("s10", "JB123456785US", "warn"),
])
def test_what_a_form_makes_of_it(scheme, value, severity):
    assert check(scheme, value).severity == severity


def test_examples_are_refused_in_live_use(settings):
    settings.MLA_EXAMPLE_ADDRESSES = False
    assert [check(*one).severity for one in [("ipv4", "203.0.113.25"), ("ipv6", "2001:db8::1")]] == ["block", "block"]
