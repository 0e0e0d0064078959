"""The pages of persons who return and of fugitives in a real browser; and what axe finds on them in both languages."""

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]


def sections(request, *keys):
    return [reverse("writer_section", args=[request.pk, key]) for key in keys]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_pages_of_a_repatriation(visit, a_request, language):
    draft, request = (a_request(state, kind="repatriation") for state in ("draft", "responded"))
    rosa = visit("rosa").speak(language)
    for number, address in enumerate([*sections(draft, "removal", "persons", "request"),
                                      reverse("writer_check", args=[draft.pk])]):
        rosa.go(address).look(f"repatriation-writer-{number}-{language}")
    lin = visit("lin").speak(language)
    for name, address in (("page", reverse("request", args=[request.pk])), ("list", reverse("requests")),
                          ("act", reverse("request_milestone", args=[request.pk, "announce"]))):
        lin.go(address).look(f"repatriation-{name}-{language}")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_pages_of_a_fugitive(visit, a_request, walker, language):
    draft, request = (a_request(state, kind="fugitive") for state in ("draft", "execution"))
    for word in ("nominate", "assess", "list"):
        request = walker.act(request, word)
    ada = visit("ada").speak(language)
    for number, address in enumerate([*sections(draft, "case", "persons", "notice", "sovereignty", "viability"),
                                      reverse("writer_check", args=[draft.pk])]):
        ada.go(address).look(f"fugitive-writer-{number}-{language}")
    lin = visit("lin").speak(language)
    for name, address in (("page", reverse("request", args=[request.pk])), ("priorities", reverse("priority_cases")),
                          ("act", reverse("request_milestone", args=[request.pk, "assess"]))):
        lin.go(address).look(f"fugitive-{name}-{language}")
