"""Which form belongs to which word? One form per step and per milestone; `form_for` makes it."""

from datetime import datetime
from typing import Any

from mla import kinds
from mla.milestones import KindAct
from mla.models import Request, User
from workflows.forms import (
    binding,
    certificates,
    clarification,
    closing,
    consultation,
    corrections,
    decisions,
    emergency,
    execution,
    intake,
    items,
    kind_acts,
    ledger,
    linking,
    milestones,
    stays,
    transmission,
)
from workflows.forms.acts import ActForm

FORMS: dict[str, type[ActForm]] = {
    "submit": intake.SubmitForm,
    "receive": intake.ReceiveForm,
    "admit": intake.AdmitForm,
    "send_back": intake.SendBackForm,
    "ask": clarification.AskForm,
    "answer": clarification.AnswerForm,
    "consult": consultation.ConsultForm,
    "settle": consultation.SettleForm,
    "grant": decisions.GrantForm,
    "refuse": decisions.RefuseForm,
    "postpone": decisions.PostponeForm,
    "resume": decisions.ResumeForm,
    "transmit": transmission.TransmitForm,
    "report": execution.ReportForm,
    "respond": execution.RespondForm,
    "close": closing.CloseForm,
    "reopen": execution.ReasonsForm,
    "withdraw": execution.WithdrawForm,
    "lapse": execution.LapseForm,
    "expedite": emergency.ExpediteForm,
}
MILESTONE_FORMS: dict[str, type[ActForm]] = {
    "acknowledge": milestones.AcknowledgeForm,
    "opine": milestones.OpineForm,
    "grant": items.GrantedForm,
    "forward": items.ForwardForm,
    "redirect": items.RedirectForm,
    "conclude": items.ConcludeForm,
    "certify": certificates.CertifyForm,
    "inform": milestones.InformForm,
    "remind": milestones.TextForm,
    "confirm": milestones.ConfirmForm,
    "stay": stays.StayForm,
    "lift": stays.LiftForm,
    **ledger.LEDGER_FORMS,
    "correct": corrections.CorrectForm,
    "reclassify": milestones.ReclassifyForm,
    "split": items.SplitForm,
    "endorse": emergency.EndorseForm,
    "use": binding.UseForm,
    "breach": binding.BreachForm,
    "link": linking.LinkForm,
    "unlink": linking.UnlinkForm,
    "relate": linking.RelateForm,
    "sever": linking.SeverForm,
}
ELSEWHERE = {"translate": "translate", "attach": "attachment_add"}
"""Milestones with a page of their own: the word and the name of its address."""


def has_form(word: str, request: Request, *, is_milestone: bool) -> bool:
    """Whether a form belongs to the word: a step's, a common milestone's, or one of the request's kind."""
    return word in (MILESTONE_FORMS if is_milestone else FORMS) or (is_milestone and _own(word, request) is not None)


def form_for(
    word: str,
    request: Request,
    user: User,
    *,
    now: datetime,
    data: Any = None,
    typed: Any = None,
    is_milestone: bool = False,
) -> ActForm:
    """The form of a word. `data` is to be checked; `typed` is only shown again, unchecked."""
    if is_milestone and (act := _own(word, request)):
        return kind_acts.KindActForm(request, user, data, act=act, now=now, word=word, typed=typed)
    found = MILESTONE_FORMS if is_milestone else FORMS
    return found[word](request, user, data, now=now, word=word, typed=typed)


def _own(word: str, request: Request) -> KindAct | None:
    return kinds.get(request.kind).act(word)
