"""How does viewflow run our stages? Nodes whose gateways leave no rows and whose desks carry the inbox's columns.

Only a desk's task is stored. Start, split, join and end decide in memory, under the request's lock, so a step costs
what it must. `now` and the nearest end `due_at` are handed on from activation to activation.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from viewflow.workflow import Node
from viewflow.workflow.activation import Activation
from viewflow.workflow.nodes import End, Join, Split, StartHandle, View
from viewflow.workflow.nodes.end import EndActivation
from viewflow.workflow.nodes.join import JoinActivation
from viewflow.workflow.nodes.split import SplitActivation
from viewflow.workflow.nodes.start import StartHandleActivation
from viewflow.workflow.nodes.view import ViewActivation
from viewflow.workflow.status import STATUS

from mla import access
from mla.models import Request
from workflows.models import Stage, Task


class _InMemory:
    """A gateway: no row of its own."""

    now: datetime
    due_at: datetime | None
    task: Task

    if TYPE_CHECKING:  # viewflow's activations, beside which this stands, are made so

        def __init__(self, task: Task) -> None: ...

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    @classmethod
    def create(cls, flow_task: Node, prev: Activation, token: Any, data: Any = None, seed: Any = None) -> Any:
        activation = cls(Task(process=prev.process, flow_task=flow_task, token=token))
        activation.now, activation.due_at = prev.now, prev.due_at
        return activation

    @Activation.status.transition(source=STATUS.NEW, target=STATUS.DONE)
    def complete(self) -> None:
        self.task.finished = self.now


class OpeningActivation(_InMemory, StartHandleActivation):
    """Opens a stage: stores it, then creates the first desks' tasks."""

    @classmethod
    def opening(
        cls, node: Node, request: Request, now: datetime, due_at: datetime | None
    ) -> "OpeningActivation":
        """The activation that opens a stage of this flow for the request; `due_at` is shown by its first tasks."""
        stage = Stage(flow_class=node.flow_class, request=request, state=request.state, created=now)
        activation = cls(Task(process=stage, flow_task=node))
        activation.now, activation.due_at = now, due_at
        return activation

    @Activation.status.transition(source=STATUS.NEW)
    def execute(self) -> None:
        self.process.save(force_insert=True)
        self.complete()
        self.activate_next()


class Opening(StartHandle):
    """The start of a stage."""

    activation_class = OpeningActivation


class SplitInMemory(_InMemory, SplitActivation):
    """Opens the branches whose condition holds; with none, goes on behind the join."""

    @Activation.status.super()
    def activate(self) -> None:
        branches = self.flow_task._branches
        self.next_tasks = [
            (node, None) for node, condition, _source in branches if condition is None or condition(self)
        ]
        if not self.next_tasks:
            self.next_tasks = [(self.flow_class.instance.node(self.flow_task.otherwise), None)]


class Parallel(Split):
    """Desks side by side, each only where it is needed."""

    activation_class = SplitInMemory

    def __init__(self, otherwise: str) -> None:
        super().__init__()
        self.otherwise = otherwise


class JoinInMemory(_InMemory, JoinActivation):
    """Waits until no desk of the stage is open."""

    @Activation.status.transition(source=STATUS.NEW, target=STATUS.STARTED)
    def activate(self) -> None:
        """The rows of the desks are the state; nothing to store."""

    @Activation.status.transition(source=STATUS.STARTED, target=STATUS.DONE, conditions=[lambda join: join.is_done()])
    def complete(self) -> None:
        self.task.finished = self.now

    def is_done(self) -> bool:
        return not self.process.tasks.open().exists()


class Together(Join):
    """Where parallel desks meet."""

    activation_class = JoinInMemory


class EndInMemory(_InMemory, EndActivation):
    """The engine closes the stage; the end only ends the drawing."""

    @Activation.status.super()
    def activate(self) -> None:
        """Nothing to store."""


class Finish(End):
    """The end of a stage's flow."""

    activation_class = EndInMemory


class DeskActivation(ViewActivation):
    """One desk's turn, stored as one row."""

    now: datetime
    due_at: datetime | None = None

    @classmethod
    def create(cls, flow_task: "Desk", prev: Activation, token: Any, data: Any = None, seed: Any = None) -> Any:
        stage: Stage = prev.process
        request = stage.request
        role = flow_task.role_for(request)
        task = Task(
            process=stage, flow_task=flow_task, flow_task_type=flow_task.task_type, token=token, created=prev.now,
            request=request, state=request.state, desk=role, authority_id=_authority_of(role, request),
            kind=request.kind, direction=request.direction, urgency=request.urgency,
            classification=request.classification, compartment_id=request.compartment_id,
            due_at=prev.due_at,
        )
        task.save(force_insert=True)
        return cls.at(task, prev.now)

    @classmethod
    def at(cls, task: Task, now: datetime) -> "DeskActivation":
        """The activation of a stored task at a moment."""
        activation = cls(task)
        activation.now = now
        return activation

    @classmethod
    def beside(cls, node: "Desk", task: Task, now: datetime) -> "DeskActivation":
        """One more desk in the stage of an open task."""
        opened: DeskActivation = cls.create(node, cls.at(task, now), task.token)
        return opened

    @Activation.status.transition(source=STATUS.NEW, target=STATUS.ASSIGNED)
    def assign(self, user: Any) -> None:
        self.task.owner, self.task.assigned = user, self.now
        self.task.save(update_fields=["owner", "assigned", "status"])

    @Activation.status.transition(source=STATUS.ASSIGNED, target=STATUS.NEW)
    def unassign(self) -> None:
        self.task.owner = self.task.assigned = None
        self.task.save(update_fields=["owner", "assigned", "status"])

    @Activation.status.transition(source=STATUS.ASSIGNED)
    def reassign(self, user: Any = None) -> None:
        self.task.owner, self.task.assigned = user, self.now
        self.task.save(update_fields=["owner", "assigned"])

    @Activation.status.transition(source=STATUS.ASSIGNED, target=STATUS.DONE)
    def decide(self, word: str) -> None:
        """The desk has spoken; the caller stores the row, where it can together with the desks this ends."""
        self.task.decided, self.task.finished = word, self.now


class Desk(View):
    """A desk in a flow: the role whose turn it is (or a function of the request that names it)."""

    activation_class = DeskActivation

    def __init__(self, role: str | Callable[[Request], str]) -> None:
        super().__init__(view=None)
        self.role = role

    def role_for(self, request: Request) -> str:
        """The role for this request."""
        return self.role(request) if callable(self.role) else self.role


def _authority_of(role: str, request: Request) -> int | None:
    """Where the desk is: None is the office's central authority."""
    if role in access.AT_AGENCY:
        return request.agency_id
    if role in access.ON_LEG:
        return next(_open_legs(request), None)
    return None


def _open_legs(request: Request) -> Iterator[int]:
    return (leg.authority_id for leg in request.legs.all() if leg.closed_at is None)
