"""The command: every vector of the domain file, 8.2 (parcels), 8.3 (substances), 7.4 (documents), 9.1 (cyber)."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

from mla.identifiers import SCHEMES

VALID = {  # value -> normal form, by section and scheme
    "8.2 s10": {one: one for one in (
        "RB123456785GB", "RB123456785US", "EB000717618HK", "EB000717595HK", "EE471108151FR", "RA473124829GB")},
    "8.2 ups": {one: one for one in (
        "1Z5R89390357567127", "1Z879E930346834440", "1Z410E7W0392751591", "1Z8V92A70367203024", "1Z5915806855587736")},
    "8.2 fedex": {one: one for one in (
        "986578788855", "477179081230", "799531274483", "790535312317", "974367662710", "041441760228964",
        "568283610012000", "568283610012734", "61299998820821171811", "9261292700768711948021")},
    "8.2 smartpost": {one: one for one in ("61299998820821171811", "9261292700768711948021")},
    "8.2 dhl": {one: one for one in (
        "3318810025", "73891051146", "8487135506", "1099255990", "3821724944", "3318810036", "3318810014",
        "JJD0099999999", "GM2951173225174494")},
    "8.2 mawb": {"999-12345675": "999-12345675", "99912345675": "999-12345675"},
    "8.2 container": {"CSQU3054383": "CSQU3054383", "csqu 305438 3": "CSQU3054383"},
    "8.2 parcel": {"SF1234567890123": "SF1234567890123", "LP00123456789012": "LP00123456789012"},
    "8.3 cas": {one: one for one in (
        "437-38-7", "59708-52-0", "21409-26-7", "39742-60-4", "23056-29-3", "125541-22-2", "1609-66-1", "14188-81-9")},
    "7.4 mrz": {
        "L898902C36": "L898902C36", "7408122": "7408122", "1204159": "1204159",
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<< L898902C36UTO7408122F1204159ZE184226B<<<<<10":
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
        "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<":
            "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
        "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<D231458907UTO7408122F1204159<<<<<<<6":
            "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6",
    },
    "9.1 ipv4": {one: one for one in ("192.0.2.10", "198.51.100.7", "203.0.113.25")},
    "9.1 ipv6": {"2001:db8::1": "2001:db8::1", "2001:DB8:0:0:0:0:0:1": "2001:db8::1", "2001:DB8::/48": "2001:db8::/48"},
    "9.1 timestamp": {"2026-03-06T17:30:00-05:00": "2026-03-06T17:30:00-05:00"},
    "9.1 email": {"suspect@example.com": "suspect@example.com", "a@例子.测试": "a@xn--fsqu00a.xn--0zwm56d"},
    "9.1 url": {"https://example.net/u/12345": "https://example.net/u/12345"},
    "9.1 phone": {"+12025550123": "+12025550123", "+1 (202) 555-0123": "+12025550123"},
    "9.1 imei": {"490154203237518": "490154203237518", "35-693803-564380-9": "356938035643809"},
    "9.1 mac": {"00:00:5E:00:53:01": "00:00:5E:00:53:01", "0000.5e00.5301": "00:00:5E:00:53:01"},
    "9.1 domain": {"example.org": "example.org", "例子.测试": "xn--fsqu00a.xn--0zwm56d"},
    "9.1 hash": {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855":
                 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    "9.1 crypto": {one: one for one in (
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")},
    "9.1 iban": {"GB82 WEST 1234 5698 7654 32": "GB82WEST12345698765432", "DE89370400440532013000":
                 "DE89370400440532013000"},
    "9.1 bic": {"deutdeff500": "DEUTDEFF500"},
    "9.1 aba": {"021000021": "021000021", "011000015": "011000015"},
    "9.1 cnaps": {"102100099996": "102100099996"},
    "9.1 uetr": {"00000000-0000-4000-8000-000000000001": "00000000-0000-4000-8000-000000000001"},
    "9.1 prc_id": {"11010519491231002x": "11010519491231002X", "440524188001010014": "440524188001010014"},
    "9.1 uscc": {"91350100M000100Y43": "91350100M000100Y43"},
    "9.1 lei": {"5493001KJTIIGC8Y1R12": "5493001KJTIIGC8Y1R12"},
}
INVALID = {
    "8.2 s10": ["RB123456786US", "EB000717594HK", "EB900717618HK", "RB123456785XX", "RA184717615H1", "1847176155123"],
    "8.2 ups": ["2Z5R89390357567127", "1A5R89390357567127", "1Z1111111111111111", "1Z5R89390357567128"],
    "8.2 fedex": ["996578788855", "568283610012732", "9261292700768711948020"],
    "8.2 dhl": ["3318810010", "3318810034", "3318810011"],
    "8.2 mawb": ["999-12345674"], "8.2 container": ["CSQU3054384"], "8.2 usps": ["9200000000000000000000"],
    "8.3 cas": ["437-38-8"], "7.4 mrz": ["L898902C37", "7408123"],
    "9.1 ipv4": ["203.0.113.256", "192.0.2", "192.0.2.010"], "9.1 ipv6": ["2001:db8::g", "fe80::1%eth0"],
    "9.1 timestamp": ["2026-03-06T17:30:00", "2026-03-06"], "9.1 email": ["suspect", "a b@example.com"],
    "9.1 phone": ["2025550123", "+0123456789", "+12025550"], "9.1 imei": ["490154203237519"],
    "9.1 iban": ["GB83WEST12345698765432"], "9.1 aba": ["021000022"], "9.1 prc_id": ["110105194912310021"],
    "9.1 uscc": ["91350100M000100Y44"], "9.1 lei": ["5493001KJTIIGC8Y1R17"], "9.1 hash": ["e3b0c442"],
    "9.1 crypto": ["bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"],
    "9.1 uetr": ["00000000-0000-1000-8000-000000000001"], "9.1 domain": ["localhost", "192.0.2.10"],
}
S10_CHECKS = {
    "00000000": "5", "00000001": "4", "12345678": "5", "20171004": "1", "47312482": "9", "00071758": "1",
    "76129403": "8", "96633102": "0", "99999999": "5",
}


def run(capsys, *args):
    """The exit code and what was printed."""
    with pytest.raises(SystemExit) as left:
        call_command("check_identifier", *args)
    return left.value.code, capsys.readouterr().out


def cases(table):
    return [pytest.param(name.split()[1], one, id=f"{name} {one[:24]}") for name, row in table.items() for one in row]


@pytest.mark.parametrize(("scheme", "value"), cases(VALID))
def test_a_valid_vector(capsys, scheme, value):
    code, out = run(capsys, scheme, value, "--json")
    normal = next(row[value] for name, row in VALID.items() if name.endswith(f" {scheme}"))
    answer = json.loads(out)
    assert (code, answer["valid"], answer["normalized"]) == (0, True, normal)


@pytest.mark.parametrize(("scheme", "value"), cases(INVALID))
def test_an_invalid_vector(capsys, scheme, value):
    code, out = run(capsys, scheme, value, "--json")
    answer = json.loads(out)
    assert (code, answer["valid"]) == (1, False)
    assert answer["message"].startswith(f"{SCHEMES[scheme].label}: ")


@pytest.mark.parametrize(("serial", "check"), S10_CHECKS.items())
def test_the_check_digit_of_a_postal_serial(capsys, serial, check):
    right = [digit for digit in "0123456789" if run(capsys, "s10", f"RB{serial}{digit}US")[0] == 0]
    assert right == [check]


def test_documentation_ranges_are_valid_outside_a_demonstration_too(capsys, settings):
    settings.MLA_EXAMPLE_ADDRESSES = False
    assert run(capsys, "ipv4", "192.0.2.10")[0] == 0
    assert run(capsys, "ipv6", "2001:db8::1")[0] == 0


def test_words_for_people(capsys):
    assert run(capsys, "s10", "RB12345678SGB") == (1, (
        "not valid\nRB12345678SGB\npostal item (S10): Enter two letters, nine digits and the two letters of the "
        "country, as in RB123456785GB. (UPU S10)\nDid you mean RB123456785GB?\n"
    ))


def test_an_unknown_scheme_lists_those_there_are():
    with pytest.raises(CommandError, match=r"no scheme “isbn”.*s10, ups, fedex"):
        call_command("check_identifier", "isbn", "x")


@pytest.mark.parametrize("args", [(), ("s10",), ("s10", "x", "--batch", "y")])
def test_half_a_question_is_refused(args):
    with pytest.raises(CommandError):
        call_command("check_identifier", *args)


LINES = [
    '{"id": 1, "scheme": "s10", "value": "RB123456785GB"}', "", '{"id": "b", "scheme": "iban", "value": "GB83"}',
    "{broken", "[1]", '{"id": 3, "scheme": "isbn", "value": "x"}', '{"id": 4, "scheme": "s10", "value": 12}',
    '{"scheme": "s10", "value": "x"}', '{"id": null, "scheme": "phone", "value": "+1 202 555 0123"}',
]


def test_a_batch_answers_every_line_and_names_the_bad_ones(capsys, tmp_path):
    file = tmp_path / "lines.jsonl"
    file.write_text("\n".join(LINES))
    code, out = run(capsys, "--batch", str(file))
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 2
    assert [(one["id"], one["valid"], one.get("line")) for one in found] == [
        (1, True, None), ("b", False, None), (None, False, 4), (None, False, 5), (3, False, 6), (4, False, 7),
        (None, False, 8), (None, True, None),
    ]


def test_a_batch_from_standard_input(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LINES[0].encode() + b"\n\xff\n")))
    code, out = run(capsys, "--batch", "-")
    assert (code, len(out.splitlines())) == (2, 2)


def test_a_batch_with_wrong_numbers_alone_exits_with_one(capsys, tmp_path):
    file = tmp_path / "lines.jsonl"
    file.write_text("\n".join([LINES[0], LINES[2]]))
    assert run(capsys, "--batch", str(file))[0] == 1


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("check_identifier", "--batch", str(tmp_path / "none"))
