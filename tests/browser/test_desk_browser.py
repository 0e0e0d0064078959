"""The desk in a real browser: two at one task, many handed on, a view kept; looked at with axe in both languages."""

import pytest
from django.urls import reverse

from mla.models import Authority, User
from workflows.models import SavedView, Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


@pytest.fixture
def rita(office):
    """A second registrar, who signs in as the cast does."""
    found = User.objects.create(
        username="rita", first_name="Rita", last_name="Holm", clearance=3, password=office["ben"].password
    )
    found.memberships.create(authority=Authority.objects.own(), role="registrar")
    office["rita"] = found
    return found


def test_of_two_who_take_the_same_task_the_second_is_told(visit, a_request, office, rita):
    task = a_request("intake").tasks.open().get()
    ben, other = (visit(name).go("/inbox/?tab=queue") for name in ("ben", "rita"))
    label = f"Take {task.request.own_reference}"
    ben.press(label)
    ben.page.wait_for_url("**/tasks/*/")
    other.press(label)
    other.page.wait_for_url("**/claim/")
    assert "Ben Okafor-Hale took this task" in other.text()
    assert Task.objects.get(pk=task.pk).owner == office["ben"]


def test_a_supervisor_hands_many_tasks_on(visit, a_request, office, rita):
    tasks = [a_request("intake").tasks.open().get() for _n in range(2)]
    sam = visit("sam").go("/inbox/?tab=all&desk=registrar").look("desk-all")
    for task in tasks:
        sam.page.locator(f"#task-{task.pk}").check(force=True)
    sam.page.locator("#many button[value=reassign]").click()
    sam.look("desk-many").type({"to": rita.pk}).press("Hand on").look("desk-many-done")
    assert "2 of 2 done" in sam.text()
    assert {Task.objects.get(pk=task.pk).owner for task in tasks} == {rita}
    sam.go(reverse("team")).look("desk-team")
    assert "Rita Holm" in sam.text()


def test_a_view_is_saved_and_opened_again_without_script(visit, a_request, office):
    request = a_request("intake")
    ben = visit("ben", has_script=False).go("/inbox/?tab=queue&direction=out").follow("Save this view")
    ben.type({"name": "Ours to ask"}).press("Save the view")
    ben.go("/inbox/").follow("Ours to ask")
    assert request.own_reference in ben.text()
    assert SavedView.objects.get().query == "tab=queue&direction=out"



def test_a_long_list_of_boxes_is_narrowed_and_keeps_what_is_ticked(visit, a_request, office):
    draft = a_request("draft", kind="lead")
    ada = visit("ada").go(reverse("writer_section", args=[draft.pk, "sharing"]))
    ada.page.locator("summary", has_text="by name").click()
    boxes = ada.page.locator("[data-narrow] .govuk-checkboxes__item:visible")
    everybody = boxes.count()
    boxes.filter(has_text="Dov").locator("input").check()
    ada.page.get_by_label("Show only those that contain").press_sequentially("whit")
    assert everybody > 12
    assert [one.strip() for one in boxes.all_inner_texts()] == [office[name].get_full_name() + ", " + office[name].title
                                                                for name in ("dov", "ada")]
    ada.look("writer-narrowed").press("Save and come back later")
    draft.refresh_from_db()
    assert draft.details["recipients"] == [office["dov"].pk]
