"""The peers our steps and our sweep are measured against: bare viewflow as its documentation has it, on its tables."""

from datetime import timedelta

from django.utils import timezone
from viewflow import this
from viewflow.workflow import Flow, flow, lock
from viewflow.workflow.activation import Activation
from viewflow.workflow.flow.views import UpdateProcessView
from viewflow.workflow.timers import fire_due_timers

from mla.models import Request

__all__ = ["BareFlow", "RecordingFlow", "TimerFlow", "fire_due_timers"]


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


class RecordingFlow(Flow):
    """One timer that also does what our sweep does for a rung: it writes an event into the record of its request."""

    lock_impl = lock.select_for_update_lock

    start = flow.StartHandle().Next(this.wait)
    wait = flow.Timer(timedelta(days=1)).Next(this.record)
    record = flow.Function(this.write).Next(this.end)
    end = flow.End()

    def write(self, activation: Activation) -> None:
        """The event, under the request's lock; the process's data name the request."""
        request = Request.objects.select_for_update().get(pk=activation.process.data["request"])
        request.record("escalate", by=None, now=timezone.now())
