"""Whose turn is it? One stage per stay of a request in a state, one task per desk in it."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import AbstractProcess, AbstractTask
from viewflow.workflow.status import STATUS

from mla import access
from mla.models import Authority, Request
from mla.vocabulary import Classification, Direction, Role, State, Urgency

if TYPE_CHECKING:
    from mla.models import User

OPEN_STATUSES = (STATUS.NEW, STATUS.ASSIGNED, STATUS.STARTED)
IS_OPEN = Q(status__in=OPEN_STATUSES)
FREE, HELD = Q(owner=None), Q(owner__isnull=False)
CENTRAL, ELSEWHERE = Q(authority=None), Q(authority__isnull=False)


class Stage(AbstractProcess):
    """One stay of a request in one state. The database allows one open stage per request."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="stages", verbose_name=_("request"))
    state = models.CharField(_("state"), max_length=20, choices=State.choices)

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["request"], condition=Q(finished=None), name="one_open_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.state}"


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks, by whom they concern."""

    def open(self) -> Self:
        """Not yet done or cancelled."""
        return self.filter(IS_OPEN)

    def done_by(self, user: "User") -> Self:
        """What this person has done."""
        return self.filter(status=STATUS.DONE, owner=user)

    def at_desks_of(self, user: "User") -> Self:
        """At a desk where this person holds the role: central desks have no authority."""
        mine = Q(authority=None, desk__in=user.central_roles)
        for role, places in user.roles.items():
            mine |= Q(desk=role, authority__in=places)
        return self.filter(mine)

    def visible_to(self, user: "User") -> Self:
        """Only of requests the person may see."""
        return self.filter(request__in=Request.objects.visible_to(user))


class Task(AbstractTask):
    """One desk's turn in a stage, with what the inbox shows, filters, sorts and protects as its own columns."""

    is_alone = False  # set under the request's lock: the stage has no other open task

    # What viewflow's own pages and timers would need is left out: no undo, no timers, no second permission system.
    previous = scheduled = external_task_id = owner_permission = None  # type: ignore[assignment]  # how Django drops one
    status = models.CharField(_("status"), max_length=50, choices=STATUS.choices, default=STATUS.NEW)
    created = models.DateTimeField(_("created"), default=timezone.now)
    owner_permission_content_type = models.ForeignKey(
        ContentType, models.PROTECT, null=True, editable=False, db_index=False, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, db_index=False, related_name="own_tasks",
        verbose_name=_("owner"),
    )
    process = models.ForeignKey(Stage, models.PROTECT, db_index=False, related_name="tasks", verbose_name=_("stage"))
    request = models.ForeignKey(
        Request, models.PROTECT, db_index=False, related_name="tasks", verbose_name=_("request")
    )
    desk = models.CharField(_("desk"), max_length=20, choices=Role.choices)
    authority = models.ForeignKey(
        Authority, models.PROTECT, null=True, db_index=False, related_name="tasks", verbose_name=_("authority")
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices)
    kind = models.CharField(_("kind"), max_length=32)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction.choices)
    urgency = models.CharField(_("urgency"), max_length=12, choices=Urgency.choices)
    classification = models.PositiveSmallIntegerField(_("classification"), choices=Classification.choices)
    compartment = models.ForeignKey("mla.Compartment", models.PROTECT, null=True, db_index=False, related_name="+")
    due_at = models.DateTimeField(_("nearest obligation"), null=True)
    decided = models.CharField(_("decided"), max_length=24, blank=True)

    objects = TaskQuerySet.as_manager()  # type: ignore[misc]  # viewflow's manager, replaced as Django means it

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        indexes = [  # an act writes those of its rows: an open task stands in four of them, a done one in one
            models.Index(fields=["owner", "due_at", "id"], condition=IS_OPEN & HELD, name="inbox_mine"),  # my tasks
            models.Index(  # queue of a desk of the central authority
                fields=["desk", "due_at", "id"], condition=IS_OPEN & FREE & CENTRAL, name="inbox_free_central"
            ),
            models.Index(  # queue of a desk elsewhere
                fields=["authority", "desk", "due_at", "id"], condition=IS_OPEN & FREE & ELSEWHERE,
                name="inbox_free_elsewhere",
            ),
            models.Index(  # what colleagues at a desk of the central authority have
                fields=["desk", "due_at", "id"], condition=IS_OPEN & HELD & CENTRAL, name="inbox_held_central"
            ),
            models.Index(  # what colleagues at a desk elsewhere have
                fields=["authority", "desk", "due_at", "id"], condition=IS_OPEN & HELD & ELSEWHERE,
                name="inbox_held_elsewhere",
            ),
            models.Index(fields=["due_at", "id"], condition=IS_OPEN, name="inbox_all"),  # a supervisor's whole office
            models.Index(  # what I have done
                fields=["owner", "-finished", "-id"], condition=Q(status=STATUS.DONE), name="inbox_done"
            ),
            models.Index(fields=["request"], condition=IS_OPEN, name="task_of_request"),  # closing a stage
        ]
        constraints = [
            models.UniqueConstraint(fields=["process", "desk"], condition=IS_OPEN, name="one_open_task_per_desk"),
        ]

    def __str__(self) -> str:
        return f"{self.get_desk_display()}: {self.request_id}"

    @property
    def is_open(self) -> bool:
        """Whether someone still has to do it."""
        return self.status in OPEN_STATUSES

    def may_be_claimed_by(self, user: "User") -> bool:
        """Whether the person holds the desk's role where it counts."""
        return access.holds(user, self.desk, self.request)
