"""How does a flow read in another office's tools? As BPMN 2.0 with its drawing, by the names the reader sees."""

from typing import Any
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

from viewflow.workflow.chart import Grid

_SPACES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
}


def written(grid: Grid, name: str, labels: dict[str, str]) -> bytes:
    """The laid-out flow as a file; `labels` gives each node's name for people."""
    for prefix, address in _SPACES.items():
        ET.register_namespace(prefix, address)
    root = Element(_tag("bpmn", "definitions"), {"targetNamespace": "https://example.org/mla"})
    process = SubElement(root, _tag("bpmn", "process"), {"id": "flow", "name": name, "isExecutable": "false"})
    diagram = SubElement(root, _tag("bpmndi", "BPMNDiagram"), {"id": "diagram"})
    plane = SubElement(diagram, _tag("bpmndi", "BPMNPlane"), {"id": "plane", "bpmnElement": "flow"})
    for cell in grid.cells:
        _node(process, plane, cell, labels[cell.node.name])
    for edge in grid.edges:
        _edge(process, plane, edge)
    ET.indent(root)
    return ET.tostring(root, encoding="UTF-8", xml_declaration=True)


def _node(process: Element, plane: Element, cell: Any, label: str) -> None:
    node = cell.node
    element = SubElement(process, _tag("bpmn", node.bpmn_element), {"id": node.name, "name": label})
    for edge in cell.incoming():
        SubElement(element, _tag("bpmn", "incoming")).text = _edge_id(edge)
    for edge in cell.outgoing():
        SubElement(element, _tag("bpmn", "outgoing")).text = _edge_id(edge)
    shape = SubElement(plane, _tag("bpmndi", "BPMNShape"), {"id": f"shape_{node.name}", "bpmnElement": node.name})
    place = {"x": cell.shape.x, "y": cell.shape.y, "width": cell.shape.width, "height": cell.shape.height}
    SubElement(shape, _tag("dc", "Bounds"), {key: str(value) for key, value in place.items()})


def _edge(process: Element, plane: Element, edge: Any) -> None:
    ends = {"id": _edge_id(edge), "sourceRef": edge.src.name, "targetRef": edge.dst.name}
    SubElement(process, _tag("bpmn", "sequenceFlow"), ends)
    line = SubElement(
        plane, _tag("bpmndi", "BPMNEdge"), {"id": f"line_{_edge_id(edge)}", "bpmnElement": _edge_id(edge)}
    )
    for x, y in edge.segments:
        SubElement(line, _tag("di", "waypoint"), {"x": str(x), "y": str(y)})


def _edge_id(edge: Any) -> str:
    return f"{edge.src.name}__{edge.dst.name}"


def _tag(space: str, name: str) -> str:
    return f"{{{_SPACES[space]}}}{name}"
