"""The navigation: each role is offered what it can use."""

import pytest
from django.contrib.auth.models import AnonymousUser

from workflows.context import navigation


@pytest.mark.parametrize(
    ("who", "labels"),
    [
        ("ada", ["Home", "Inbox", "Deadlines", "Requests", "Letters", "Messages", "New request", "Scorecard",
                 "Lifecycle"]),
        ("cleo", ["Home", "Inbox", "Deadlines", "Requests", "Letters", "Messages", "Priority cases", "Meetings",
                 "Scorecard", "Lifecycle"]),
        ("adm", ["Home", "Inbox", "Deadlines", "Requests", "Letters", "Messages", "Priority cases", "Meetings",
                 "Scorecard", "Lifecycle",
                 "Reference data", "Health"]),
        ("ruth", ["Home", "Inbox", "Deadlines", "Requests", "Letters", "Messages", "Priority cases", "Meetings",
                 "Scorecard", "Lifecycle",
                  "Record"]),
    ],
)
def test_each_role_has_its_navigation_for_two_counts(office, rf, who, labels, django_assert_num_queries):
    http = rf.get("/inbox/")
    http.user = office[who]
    assert http.user.roles  # read once per request, whoever asks first
    with django_assert_num_queries(2):
        items = list(navigation(http)["navigation"])
    assert [item["label"] for item in items] == labels
    assert [item["label"] for item in items if item["current"]] == ["Inbox"]


def test_nobody_signed_in_has_no_navigation(rf):
    http = rf.get("/")
    http.user = AnonymousUser()
    assert navigation(http) == {"navigation": []}
