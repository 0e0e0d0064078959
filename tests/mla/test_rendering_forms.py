"""What our forms do beyond the examples of upstream: links to fields, browser pickers, words for scripts."""

import pytest
from django import forms
from django.utils import translation

from mla.rendering import GovukRenderer


class Draft(forms.Form):
    due = forms.DateField()
    at = forms.DateTimeField()
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    both = forms.SplitDateTimeField()
    sure = forms.BooleanField(label="I am sure", help_text="By law")
    password = forms.CharField(widget=forms.PasswordInput(attrs={"placeholder": "Password"}))
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        self.add_error(None, "The dates contradict each other")


def draft(data=None):
    return Draft(data, renderer=GovukRenderer())


def test_every_link_of_the_summary_leads_to_a_control():
    html = str(draft({}))
    links = [part.split('"')[0] for part in html.split('href="#')[1:]]
    assert links == ["id_due", "id_at", "id_kind", "id_both_0", "id_sure", "id_password"]
    assert [html.count(f' id="{link}"') for link in links] == [1] * len(links)
    assert "The dates contradict each other" in html


def test_single_tick_box_is_described_by_its_hint_and_error():
    html = draft({})["sure"].as_field_group()
    assert 'aria-describedby="id_sure-hint id_sure-error"' in html
    assert "<fieldset" not in html


def test_a_field_leaves_validation_to_the_server():
    html = str(draft())
    assert [word for word in (" required", "aria-invalid", "placeholder") if word in html] == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_dates_use_the_browser_picker_in_every_language(language):
    with translation.override(language):
        form = draft({"due": "2026-11-22", "at": "2026-11-22T14:07"})
        html = form["due"].as_widget() + form["at"].as_widget()
        form.full_clean()
    assert html.count('type="date"') == html.count('type="datetime-local"') == 1
    assert 'value="2026-11-22"' in html
    assert 'value="2026-11-22T14:07"' in html
    assert sorted(form.errors) == ["__all__", "both", "kind", "password", "sure"]


def test_optional_fields_are_marked_where_the_form_asks_for_it():
    form = type("Filter", (forms.Form,), {"name": forms.CharField(required=False), "mark_optional": True})
    with translation.override("en"):
        assert "Name (optional)" in form(renderer=GovukRenderer())["name"].as_field_group()


def test_scripts_are_given_words_in_chinese():
    with translation.override("zh-hans"):
        assert "data-i18n.show-password=" in draft()["password"].as_field_group()
