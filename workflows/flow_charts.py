"""What does the flow of one state look like? viewflow lays it out; the drawing, the table and the marks are ours."""

from typing import Any

from django.utils.translation import gettext as _
from viewflow.workflow import Flow
from viewflow.workflow.chart import calc_layout_data

from mla.models import Request
from mla.vocabulary import Role
from workflows import bpmn
from workflows.drawing import Arrow, Box, Drawing
from workflows.models import Task
from workflows.nodes import Desk, Finish, Opening, Parallel

_MARGIN = 12


def drawing(flow: type[Flow], request: Request | None = None) -> Drawing:
    """The flow as a picture; with a request, its desks are marked."""
    grid = calc_layout_data(flow)
    marks = _marks(request)
    boxes = [_box(cell, request, marks) for cell in grid.cells]
    arrows = [Arrow([(x + _MARGIN, y + _MARGIN) for x, y in edge.segments]) for edge in grid.edges if edge.segments]
    return Drawing(
        str(flow.process_title),
        _("The table beside the chart says the same in words."),
        grid.width + 2 * _MARGIN,
        grid.height + 2 * _MARGIN,
        boxes,
        arrows,
    )


def table(flow: type[Flow], request: Request | None = None) -> list[dict[str, Any]]:
    """The same in words: each desk with what follows it."""
    grid, marks = calc_layout_data(flow), _marks(request)
    cells = sorted(grid.cells, key=lambda cell: (cell.col, cell.row))
    return [
        {
            "label": label(cell.node, request),
            "next": ", ".join(label(edge.dst, request) for edge in cell.outgoing()),
            "mark": marks.get(cell.node.name, ("", ""))[1],
        }
        for cell in cells
    ]


def exported(flow: type[Flow]) -> bytes:
    """The flow as BPMN 2.0, with the desks' names."""
    grid = calc_layout_data(flow)
    return bpmn.written(grid, str(flow.process_title), {node.name: label(node, None) for node in grid.nodes})


def label(node: Any, request: Request | None) -> str:
    """What a node is called in the reader's language."""
    if isinstance(node, Desk):
        if not callable(node.role):
            return str(Role(node.role).label)
        return str(Role(node.role_for(request)).label) if request else _("the desk that waits")
    if isinstance(node, Opening):
        return _("Begin")
    if isinstance(node, Finish):
        return _("End")
    return _("side by side, where needed") if isinstance(node, Parallel) else _("all done")


def _box(cell: Any, request: Request | None, marks: dict[str, tuple[str, str]]) -> Box:
    tone, note = marks.get(cell.node.name, ("working" if isinstance(cell.node, Desk) else "final", ""))
    shape = cell.shape
    is_desk = isinstance(cell.node, Desk)
    return Box(
        shape.x + _MARGIN,
        shape.y + _MARGIN,
        shape.width,
        shape.height,
        label(cell.node, request) if is_desk else "",
        tone,
        note,
        is_round=not is_desk,
    )


def _marks(request: Request | None) -> dict[str, tuple[str, str]]:
    """Node -> tone and words, from the tasks of the request's present stage."""
    if request is None:
        return {}
    tasks = Task.objects.filter(request=request, process__finished=None).order_by("pk")
    return {
        task.flow_task.name: ("current", _("current")) if task.is_open else ("done", _("done"))
        for task in tasks
        if task.flow_task
    }
