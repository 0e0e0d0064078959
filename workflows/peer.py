"""The peer our step is measured against: a bare viewflow task as its documentation has it, on viewflow's own tables."""

from viewflow import this
from viewflow.workflow import Flow, flow, lock
from viewflow.workflow.flow.views import UpdateProcessView


class BareFlow(Flow):
    """One task, then the end."""

    lock_impl = lock.select_for_update_lock

    start = flow.StartHandle().Next(this.approve)
    approve = flow.View(UpdateProcessView.as_view(fields=[])).Next(this.end)
    end = flow.End()
