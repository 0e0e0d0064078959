"""Turns and time. Import them from here."""

from workflows.models.clocks import Clock, ClockEntry, ClockRule, Rung
from workflows.models.stages import Stage, Task, TaskQuerySet

__all__ = ["Clock", "ClockEntry", "ClockRule", "Rung", "Stage", "Task", "TaskQuerySet"]
