"""Our form templates against the examples that govuk-frontend ships: same elements, attributes and words."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from mla.rendering import GovukBoundField, GovukRenderer

COMPONENTS = Path(__file__).parents[2] / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"
VOID = {"br", "img", "input", "link", "meta"}


class Tree(HTMLParser):
    """Nested [tag, {attribute: value}, children]; white space folded, class names in a set."""

    def __init__(self, html):
        super().__init__()
        self.root = ["root", {}, []]
        self.open = [self.root]
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = {name: frozenset(value.split()) if name == "class" else value or "" for name, value in attrs}
        node = [tag, values, []]
        self.open[-1][2].append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if words := " ".join(data.split()):
            self.open[-1][2].append(words)


def tree(html):
    return Tree(html).root


def fixtures(component, *names):
    file = COMPONENTS / component / "fixtures.json"
    if not file.exists():
        pytest.fail(f"{file} is missing: run `npm ci` in the project's folder")
    found = {example["name"]: example for example in json.loads(file.read_text())["fixtures"]}
    return [(found[name]["options"], found[name]["html"]) for name in names]


def text(part):
    return (part or {}).get("text", "")


def choices(options):
    return [(item.get("value", item.get("text")), item["text"]) for item in options.get("items", [])]


def rendered(options, field, value=None, id_=None):
    """One field in a form whose ids and names are the example's, with its error as if a view had found it."""
    name = options.get("name") or options["idPrefix"]
    id_ = id_ or options.get("idPrefix") or options.get("id") or name
    error = text(options.get("errorMessage"))
    field.bound_field_class = type("Bound", (GovukBoundField,), {"auto_id": id_})
    form_class = type("Form", (forms.Form,), {name: field})
    form = form_class({name: value} if error else None, initial={name: value}, renderer=GovukRenderer())
    if error:
        form.full_clean()
        form._errors.clear()
        form.add_error(name, error)
    with translation.override("en"):
        return form[name].as_field_group()


def own_class(options):
    return {"class": options["classes"]} if options.get("classes") else {}


def wording(options):
    legend = options.get("fieldset", {}).get("legend") or options.get("label")
    return {"label": text(legend), "help_text": text(options.get("hint")), "required": False}


@pytest.mark.parametrize(
    ("options", "html"),
    fixtures("input", "default", "with hint text", "with error message", "with error and hint", "value"),
)
def test_input_matches_upstream(options, html):
    ours = rendered(options, forms.CharField(**wording(options)), options.get("value"))
    assert tree(ours) == tree(html)


@pytest.mark.parametrize(
    ("options", "html"),
    fixtures(
        "textarea",
        "default",
        "with hint",
        "with error message",
        "with default value",
        "with hint and error message",
    ),
)
def test_textarea_matches_upstream(options, html):
    field = forms.CharField(widget=forms.Textarea, **wording(options))
    assert tree(rendered(options, field, options.get("value"))) == tree(html)


@pytest.mark.parametrize(
    ("options", "html"),
    fixtures("character-count", "default", "with hint", "with hint and error", "with default value"),
)
def test_counted_textarea_matches_upstream(options, html):
    field = forms.CharField(widget=forms.Textarea, max_length=int(options["maxlength"]), **wording(options))
    assert tree(rendered(options, field, options.get("value"))) == tree(html)


@pytest.mark.parametrize(
    ("options", "html"), fixtures("select", "default", "hint", "error", "with hint text and error message")
)
def test_select_matches_upstream(options, html):
    chosen = next((item["value"] for item in options.get("items", []) if item.get("selected")), None)
    field = forms.ChoiceField(choices=choices(options), **wording(options))
    ours = tree(rendered(options, field, chosen))
    assert ours == tree(html.replace(" disabled", ""))  # Django has no choice that cannot be chosen


@pytest.mark.parametrize(
    ("options", "html"),
    fixtures("radios", "with hint", "with fieldset and error message", "with hints on items", "inline"),
)
def test_radios_match_upstream(options, html):
    widget = forms.RadioSelect(attrs=own_class(options))
    widget.item_hints = {item["value"]: text(item["hint"]) for item in options["items"] if "hint" in item}
    chosen = next((item["value"] for item in options["items"] if item.get("checked")), None)
    field = forms.ChoiceField(choices=choices(options), widget=widget, **wording(options))
    assert tree(rendered(options, field, chosen)) == unheaded(with_our_ids(options, html))


def with_our_ids(options, html):
    """The example as if its items did not name their own ids."""
    for number, item in enumerate(options["items"], start=1):
        if own := item.get("id"):
            ours = options["idPrefix"] + (f"-{number}" if number > 1 else "")
            html = re.sub(rf'(\b(?:id|for|aria-describedby)="){own}', rf"\g<1>{ours}", html)
    return html


@pytest.mark.parametrize(
    ("options", "html"),
    fixtures(
        "checkboxes", "with hint", "with error message", "with error message and hint", "small with hint"
    ),
)
def test_checkboxes_match_upstream(options, html):
    chosen = [item["value"] for item in options["items"] if item.get("checked")] or options.get("values")
    widget = forms.CheckboxSelectMultiple(attrs=own_class(options))
    widget.item_hints = {item["value"]: text(item["hint"]) for item in options["items"] if "hint" in item}
    field = forms.MultipleChoiceField(choices=choices(options), widget=widget, **wording(options))
    assert tree(rendered(options, field, chosen)) == unheaded(html)


def unheaded(html):
    """The example without what a page decides: size of legends and labels, a legend that is a heading."""
    upstream = tree(html)
    _strip(upstream)
    return upstream


def _strip(node):
    _, attrs, children = node
    sizes = ("--s", "--m", "--l", "--xl")
    attrs["class"] = frozenset(name for name in attrs.get("class", ()) if not name.endswith(sizes))
    if not attrs["class"]:
        del attrs["class"]
    if children and children[0][0] == "h1":
        children[:] = children[0][2]
    for child in children:
        if isinstance(child, list):
            _strip(child)


@pytest.mark.parametrize(
    ("options", "html"),
    fixtures("file-upload", "default", "with hint text", "with error message and hint", "enhanced"),
)
def test_file_upload_matches_upstream(options, html):
    attrs = {"data-drop-zone": "true"} if options.get("javascript") else None
    field = forms.FileField(widget=forms.ClearableFileInput(attrs=attrs), **wording(options))
    assert tree(rendered(options, field)) == tree(html)


@pytest.mark.parametrize(
    ("options", "html"), fixtures("password-input", "default", "with hint text", "with error message")
)
def test_password_matches_upstream(options, html):
    field = forms.CharField(widget=forms.PasswordInput, **wording(options))
    assert tree(rendered(options, field)) == tree(html)


@pytest.mark.parametrize(
    ("options", "html"), fixtures("error-summary", "default", "without links", "mixed with and without links")
)
def test_error_summary_matches_upstream(options, html):
    errors = [{"text": item["text"], "href": item.get("href")} for item in options["errorList"]]
    with translation.override("en"):
        assert tree(render_to_string("components/_error_summary.html", {"errors": errors})) == tree(html)
