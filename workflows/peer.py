"""The peers our steps and our sweep are measured against: bare viewflow as its documentation has it, on its tables."""

from datetime import timedelta

from viewflow import this
from viewflow.workflow import Flow, flow, lock
from viewflow.workflow.flow.views import UpdateProcessView
from viewflow.workflow.timers import fire_due_timers

__all__ = ["BareFlow", "TimerFlow", "fire_due_timers"]


class BareFlow(Flow):
    """One task, then the end."""

    lock_impl = lock.select_for_update_lock

    start = flow.StartHandle().Next(this.approve)
    approve = flow.View(UpdateProcessView.as_view(fields=[])).Next(this.end)
    end = flow.End()


class TimerFlow(Flow):
    """One timer that opens a task for whoever must hear of it, as the documentation of `flow.Timer` shows."""

    lock_impl = lock.select_for_update_lock

    start = flow.StartHandle().Next(this.wait)
    wait = flow.Timer(timedelta(days=1)).Next(this.escalate)
    escalate = flow.View(UpdateProcessView.as_view(fields=[])).Next(this.end)
    end = flow.End()
