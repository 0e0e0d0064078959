"""What would an ordinary officer fill in for an act? For the demo and tests; days count from the moment of the act."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from mla import access, kinds
from mla.models import Authority, Request
from mla.vocabulary import AuthorityKind, Outcome, Role
from workflows import kind_facts
from workflows.certifying import certificates_of

Facts = dict[str, Any]
CONDITION = "The material is used for the proceeding named in the request alone."
PENALTY_MISSING = "The text of the provision and the maximum penalty are missing."


def default_facts(word: str, request: Request, now: datetime) -> Facts:
    """What an ordinary officer would fill in."""
    later = (now + timedelta(days=30)).date().isoformat()
    items = list(request.items.all())
    table: dict[str, Callable[[], Facts]] = {
        "admit": lambda: {"checks": {"CK-01": "yes", "CK-02": "yes"}},
        "ask": lambda: {"points": [{"code": "CK-06", "text": PENALTY_MISSING}], "answer_by": later},
        "answer": lambda: {"answers": {str(p.pk): {"answer": "The text is enclosed.", "declined": False}
                                       for p in request.points.filter(answered_at=None)}},
        "consult": lambda: {"grounds": ["GR-DEMIN"], "questions": "May the request be narrowed to three months?",
                            "conditions": [{"code": "CD-USE", "text": CONDITION}], "reply_by": later},
        "settle": lambda: {"result": "none", "assurance": "", "given_by": "The authority competent for it."},
        "expedite": lambda: {"reasons": "The threat names this evening."},
        "endorse": lambda: {"result": "endorsed", "text": "It would have been granted as it was sent."},
        "use": lambda: {"use": "stated", "what": "The statements of the account, at the trial."},
        "grant": lambda: {"dispositions": {str(item.seq): {"disposition": "granted"} for item in items},
                          "authority": _executing(request)},
        "refuse": lambda: {"grounds": ["GR-SOV"], "reasons": "Execution would prejudice essential interests."},
        "send_back": lambda: {"reasons": "The request is not signed and names no provisions."},
        "postpone": lambda: {"ground": "PP-ONGOING", "reasons": "A trial in the same matter is pending.",
                             "review_on": later, "preserved": "The records are kept by the bank.", "alternatives": ""},
        "transmit": lambda: {"channel": kinds.get(request.kind).channel, "authority": _executing(request),
                             "safe_conduct_days": 15, "manner": "written"},
        "report": lambda: {"outcomes": {str(item.seq): {"outcome": Outcome.FULL, "steps": "Executed as requested."}
                                        for item in items if item.is_granted and not item.outcome},
                           "certificates": certificates_of(request, now)},
        "certify": lambda: {"certificates": certificates_of(request, now)},
        "respond": lambda: {"use_limits": "Use only for the purpose stated in the request.", "return_by": ""},
        "close": lambda: {"originals": "None.", "conditions": "None.", "retention": "As the law on files requires.",
                          "feedback": "Useful."},
        "reopen": lambda: {"reasons": "A page of the record is missing."},
        "withdraw": lambda: {"reasons": "The case was closed.", "disposal": "return"},
        "acknowledge": lambda: {"foreign_reference": request.foreign_reference or f"TEST-{request.pk:04d}",
                                "language_accepted": "yes", "urgency_accepted": "yes",
                                "expected_on": later if _is_expected(request) else ""},
        "conclude": lambda: {"item": items[0].seq, "outcome": Outcome.FULL, "steps": "Executed as requested.",
                             "certificates": certificates_of(request, now)},
        "redirect": lambda: {"authority": _elsewhere(request), "reasons": "The data are held by the police alone."},
        "inform": lambda: {"text": "Execution is under way.", "delay": "The answer of a third party is awaited.",
                           "expected_on": later},
        "remind": lambda: {"text": "We would be grateful for information on the state of execution."},
        "stay": lambda: {"ground": "ST-COURT", "reasons": "A court stayed the measure."},
        "reclassify": lambda: {"urgency": "priority", "classification": request.classification,
                               "reasons": "Trial date set."},
    }
    if word in ("trace", "propose", "agree"):
        return {"parcel": request.identifiers.order_by("pk").values_list("pk", flat=True).first()}
    return table[word]() if word in table else kind_facts.facts(word, request, now)


def _is_expected(request: Request) -> bool:
    """Whether the acknowledgement names a day of its own: where something is owed, and no period says by when."""
    ours = request.clocks.filter(status="running", obligated__in=("home", "leg")).exclude(rule__code__startswith="ACK-")
    return "L05" not in kinds.get(request.kind).needs and not ours.exists()


def _executing(request: Request) -> int | None:
    if request.is_outgoing:
        return None
    if request.tlp in access.CLOSED:
        return access.holder(request)
    ours = Authority.objects.exclude(kind=AuthorityKind.CENTRAL).filter(memberships__role=Role.EXECUTING_OFFICER)
    return ours.order_by("pk").values_list("pk", flat=True).first()


def _elsewhere(request: Request) -> int | None:
    office = Authority.objects.own()
    others = Authority.objects.filter(party=office.party, kind=AuthorityKind.POLICE).exclude(pk=office.pk)
    return others.order_by("pk").values_list("pk", flat=True).first()
