"""The other side's office: the same cases turned round, worked by Beijing from the first act to the closed file."""

import pytest

from documents import pages
from mla.demo.cases import CASES
from mla.models import Authority, Membership, User
from workflows.drafting import draft_from
from workflows.filling import drafter
from workflows.walking import Walker, dictionary_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
POSTS = {"US-OIA": "CN-MOJ", "US-FBI": "CN-MPS", "US-USAO-NJ": "CN-SPP", "US-ICE-ERO": "CN-NIA", "US-DEA": "CN-GACC"}
TURNED = {
    "out": {"direction": "in", "foreign_reference": "182-SPECIMEN-7", "channel": "ca_direct"},
    "in": {"direction": "out", "foreign_reference": "", "channel": ""},
}


@pytest.fixture
def beijing(settings, walker) -> Walker:
    """The cast in the same posts at the Ministry of Justice, which is now the office."""
    settings.MLA_OFFICE_PARTY, settings.MLA_OFFICE_AUTHORITY = "CN", "CN-MOJ"
    for post in Membership.objects.select_related("authority"):
        post.authority = Authority.objects.get(code=POSTS[post.authority.code])
        post.save()
    walker.cast = {name: User.objects.get(pk=one.pk) for name, one in walker.cast.items()}
    return walker


@pytest.mark.parametrize(("code", "issued"), [
    ("i01_bank_records", ["L01", "L02", "N04", "L47"]), ("i06_locate_fugitive", ["L01", "L02", "N04", "L47"]),
    ("i13_info_malware", ["L01", "L02", "N04", "L47"]), ("i22_preservation", ["L28", "L02", "N04", "L47"]),
    ("o01_bank_records", ["L05", "L10", "N02", "L26", "L18", "L16", "L47"]),
    ("o04_testimony_video", ["L05", "L10", "N02", "L22", "L16", "L47"]),
    ("o12_info_phishing", ["L05", "L10", "N02", "L26", "L16", "L47"]),
])
def test_the_other_office_works_the_same_cases(beijing, code, issued):
    case = next(one for one in CASES if one["code"] == code)
    case = case | {"counterpart": "US", "requested_authority": "US-OIA", **TURNED[case["direction"]]}
    beijing.dictionary = dictionary_of(case, case["translation"])
    request = draft_from(case, by=drafter(beijing.cast, case), now=beijing.now)
    request = beijing.walk(request, "closed")
    letters = list(request.letters.order_by("pk"))
    first = pages.page(letters[0].template, letters[0].snapshot)

    assert (request.state, request.home.code, request.own_reference[:6]) == ("closed", "CN", "CN-US-")
    assert [one.code for one in letters] == issued
    assert {one.sender.code for one in letters} == {"CN-MOJ"}
    assert {tuple(one.languages) for one in letters} == {("zh-hans", "en"), ("zh-hans",)}
    assert first.index("中华人民共和国司法部") < first.index("Ministry of Justice of the People")
