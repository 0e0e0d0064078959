"""The writer: what is typed is kept, right or wrong; two who write at once both keep theirs; outsiders see nothing."""

import pytest
from django.urls import reverse

from mla import completeness, kinds
from mla.models import AssistanceItem, Identifier, Person, Request

FACTS = {"language": "en", "facts": "An invoice was forged.", "purpose": "Evidence", "nexus": ""}


def page(draft, key):
    return reverse("writer_section", args=[draft.pk, key])


def fresh(draft):
    return Request.objects.get(pk=draft.pk)


def save(browser, draft, key, answers, **extra):
    revision = answers.pop("revision", fresh(draft).draft_revision)
    return browser.post(page(draft, key), {"revision": revision, **answers}, **extra)


def rows(relation, *given):
    typed = {f"{relation}-TOTAL_FORMS": len(given), f"{relation}-INITIAL_FORMS": 0}
    return typed | {f"{relation}-{n}-{name}": value for n, row in enumerate(given) for name, value in row.items()}


@pytest.fixture
def ada(as_user):
    return as_user("ada")


def test_a_saved_section_fills_the_columns_and_leads_on(ada, draft):
    answer = save(ada, draft, "facts", dict(FACTS))
    assert answer.headers["Location"] == page(draft, "handling")
    assert (fresh(draft).facts, fresh(draft).draft_revision) == ("An invoice was forged.", 1)
    assert fresh(draft).draft["facts"]["facts"] == ["An invoice was forged."]


def test_a_missing_answer_is_named_with_its_rule_and_what_is_typed_is_kept(ada, draft):
    answer = save(ada, draft, "facts", {**FACTS, "facts": ""})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Summarise the facts: who, what, when, where and how (CK-05" in text
    assert 'href="#id_facts"' in text
    assert fresh(draft).purpose == "Evidence"


def test_an_unfinished_section_may_be_left(ada, draft):
    answer = save(ada, draft, "facts", {**FACTS, "facts": "", "then": "later"})
    assert answer.headers["Location"] == reverse("writer", args=[draft.pk])


def test_what_is_typed_wrongly_stands_there_again_and_counts_as_a_problem(ada, draft):
    answer = save(ada, draft, "handling", {"time_limit_on": "31.2.2027", "confidentiality": "none"})
    assert answer.status_code == 422
    again = ada.get(page(draft, "handling")).content.decode()
    assert "31.2.2027" in again
    assert (fresh(draft).time_limit_on, fresh(draft).confidentiality) == (None, "none")
    assert "There is a problem" in ada.get(reverse("writer", args=[draft.pk])).content.decode()


def test_a_wrong_answer_empties_the_right_one_before_it(ada, draft):
    save(ada, draft, "handling", {
        "time_limit_on": "2027-01-31", "time_limit_reason": "Trial", "confidentiality": "none",
    })
    save(ada, draft, "handling", {"time_limit_on": "soon", "confidentiality": "none"})
    assert fresh(draft).time_limit_on is None


def test_autosave_answers_with_the_time_in_both_capitals(ada, draft):
    answer = save(ada, draft, "facts", dict(FACTS), headers={"X-Requested-With": "autosave"})
    assert answer.json()["revision"] == 1
    assert "Washington (" in answer.json()["message"]
    assert "北京" in answer.json()["message"]


def test_an_outdated_page_is_refused_and_both_versions_are_shown(ada, as_user, office, draft):
    office["ian"].memberships.create(authority=draft.agency, role="requester")
    save(ada, draft, "facts", dict(FACTS))
    ian = as_user("ian")
    answer = save(ian, draft, "facts", {**FACTS, "facts": "Two invoices.", "revision": 0},
                  headers={"X-Requested-With": "autosave"})
    assert answer.status_code == 409
    assert "Ada Whitcombe" in answer.json()["message"]
    both = ian.get(answer.json()["url"]).content.decode()
    assert "An invoice was forged." in both
    assert "Two invoices." in both
    assert fresh(draft).facts == "An invoice was forged."


def test_without_script_a_conflict_is_a_page(ada, draft):
    save(ada, draft, "facts", dict(FACTS))
    answer = save(ada, draft, "facts", {**FACTS, "facts": "Two invoices.", "revision": 0})
    assert answer.status_code == 409
    assert "Two invoices." in answer.content.decode()


def test_the_saved_version_may_be_kept(ada, draft):
    save(ada, draft, "facts", dict(FACTS))
    save(ada, draft, "facts", {**FACTS, "facts": "Two invoices.", "revision": 0})
    ada.post(reverse("writer_conflict", args=[draft.pk, "facts"]))
    assert [key for key in fresh(draft).draft if key.startswith("_typed")] == []


def test_rows_are_matched_so_that_an_autosave_doubles_none(ada, draft):
    typed = rows("persons", {"role": "suspect", "surname": "Zhang"}, {"role": "witness", "surname": "Li"})
    for _again in range(2):
        save(ada, draft, "persons", dict(typed), headers={"X-Requested-With": "autosave"})
    assert list(Person.objects.values_list("surname", flat=True)) == ["Zhang", "Li"]


def test_a_row_is_removed_by_its_box_when_saved(ada, draft):
    typed = rows("persons", {"role": "suspect", "surname": "Zhang"}, {"role": "witness", "surname": "Li"})
    save(ada, draft, "persons", dict(typed))
    kept = Person.objects.get(surname="Li").pk
    save(ada, draft, "persons", {**typed, "persons-0-DELETE": "on"})
    assert list(Person.objects.values_list("pk", flat=True)) == [kept]


def test_after_a_removal_the_page_shows_what_is_left(ada, draft):
    typed = rows("persons", {"role": "suspect", "surname": "Zhang", "born_on": "x"},
                 {"role": "witness", "surname": "Li", "born_on": "y"})
    save(ada, draft, "persons", {**typed, "persons-0-DELETE": "on"})
    again = ada.get(page(draft, "persons")).content.decode()
    assert "Zhang" not in again
    assert 'value="y"' in again


def test_another_row_may_be_added_without_script(ada, draft):
    typed = rows("persons", {"role": "suspect", "surname": "Zhang"})
    answer = save(ada, draft, "persons", {**typed, "add": "persons"}, follow=True)
    assert "id_persons-1-surname" in answer.content.decode()


def test_a_wrong_identifier_names_the_rule(ada, draft):
    typed = rows("identifiers", {"scheme": "ipv4", "value": "192.168.1.1", "seen_at": "2026-03-06T17:30:00"})
    answer = save(ada, draft, "persons", dict(typed)).content.decode()
    assert "This address is used inside networks only: enter the public one. (CK-11)" in answer
    assert "Add the UTC offset" in answer
    assert Identifier.objects.get().value == ""
    assert 'value="192.168.1.1"' in ada.get(page(draft, "persons")).content.decode()


def test_a_likely_reading_stands_beside_a_wrong_number(ada, draft):
    typed = rows("identifiers", {"scheme": "iban", "value": "GB82WEST12345698756432"})
    answer = save(ada, draft, "persons", dict(typed)).content.decode()
    assert "it was probably misread. Did you mean GB82WEST12345698765432? (CK-11)" in answer


def test_a_misread_parcel_number_warns_and_is_kept(ada, draft):
    typed = rows("identifiers", {"scheme": "s10", "value": "rb 123456786 us"})
    save(ada, draft, "persons", dict(typed))
    [kept] = Identifier.objects.all()
    assert (kept.value, kept.normalized) == ("rb 123456786 us", "RB123456786US")
    warned = [one.text for one in completeness.check(fresh(draft)) if one.field == "identifiers-0-value"]
    assert warned == ["The check digit is wrong: it was probably misread. (CK-11)"]


def test_items_are_added_filled_and_removed(ada, draft):
    for kind in ("serve", "records"):
        ada.post(reverse("writer_item_add", args=[draft.pk]), {"type": kind})
    save(ada, draft, "item:2", {"description": "Statements", "holder": "Bank of Sample", "record_class": "bank"})
    ada.post(reverse("writer_item_remove", args=[draft.pk, 1]))
    [item] = AssistanceItem.objects.all()
    assert (item.seq, item.type, item.details["holder"]) == (1, "records", "Bank of Sample")
    assert fresh(draft).draft["item:1"]["description"] == ["Statements"]


def test_an_item_needs_a_type(ada, draft):
    answer = ada.post(reverse("writer_item_add", args=[draft.pk]), {"type": "wiretap"})
    assert (answer.status_code, AssistanceItem.objects.count()) == (422, 0)


def test_the_check_page_links_what_is_missing(ada, draft):
    text = ada.get(reverse("writer_check", args=[draft.pk])).content.decode()
    assert f'href="{page(draft, "handling")}?missing=1#id_confidentiality"' in text
    assert "required answers given" in text


def test_a_link_to_what_is_missing_shows_it(ada, draft):
    assert "Error:" not in ada.get(page(draft, "handling")).content.decode()
    assert "Error:" in ada.get(page(draft, "handling") + "?missing=1").content.decode()


PAGES = ["writer", "writer_check"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("who", "status"), [("ada", 200), ("eve", 404), ("xia", 403), ("ben", 403), ("cleo", 403)])
def test_only_the_requester_writes(as_user, draft, name, who, status):
    assert as_user(who).get(reverse(name, args=[draft.pk])).status_code == status


@pytest.mark.parametrize("who", ["eve", "ben", "cleo"])
def test_others_save_nothing(as_user, draft, who):
    answer = save(as_user(who), draft, "facts", dict(FACTS))
    assert answer.status_code in {403, 404}
    assert fresh(draft).draft == {}


@pytest.mark.parametrize(("state", "status"), [
    ("draft", 200), ("clarification", 200), ("intake", 403), ("review", 403), ("closed", 403),
])
def test_writing_ends_with_the_draft(ada, draft, state, status):
    Request.objects.filter(pk=draft.pk).update(state=state)
    assert ada.get(page(draft, "facts")).status_code == status


def test_an_incoming_draft_is_the_registrars(as_user, draft):
    Request.objects.filter(pk=draft.pk).update(direction="in")
    assert as_user("ada").get(page(draft, "receipt")).status_code == 403
    assert as_user("ben").get(page(draft, "receipt")).status_code == 200


def test_the_moment_of_receipt_is_that_of_our_capital(as_user, draft):
    Request.objects.filter(pk=draft.pk).update(direction="in")
    save(as_user("ben"), draft, "receipt", {"received_at": "2026-03-07T10:30", "channel": "ca_direct"})
    assert fresh(draft).received_at.isoformat() == "2026-03-07T15:30:00+00:00"
    assert "2026-03-07T10:30" in as_user("ben").get(page(draft, "receipt")).content.decode()


def test_every_page_of_the_formal_request_opens(ada, draft):
    for kind in kinds.get("mla").item_types:
        ada.post(reverse("writer_item_add", args=[draft.pk]), {"type": kind})
    keys = ["basis", "case", "offences", "items", "persons", "facts", "handling", "screening"]
    keys += [f"item:{number}" for number in range(1, 11)]
    assert {key: ada.get(page(draft, key)).status_code for key in keys} == dict.fromkeys(keys, 200)
