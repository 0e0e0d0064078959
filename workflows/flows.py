"""Which desks take their turn in each state, in which order? One small flow for each direction and state."""

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import Flow

from mla import kinds
from mla.models import Request
from mla.vocabulary import Direction, Role, State
from workflows import wanted
from workflows.models import Stage, Task
from workflows.nodes import Desk, Finish, Opening, Parallel, Together


class _OneDesk:
    """A state with a single desk, which decides."""

    start = Opening().Next(this.desk)
    end = Finish()


def _heard(*roles: str) -> Parallel:
    """Desks of advisers side by side, each only where its opinion is wanted."""
    split = Parallel(otherwise="countersigner")
    for role in roles:
        split = split.Next(getattr(this, role), case=wanted.opinion_wanted(role))
    return split


class _Countersigned:
    """Opinions side by side, then the countersignature."""

    start = Opening().Next(this.opinions)
    reviewer = Desk(Role.REVIEWER).Next(this.together)
    together = Together().Next(this.countersigner)
    countersigner = Desk(Role.COUNTERSIGNER).Next(this.end)
    end = Finish()


class _Advised(_Countersigned):
    """With the further opinions a kind may ask for."""

    data_protection = Desk(Role.DATA_PROTECTION).Next(this.together)
    security = Desk(Role.SECURITY).Next(this.together)


class _Translated:
    """With a translator beside the advisers."""

    translator = Desk(Role.TRANSLATOR).Next(this.together)


class _Office(Flow):
    """What all our flows share: our own tables."""

    process_class = Stage
    task_class = Task


class IntakeFlow(_OneDesk, _Office):
    process_title = _("Intake")
    desk = Desk(Role.REGISTRAR).Next(this.end)


class OutgoingReviewFlow(_Advised, _Office):
    process_title = _("Review of an outgoing request")
    opinions = _heard(Role.REVIEWER, Role.DATA_PROTECTION, Role.SECURITY)


class IncomingReviewFlow(_Advised, _Translated, _Office):
    process_title = _("Review of an incoming request")
    opinions = _heard(Role.REVIEWER, Role.DATA_PROTECTION, Role.SECURITY).Next(
        this.translator, case=wanted.translation_wanted
    )


class OutgoingTransmissionFlow(_Office):
    process_title = _("Transmission abroad")
    start = Opening().Next(this.translation)
    translation = Parallel(otherwise="dispatcher").Next(this.translator, case=wanted.translated_first)
    translator = Desk(Role.TRANSLATOR).Next(this.dispatcher)
    dispatcher = Desk(Role.DISPATCHER).Next(this.end)
    end = Finish()


class IncomingTransmissionFlow(_OneDesk, _Office):
    process_title = _("Instruction of the executing authority")
    desk = Desk(Role.DISPATCHER).Next(this.end)


class _Watched:
    """The desk that watches; what an emergency left undone before its transmission is done beside it."""

    start = Opening().Next(this.desks)
    desks = Parallel(otherwise="desk").Next(this.desk).Next(this.review, case=wanted.review_owed).Next(
        this.translator, case=wanted.translated_after
    )
    review = Desk(Role.COUNTERSIGNER).Next(this.together)
    translator = Desk(Role.TRANSLATOR).Next(this.together)
    together = Together().Next(this.end)
    end = Finish()


class OutgoingExecutionFlow(_Watched, _Office):
    process_title = _("Execution abroad")
    desk = Desk(Role.LIAISON).Next(this.together)


class IncomingExecutionFlow(_OneDesk, _Office):
    process_title = _("Execution at home")
    desk = Desk(Role.EXECUTING_OFFICER).Next(this.end)


class OutgoingResponseFlow(_OneDesk, _Office):
    process_title = _("Results for our agency")
    desk = Desk(Role.LIAISON).Next(this.end)


class IncomingResponseFlow(_Countersigned, _Translated, _Office):
    process_title = _("Response abroad")
    opinions = _heard(Role.REVIEWER).Next(this.translator, case=wanted.translation_wanted)


class OutgoingClarificationFlow(_Watched, _Office):
    process_title = _("Waiting for supplementary information")
    desk = Desk(wanted.who_waits).Next(this.together)


class ClarificationFlow(_OneDesk, _Office):
    process_title = _("Waiting for supplementary information")
    desk = Desk(wanted.who_waits).Next(this.end)


class OutgoingConsultationFlow(_Watched, _Office):
    process_title = _("Consultation asked by the other side")
    desk = Desk(Role.LIAISON).Next(this.together)


class IncomingConsultationFlow(_OneDesk, _Office):
    process_title = _("Consultation with the other side")
    desk = Desk(Role.REVIEWER).Next(this.end)


class OutgoingWatchFlow(_Watched, _Office):
    process_title = _("Waiting for the other side")
    desk = Desk(Role.LIAISON).Next(this.together)


class IncomingWatchFlow(_OneDesk, _Office):
    process_title = _("Waiting before the next act")
    desk = Desk(Role.REGISTRAR).Next(this.end)


class KindsOwnFlow(_Office):
    process_title = _("Desk named by the kind of request")
    start = Opening().Next(this.translation)
    translation = Parallel(otherwise="desks").Next(this.translator, case=wanted.translation_due)
    translator = Desk(Role.TRANSLATOR).Next(this.desks)
    desks = Parallel(otherwise="desk").Next(this.desk).Next(this.review, case=wanted.review_owed_abroad)
    desk = Desk(wanted.named_by_kind).Next(this.together)
    review = Desk(Role.COUNTERSIGNER).Next(this.together)
    together = Together().Next(this.end)
    end = Finish()


class KindsOwnBesideFlow(_Office):
    """Where the kind passes the state in which the usual desks translate: the translator works beside its own desk."""

    process_title = _("Desk named by the kind of request, with a translator beside it")
    start = Opening().Next(this.desks)
    desks = Parallel(otherwise="desk").Next(this.desk).Next(this.review, case=wanted.review_owed_abroad).Next(
        this.translator, case=wanted.translation_wanted
    )
    desk = Desk(wanted.named_by_kind).Next(this.together)
    review = Desk(Role.COUNTERSIGNER).Next(this.together)
    translator = Desk(Role.TRANSLATOR).Next(this.together)
    together = Together().Next(this.end)
    end = Finish()


FLOWS: dict[tuple[str, str], type[Flow]] = {
    (Direction.OUT, State.INTAKE): IntakeFlow,
    (Direction.IN, State.INTAKE): IntakeFlow,
    (Direction.OUT, State.REVIEW): OutgoingReviewFlow,
    (Direction.IN, State.REVIEW): IncomingReviewFlow,
    (Direction.OUT, State.TRANSMISSION): OutgoingTransmissionFlow,
    (Direction.IN, State.TRANSMISSION): IncomingTransmissionFlow,
    (Direction.OUT, State.EXECUTION): OutgoingExecutionFlow,
    (Direction.IN, State.EXECUTION): IncomingExecutionFlow,
    (Direction.OUT, State.RESPONSE): OutgoingResponseFlow,
    (Direction.IN, State.RESPONSE): IncomingResponseFlow,
    (Direction.OUT, State.CLARIFICATION): OutgoingClarificationFlow,
    (Direction.IN, State.CLARIFICATION): ClarificationFlow,
    (Direction.OUT, State.CONSULTATION): OutgoingConsultationFlow,
    (Direction.IN, State.CONSULTATION): IncomingConsultationFlow,
    (Direction.OUT, State.POSTPONED): OutgoingWatchFlow,
    (Direction.IN, State.POSTPONED): IncomingWatchFlow,
    (Direction.OUT, State.RESPONDED): OutgoingWatchFlow,
    (Direction.IN, State.RESPONDED): IncomingWatchFlow,
}


def flow_of(request: Request) -> type[Flow] | None:
    """The flow of the request's present state: the kind's own desk, or the usual one; None where nothing is open."""
    if kinds.turn_of(request) is not None and request.state != State.DRAFT:
        usual = State.TRANSMISSION if request.is_outgoing else State.REVIEW
        is_passed = request.state == State.EXECUTION and kinds.passes(request, usual)
        return KindsOwnBesideFlow if is_passed else KindsOwnFlow
    return FLOWS.get((request.direction, request.state))
