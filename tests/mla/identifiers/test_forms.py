"""Identifiers: the vectors of the standards, and what is refused."""

import pytest

from mla.identifiers import moment, normalise


@pytest.mark.parametrize(("scheme", "value", "normal"), [
    ("ipv4", " 203.0.113.25 ", "203.0.113.25"),
    ("ipv4", "192.0.2.10", "192.0.2.10"),
    ("ipv6", "2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
    ("email", "suspect@EXAMPLE.com", "suspect@example.com"),
    ("email", "suspect@例子.测试", "suspect@xn--fsqu00a.xn--0zwm56d"),
    ("url", "HTTPS://Example.net/u/12345", "https://example.net/u/12345"),
    ("phone", "+1 (202) 555-0123", "+12025550123"),
    ("domain", "Example.ORG.", "example.org"),
    ("domain", "例子.测试", "xn--fsqu00a.xn--0zwm56d"),
    ("hash", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("hash", "d41d8cd98f00b204e9800998ecf8427e", "d41d8cd98f00b204e9800998ecf8427e"),
    ("crypto", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
    ("crypto", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"),
    ("iban", "gb82 west 1234 5698 7654 32", "GB82WEST12345698765432"),
    ("iban", "DE89370400440532013000", "DE89370400440532013000"),
    ("bank_account", "0001 2345-6789", "000123456789"),
    ("device", "490154203237518", "490154203237518"),
    ("device", "35-693803-564380-9", "356938035643809"),
    ("device", "00-00-5e-00-53-01", "00:00:5E:00:53:01"),
    ("account", " user_12345 ", "user_12345"),
])
def test_normalise_gives_the_one_form(scheme, value, normal):
    assert normalise(scheme, value) == (normal, None)


@pytest.mark.parametrize(("scheme", "value"), [
    ("ipv4", "203.0.113.256"), ("ipv4", "192.168.1.1"), ("ipv4", "10.0.0.1"), ("ipv6", "2001:db8::g"),
    ("email", "suspect"), ("email", "a b@example.com"), ("url", "example.net/u"), ("phone", "2025550123"),
    ("domain", "localhost"), ("hash", "e3b0c442"), ("crypto", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"),
    ("iban", "GB83WEST12345698765432"), ("bank_account", "none"), ("device", "490154203237519"), ("ipv4", ""),
])
def test_normalise_says_what_is_wrong(scheme, value):
    kept, message = normalise(scheme, value)
    assert kept == value
    assert message


def test_moment_keeps_its_offset():
    assert moment(" 2026-03-06T17:30:00-05:00") == ("2026-03-06T17:30:00-05:00", None)


@pytest.mark.parametrize("value", ["2026-03-06T17:30:00", "6 March 2026", ""])
def test_moment_without_offset_is_refused(value):
    assert moment(value)[1]
