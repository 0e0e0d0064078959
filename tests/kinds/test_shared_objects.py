"""STIX 2.1 bundles: tried before they are taken, refused in words, taken once, written out again."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mla import stix
from mla.models import Request
from tests.kinds.stages import a_case
from tests.person import Person

pytestmark = pytest.mark.django_db
AT = "2026-10-20T08:00:00.000Z"
COMMON = {"spec_version": "2.1", "created": AT, "modified": AT}
INDICATOR = {
    "type": "indicator", "id": "indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f", **COMMON, "name": "Mail worm",
    "pattern": "[ipv4-addr:value = '203.0.113.25']", "pattern_type": "stix", "valid_from": AT,
}
MALWARE = {"type": "malware", "id": "malware--31b940d4-6f7f-459a-80ea-9c1f17b5891b", **COMMON, "name": "Sample worm",
           "is_family": False}
OBJECTS = [
    INDICATOR, MALWARE,
    {"type": "attack-pattern", "id": "attack-pattern--0c7b5b88-8ff7-4a4d-aa9d-feb398cd0061", **COMMON,
     "name": "Guessing passwords"},
    {"type": "threat-actor", "id": "threat-actor--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f", **COMMON, "name": "Sample"},
    {"type": "identity", "id": "identity--733c5838-34d9-4fbf-949c-62aba761184c", **COMMON, "name": "Example CERT",
     "identity_class": "organization"},
    {"type": "infrastructure", "id": "infrastructure--38c47d93-d984-4fd9-b87b-d69d0841628d", **COMMON, "name": "C2"},
    {"type": "ipv4-addr", "id": "ipv4-addr--ff26c055-6336-5bc5-b98d-13d6226742dd", "value": "198.51.100.3"},
    {"type": "observed-data", "id": "observed-data--b67d30ff-02ac-498a-92f9-32f845f448cf", **COMMON,
     "first_observed": AT, "last_observed": AT, "number_observed": 5,
     "object_refs": ["ipv4-addr--ff26c055-6336-5bc5-b98d-13d6226742dd"]},
    {"type": "relationship", "id": "relationship--44298a74-ba52-4f0c-87a3-1824e67d7fad", **COMMON,
     "relationship_type": "indicates", "source_ref": INDICATOR["id"], "target_ref": MALWARE["id"]},
    {"type": "sighting", "id": "sighting--ee20065d-2555-424f-ad9e-0f8428623c75", **COMMON,
     "sighting_of_ref": INDICATOR["id"]},
    {"type": "report", "id": "report--84e4d88f-44ea-4bcd-bbf3-b2c1c320bcb3", **COMMON, "name": "Mail worm",
     "published": AT, "object_refs": [INDICATOR["id"]]},
]


def bundle(*objects):
    made = {"type": "bundle", "id": "bundle--5d0092c5-5f74-4287-9642-33f4c354e56d", "objects": list(objects)}
    return json.dumps(made).encode()


def marked(one, tlp):
    return {**one, "object_marking_refs": [stix.MARKINGS[tlp]]}


def test_every_sort_of_object_is_read():
    entries = stix.read(bundle(*OBJECTS))
    assert [one.error for one in entries if one.error] == []
    assert {one.type for one in entries} == stix.SHARED - {"marking-definition"} | {"ipv4-addr"}
    assert entries[0].values == [("ipv4", "203.0.113.25")]


@pytest.mark.parametrize(("raw", "told"), [
    (b"\xff\xfe", "not text in UTF-8"), (b'{"type": "bundle",', "no JSON: line 1"), (b"[]", "no STIX bundle"),
    (b"[" * 50000, "no JSON|too deeply"), (b" " * (stix.MOST_BYTES + 1), "the limit is"),
    (bundle(*[{}] * (stix.MOST_OBJECTS + 1)), "has 1001 objects"),
])
def test_what_is_no_bundle_is_refused_in_words(raw, told):
    with pytest.raises(ValidationError, match=told):
        stix.read(raw)


def test_wrong_objects_are_told_one_by_one():
    entries = stix.read(bundle(
        "text", {"type": "x-own"}, {**MALWARE, "is_family": "perhaps"}, {**INDICATOR, "pattern": "[ipv4-addr:value ="},
        {**INDICATOR, "pattern": "x" * 10001}, {**INDICATOR, "x_own": 1}, {"type": ["malware"]}, INDICATOR,
    ))
    assert [bool(one.error) for one in entries] == [True] * 7 + [False]
    assert entries[0].error == "This is no STIX object: it has no type."
    assert entries[1].error == "Objects of this type are not taken."
    assert "is_family" in entries[2].error


def test_markings_of_both_versions_are_read():
    own = {"type": "marking-definition", "spec_version": "2.1", "created": AT, "definition_type": "tlp", "name": "x",
           "id": "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", "definition": {"tlp": "white"}}
    first = {**MALWARE, "object_marking_refs": [own["id"], "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"]}
    entries = stix.read(bundle(own, marked(INDICATOR, "amber_strict"), first))
    assert [one.tlp for one in entries] == ["", "amber_strict", "red"]


@pytest.fixture
def lead(walker):
    return a_case(walker, "o20_lead")


def handed_in(who, lead, raw):
    page = Person(who).open(reverse("shared_objects", args=[lead.pk]))
    return page.press("Look at the bundle", file=SimpleUploadedFile("bundle.json", raw, "application/json"))


def test_a_bundle_is_looked_at_and_then_taken(office, lead):
    stricter = marked({**MALWARE, "id": "malware--c0931cc6-c75e-47e5-9036-78fabc95d4ec"}, "red")
    page = handed_in(office["ada"], lead, bundle(*OBJECTS, stricter, INDICATOR))
    assert "Of 13 objects 11 would be added; 2 cannot be taken. Nothing is stored yet." in page.text()
    assert "Marked TLP:RED, but the request only TLP:AMBER." in page.text()
    assert "The bundle has this object twice." in page.text()
    assert lead.shared_objects.count() == 0

    page.press("Add these objects")
    assert "11 objects are added." in page.page.text_content()
    found = set(lead.identifiers.values_list("scheme", "normalized"))
    assert {("ipv4", "203.0.113.25"), ("ipv4", "198.51.100.3")} <= found
    assert lead.events.filter(verb="import").get().details == {"objects": 11}
    again = handed_in(office["ada"], lead, bundle(INDICATOR))
    assert "Of 1 objects 0 would be added" in again.text()


def test_a_file_that_is_no_bundle_stores_nothing(office, lead):
    page = Person(office["ada"]).open(reverse("shared_objects", args=[lead.pk]))
    page.press("Look at the bundle", status=422, file=SimpleUploadedFile("x.json", b"{", "application/json"))
    assert any("The file is no JSON" in one for one in page.complaints())
    assert lead.shared_objects.count() == 0


def test_only_who_writes_the_lead_adds_objects(office, lead):
    address = reverse("shared_objects", args=[lead.pk])
    for name in ("lin", "ruth", "xia"):
        person = Person(office[name])
        assert "Look at the bundle" not in person.open(address).buttons()
        token = {"csrfmiddlewaretoken": person.client.cookies["csrftoken"].value} if person.client.cookies else {}
        for place in (address, reverse("shared_objects_add", args=[lead.pk])):
            assert person.client.post(place, {**token, "text": bundle(INDICATOR).decode()}).status_code == 403
    assert lead.shared_objects.count() == 0


def test_a_lead_leaves_as_a_bundle_that_can_be_read_again(office, lead):
    handed_in(office["ada"], lead, bundle(marked(INDICATOR, "amber"))).press("Add these objects")
    answer = Person(office["ada"]).client.get(reverse("shared_objects_stix", args=[lead.pk]))
    assert answer["Content-Type"] == "application/stix+json;version=2.1"
    entries = stix.read(answer.content)
    assert [one.error for one in entries if one.error] == []
    assert {one.tlp for one in entries if one.type in ("indicator", "report")} == {"amber"}
    assert {"203.0.113.41", "198.51.100.77", "Mail worm"} <= {one.name for one in entries}
    assert Request.objects.get(pk=lead.pk).events.filter(verb="download").count() == 1
