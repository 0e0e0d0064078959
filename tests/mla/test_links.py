"""The keys by which requests are linked: names however transliterated, numbers however written, and who learns what."""

from datetime import date

import pytest
from django.core.management import call_command

from mla.links import finding, keys, names, places
from mla.models import Compartment, LinkKey, Request
from mla.vocabulary import Classification

PERSON = {
    "role": "suspect", "surname": "QUILLFEATHER", "given_names": "Ono", "native_name": "", "aliases": "", "sex": "",
    "born_on": "1980-01-01", "birth_place": "", "nationality": "", "document": "", "address": "", "language": "",
}
NOBODY = {"persons": [], "organisations": [], "identifiers": [], "items": []}
ACCOUNT = {"scheme": "bank_account", "value": "0001 2345-6789", "provider": "", "seen_at": "", "port": None}


def person(**changes):
    return {**PERSON, **changes}


def account(value="000123456789", scheme="bank_account"):
    return {**ACCOUNT, "value": value, "scheme": scheme}


SAME = [
    (("ZHANG", "San", "", ""), ("", "", "张三", "")), (("San", "ZHANG", "", ""), ("ZHANG", "San", "", "")),
    (("Zhang San", "", "", ""), ("San ZHANG", "", "", "")), (("ZHANG", "San-feng", "", ""), ("", "", "张三丰", "")),
    (("ZHANG", "Sanfeng", "", ""), ("Zhang", "San Feng", "", "")), (("", "", "張三", ""), ("Zhāng", "Sān", "", "")),
    (("LÜ", "Bu", "", ""), ("LYU", "Bu", "", "")), (("LV", "Bu", "", ""), ("Lǚ", "Bù", "", "")),
    (("", "", "吕布", ""), ("LYU", "Bu", "", "")), (("", "", "欧阳锋", ""), ("OUYANG", "Feng", "", "")),
    (("Ou Yang", "Feng", "", ""), ("", "", "歐陽鋒", "")), (("OU", "Yangfeng", "", ""), ("", "", "欧阳锋", "")),
    (("", "", "单田芳", ""), ("SHAN", "Tianfang", "", "")), (("Müller", "Jörg", "", ""), ("MUELLER", "Joerg", "", "")),
    (("Müller", "Jörg", "", ""), ("Muller", "Jorg", "", "")),
    (("Doe", "Jo", "", "Zhang San; 李四"), ("LI", "Si", "", "")),
    (("O'Neil", "Ann", "", ""), ("ONEIL", "Ann", "", "")), (("ＺＨＡＮＧ", "San", "", ""), ("Zhang", "San", "", "")),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name_in_two_spellings_has_a_key_in_common(one, other):
    assert names.keys(*one) & names.keys(*other)


@pytest.mark.parametrize(("one", "other"), [
    (("ZHANG", "San", "", ""), ("ZHANG", "Sanfeng", "", "")), (("", "", "张三", ""), ("", "", "李四", "")),
    (("WANG", "Wenyu", "", ""), ("WANG", "Wenv", "", "")), (("ZHANG", "", "", ""), ("ZHANG", "San", "", "")),
    (("", "", "", ""), ("", "", "", "")),
])
def test_different_names_have_none(one, other):
    assert not names.keys(*one) & names.keys(*other)


@pytest.mark.parametrize(("one", "other"), [
    ("88 Ganjiang Road, Suzhou, China", "No. 88, Ganjiang Rd., Suzhou"),
    ("江苏省苏州市姑苏区干将路88号", "苏州市干将路88号"),
    ("Bäckerstraße 12, Köln 50667", "Backerstrasse 12, Koln 50667"),
])
def test_one_address_in_two_spellings(one, other):
    assert places.key(one) == places.key(other) != ""


@pytest.mark.parametrize("text", ["Suzhou", "", "Flat 2", "地址不详"])
def test_what_names_no_house_is_no_address(text):
    assert places.key(text) == ""


@pytest.mark.parametrize(("text", "found"), [
    ("Passport E12345678 (CN), issued 20190501", ["E12345678"]), ("ID 110105 19491231 002X", ["11010519491231002X"]),
    ("Account 000123456, branch Suzhou", ["000123456"]), ("issued 2019-05-01", []), ("passport", []),
])
def test_the_numbers_in_a_text(text, found):
    assert keys.codes(text) == found


@pytest.fixture
def pair(a_request):
    """A draft and another request, which share what both are given."""

    def make(**shared):
        other = a_request("draft", **{**NOBODY, "items": [ITEM], **shared.pop("theirs", shared)})
        return a_request("draft", **{**NOBODY, "items": [ITEM], **shared.pop("mine", shared)}), other

    return make


ITEM = {"type": "records", "description": "Statements", "purpose": "Evidence", "details": {}}


def shared(request, user):
    return [(hit.sort, hit.said, [one.pk for one, _said in hit.others], hit.is_elsewhere)
            for hit in finding.hits(request, user)]


@pytest.mark.parametrize(("mine", "theirs", "sort"), [
    (account("GB82 WEST 1234 5698 7654 32", "iban"), account("gb82west12345698765432", "iban"), "account"),
    (account("490154203237518", "device"), account("49-015420-323751-8", "imei"), "device"),
    (account("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "crypto"),
     account("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "crypto"), "account"),
    (account("RB 123 456 785 US", "s10"), account("RB123456785US", "parcel"), "parcel"),
    (account("User@Example.com", "email"), account("user@example.COM", "email"), "account"),
    (account("L898902C36", "mrz"), account(
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10", "mrz"), "document"),
])
def test_identifiers_are_linked_by_their_normal_form(pair, office, mine, theirs, sort):
    draft, other = pair(mine={"identifiers": [mine]}, theirs={"identifiers": [theirs]})
    assert shared(draft, office["sam"]) == [(sort, mine["value"], [other.pk], False)]


@pytest.mark.parametrize("scheme_value", [("cas", "437-38-7"), ("bic", "DEUTDEFF500"), ("aba", "021000021")])
def test_a_bank_or_a_substance_links_nothing(pair, office, scheme_value):
    draft, _other = pair(identifiers=[account(scheme_value[1], scheme_value[0])])
    assert shared(draft, office["sam"]) == []


def test_a_document_links_with_an_identity_number(pair, office):
    draft, other = pair(
        mine={"persons": [person(document="ID card 11010519491231002X, Beijing")]},
        theirs={"identifiers": [account("11010519491231002x", "prc_id")]},
    )
    assert shared(draft, office["sam"]) == [("document", "ID card 11010519491231002X, Beijing", [other.pk], False)]


def test_the_account_of_an_item_links(pair, office):
    item = {**ITEM, "details": {"account": "Account 000123456789, branch Suzhou"}}
    draft, other = pair(mine={"items": [item]}, theirs={"identifiers": [account()]})
    assert shared(draft, office["sam"]) == [("account", "Account 000123456789, branch Suzhou", [other.pk], False)]


def test_the_date_of_birth_makes_a_name_sure(pair, office):
    draft, other = pair(persons=[person(surname="ZHANG", given_names="San")])
    assert shared(draft, office["sam"]) == [("born", "ZHANG San, 1980-01-01", [other.pk], False)]
    other.persons.update(born_on=date(1981, 1, 1))
    call_command("link_index", verbosity=0)
    assert shared(draft, office["sam"]) == [("person", "ZHANG San", [other.pk], False)]


def as_is(user, other):
    pass


def by_clearance(user, other):
    Request.objects.filter(pk=other.pk).update(classification=Classification.SECRET)
    user.clearance = Classification.RESTRICTED
    user.save()


def by_recusal(user, other):
    user.recusals.create(request=other, reason="A relative is concerned.")


def by_compartment(user, other):
    Request.objects.filter(pk=other.pk).update(compartment=Compartment.objects.create(code="reef", name="Reef"))


SURE = {"persons": [person()], "identifiers": [account()]}
OPEN = [("account", ["other"], False), ("born", ["other"], False)]
BARE = [("account", [], True), ("born", [], True)]


@pytest.mark.parametrize(("who", "hide", "seen"), [
    ("ada", as_is, OPEN), ("lin", as_is, OPEN), ("ruth", as_is, OPEN), ("eve", as_is, BARE),
    ("ada", by_clearance, BARE), ("lin", by_clearance, BARE), ("lin", by_compartment, BARE),
    ("ada", by_compartment, BARE), ("lin", by_recusal, []), ("ada", by_recusal, []),
])
def test_who_learns_what_of_a_shared_number(pair, office, who, hide, seen):
    draft, other = pair(**SURE)
    hide(office[who], other)
    found = finding.hits(draft, office[who].__class__.objects.get(pk=office[who].pk))
    assert sorted((hit.sort, ["other" for _one in hit.others], hit.is_elsewhere) for hit in found) == seen


@pytest.mark.parametrize(("who", "hide"), [("eve", as_is), ("lin", by_compartment), ("ada", by_clearance)])
def test_a_name_alone_tells_nothing_of_what_is_hidden(pair, office, who, hide):
    draft, other = pair(
        persons=[person(born_on=None)],
        organisations=[{"name": "Brackwater Ltd", "native_name": "", "registration": "", "seat": ""}],
    )
    hide(office[who], other)
    assert shared(draft, office[who].__class__.objects.get(pk=office[who].pk)) == []


def test_hidden_requests_are_not_counted(pair, a_request, office):
    draft, _other = pair(**SURE)
    once = [hit.__repr__() for hit in finding.hits(draft, office["eve"])]
    a_request("draft", **{**NOBODY, "items": [ITEM], **SURE})
    assert [hit.__repr__() for hit in finding.hits(draft, office["eve"])] == once


@pytest.mark.parametrize("number", [1, 30])
def test_finding_costs_the_same_at_1_and_30_requests(pair, a_request, office, number, django_assert_num_queries):
    draft, other = pair(**SURE)
    for n in range(number - 1):
        copy = Request.objects.get(pk=other.pk)
        copy.pk, copy._state.adding, copy.own_reference = None, True, f"US-CN-2026-9{n:03d}"
        copy.save(force_insert=True)
        LinkKey.objects.bulk_create(
            LinkKey(request=copy, sort=one.sort, key=one.key, said=one.said) for one in other.link_keys.all())
    user = office["ada"].__class__.objects.get(pk=office["ada"].pk)
    with django_assert_num_queries(4):  # keys, recusals, the memberships, requests
        assert len(finding.related(finding.hits(draft, user))) == number


def test_the_keys_follow_the_subjects_and_the_command_agrees(pair, office, capsys):
    draft, other = pair(**SURE)
    call_command("link_index", "--check", verbosity=0)
    other.identifiers.all().delete()
    with pytest.raises(SystemExit):
        call_command("link_index", "--check", verbosity=0)
    call_command("link_index", verbosity=0)
    call_command("link_index", "--check", verbosity=0)
    assert [hit.sort for hit in finding.hits(draft, office["sam"])] == ["born"]
