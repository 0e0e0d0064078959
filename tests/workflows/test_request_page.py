"""The list of requests and the page of one."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mla.models import Request
from mla.vocabulary import Classification
from workflows.views.requests import TABS


def _copies(request: Request, number: int) -> None:
    for n in range(number):
        other = Request.objects.get(pk=request.pk)
        other.pk, other._state.adding, other.own_reference = None, True, f"US-CN-2026-9{n:03d}"
        other.save(force_insert=True)


@pytest.mark.parametrize("number", [0, 29])
def test_the_list_costs_the_same_at_1_and_30_rows(a_request, office, client, number, django_assert_num_queries):
    _copies(a_request(in_state="intake"), number)
    client.force_login(office["ben"])
    client.get(reverse("requests"))  # calendars are read once and kept
    with django_assert_num_queries(13):
        client.get(reverse("requests"))


def test_the_list_shows_only_what_the_reader_may_see(a_request, office, client):
    request = a_request(in_state="intake")
    seen = {}
    for who in ("ada", "ben", "ruth", "eve"):
        client.force_login(office[who])
        seen[who] = [row["request"].pk for row in client.get(reverse("requests")).context["rows"]]
    assert seen == {"ada": [request.pk], "ben": [request.pk], "ruth": [request.pk], "eve": []}


def test_every_tab_opens_in_both_languages(a_request, office, client):
    request = a_request(in_state="execution", direction="in")
    client.force_login(office["ben"])
    for language in ("en", "zh-hans"):
        client.cookies["django_language"] = language
        for tab in TABS:
            page = client.get(reverse("request", args=[request.pk]), {"tab": tab})
            assert page.status_code == 200
            assert request.own_reference in page.content.decode()


def test_a_hidden_request_is_not_found(a_request, office, client):
    request = a_request(in_state="intake")
    client.force_login(office["eve"])
    for address in (
        reverse("request", args=[request.pk]),
        reverse("request_step", args=[request.pk, "withdraw"]),
        reverse("request_milestone", args=[request.pk, "inform"]),
    ):
        assert client.get(address).status_code == 404


def test_an_auditor_reads_everything_and_is_offered_nothing(a_request, office, client):
    request = a_request(in_state="execution", direction="in")
    client.force_login(office["ruth"])
    page = client.get(reverse("request", args=[request.pk]))
    assert (page.context["actions"], page.context["own_task"]) == ([], None)
    refused = client.post(reverse("request_step", args=[request.pk, "withdraw"]), {"reasons": "No."})
    assert refused.status_code == 403
    assert client.get(reverse("record")).status_code == 200


def test_reading_what_is_confidential_is_recorded(a_request, office, client):
    request = a_request(in_state="intake")
    client.force_login(office["ben"])
    Request.objects.filter(pk=request.pk).update(classification=Classification.RESTRICTED)
    client.get(reverse("request", args=[request.pk]))
    assert not request.events.filter(verb="view").exists()
    Request.objects.filter(pk=request.pk).update(classification=Classification.CONFIDENTIAL)
    client.get(reverse("request", args=[request.pk]))
    assert [event.actor for event in request.events.filter(verb="view")] == [office["ben"]]


def test_opinions_stay_inside_the_central_authority(a_request, office, client):
    request = a_request(in_state="transmission")
    text = request.opinions.first().text.split(".")[0]
    for who, shown in (("ben", True), ("ada", False)):
        client.force_login(office[who])
        assert (text in client.get(reverse("request", args=[request.pk])).content.decode()) is shown


def test_a_notice_is_a_step_without_a_task(a_request, office, client):
    request = a_request(in_state="intake")
    client.force_login(office["ada"])
    address = reverse("request_step", args=[request.pk, "withdraw"])
    assert client.get(address).status_code == 200
    assert client.post(address, {"reasons": "The case was closed."}).status_code == 302
    assert Request.objects.get(pk=request.pk).state == "withdrawn"


def test_a_milestone_is_recorded_at_the_moment_typed(a_request, office, client, walker):
    request = a_request(in_state="execution")
    client.force_login(office["lin"])
    typed = {"text": "Half is done.", "happened_at": "2026-11-20T09:30"}
    assert client.post(reverse("request_milestone", args=[request.pk, "inform"]), typed).status_code == 302
    event = request.events.get(verb="inform")
    assert (event.party, event.happened_at.isoformat()) == ("counterpart", "2026-11-20T01:30:00+00:00")


def test_a_moment_in_the_future_is_refused_with_the_rule(a_request, office, client):
    request = a_request(in_state="execution")
    client.force_login(office["lin"])
    later = (timezone.now() + timezone.timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    page = client.post(reverse("request_milestone", args=[request.pk, "inform"]), {"text": "x", "happened_at": later})
    assert page.status_code == 422
    assert "lies in the future" in page.content.decode()
