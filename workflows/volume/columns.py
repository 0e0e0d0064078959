"""In which order do the rows of the volume name their columns, and what are the desks called in the flows?"""

from django.db import models

from mla.models import AssistanceItem, Event, Identifier, Leg, Person, Request
from mla.vocabulary import Role
from workflows.flows import FLOWS
from workflows.models import Clock, Stage, Task
from workflows.nodes import Desk

_NAMES: dict[type[models.Model], str] = {
    Request: "id state came_from kind direction own_reference foreign_reference title investigating_authority"
    " investigating_functions theme urgency urgency_reason classification confidentiality confidentiality_reason"
    " language subject_matter proceeding_stage facts purpose nexus special_procedure time_limit_on"
    " time_limit_reason review_on channel received_at sent_at details draft draft_revision content_digest"
    " created_at entered_at readers"
    " agency_id compartment_id counterpart_id created_by_id instrument_id requested_authority_id"
    " split_from_id",
    AssistanceItem: "id seq type description purpose hearing_on details disposition grounds reasons review_on outcome"
    " steps_taken concluded_at request_id",
    Person: "id role surname given_names native_name aliases sex born_on birth_place nationality document address"
    " language request_id",
    Identifier: "id scheme value normalized provider seen_at port item_id request_id",
    Leg: "id is_return opened_at closed_at authority_id request_id",
    Event: "id seq verb party happened_at recorded_at note details previous digest actor_id request_id",
    Stage: "id flow_class status created finished state request_id",
    Task: "id flow_task flow_task_type status created assigned started finished token owner_permission_obj_pk desk"
    " state kind direction urgency classification due_at decided authority_id compartment_id owner_id"
    " owner_permission_content_type_id process_id request_id",
    Clock: "id obligated starts_at stops_at status strict due due_at wake_at is_provisional is_late calendar_version"
    " authority_id item_id leg_id party_id person_id request_id started_by_id stopped_by_id rule_id run",
}
COLUMNS = {model: tuple(names.split()) for model, names in _NAMES.items()}

def _stored(model: type[models.Model], name: str, value: object) -> str:
    """How the column writes a flow or a node."""
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field.get_prep_value(value)


FLOW_CLASSES: dict[tuple[str, str], str] = {key: _stored(Stage, "flow_class", flow) for key, flow in FLOWS.items()}


def _tasks() -> dict[tuple[str, str, str], str]:
    """The name of each desk's node by direction, state and role; the one whose role depends stands for both."""
    found = {}
    for (direction, state), flow in FLOWS.items():
        for node in flow.instance.nodes():
            if isinstance(node, Desk):
                name = _stored(Task, "flow_task", node)
                for role in (Role.REGISTRAR, Role.LIAISON) if callable(node.role) else (node.role,):
                    found[direction, state, role] = name
    return found


FLOW_TASKS = _tasks()
