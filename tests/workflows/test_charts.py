"""Charts: everything drawn is also said in words, and no style is needed."""

from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from mla.lifecycle import STEPS
from mla.vocabulary import State
from workflows import charts, flow_charts
from workflows.drawing import width, wrap
from workflows.flows import FLOWS

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("direction", ["", "out", "in"])
def test_the_lifecycle_shows_every_state_and_names_every_step(direction):
    drawing = charts.lifecycle(direction, "review")
    assert {box.label for box in drawing.boxes} == {str(state.label) for state in State}
    assert [box.label for box in drawing.boxes if box.tone == "current"] == ["Review"]
    drawn = {number for arrow in drawing.arrows for number in arrow.number.split(",")}
    assert drawn <= {str(row["number"]) for row in charts.table(direction)}
    assert len(charts.table()) == len(STEPS)


def test_no_two_states_share_a_place():
    boxes = charts.lifecycle().boxes
    assert len({(box.x, box.y) for box in boxes}) == len(boxes)


def test_the_picture_is_plain_svg_with_title_and_description():
    root = ET.fromstring(charts.lifecycle("in", "review").svg("chart"))
    assert root.get("role") == "img"
    assert [root[0].tag, root[1].tag] == [f"{SVG}title", f"{SVG}desc"]
    assert not [one for one in root.iter() if "style" in one.attrib or ("class" in one.attrib and one is not root)]


@pytest.mark.parametrize("flow", list(FLOWS.values()))
def test_every_flow_is_drawn_told_and_exported(flow):
    nodes = len(flow_charts.table(flow))
    assert len(flow_charts.drawing(flow).boxes) == nodes
    root = ET.fromstring(flow_charts.exported(flow))
    shapes = root.findall(".//{http://www.omg.org/spec/BPMN/20100524/DI}BPMNShape")
    names = {one.get("id") for one in root[0]}
    assert len(shapes) == nodes
    assert {one.text for one in root[0].iter() if one.text and one.text.strip()} <= names


def test_the_chart_pages_open_and_the_export_is_a_download(office, client):
    client.force_login(office["ben"])
    assert client.get(reverse("lifecycle")).status_code == 200
    assert client.get(reverse("flow", args=["in", "review"])).status_code == 200
    assert client.get(reverse("flow", args=["in", "closed"])).status_code == 404
    file = client.get(reverse("flow_bpmn", args=["in", "review"]))
    assert file["Content-Disposition"] == 'attachment; filename="in-review.bpmn"'


def test_the_place_of_a_request_is_marked(a_request, office, client):
    request = a_request(in_state="review", direction="in")
    client.force_login(office["ben"])
    page = client.get(reverse("lifecycle"), {"request": request.pk}).content.decode()
    assert "now in the state “Review”" in page
    marks = [row["mark"] for row in flow_charts.table(FLOWS[("in", "review")], request)]
    assert "current" in marks
    client.force_login(office["eve"])
    assert client.get(reverse("lifecycle"), {"request": request.pk}).status_code == 404


def test_chinese_breaks_anywhere_and_latin_at_spaces():
    assert wrap("数据保护顾问", 8) == ["数据保护", "顾问"]
    assert wrap("data protection adviser", 16) == ["data protection", "adviser"]
    assert max(width(line) for line in wrap("等待 the other side 的答复", 10)) <= 10
