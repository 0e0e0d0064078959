"""Which words does the field use? The closed lists all other modules choose from, with their official Chinese names."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HOME, COUNTERPART = "home", "counterpart"


class Direction(models.TextChoices):
    """Outgoing: we ask. Incoming: we are asked."""

    OUT = "out", _("outgoing")
    IN = "in", _("incoming")


class State(models.TextChoices):
    """Where a request stands, the same for both directions."""

    DRAFT = "draft", _("Draft")
    INTAKE = "intake", _("Intake")
    REVIEW = "review", _("Review")
    TRANSMISSION = "transmission", _("Transmission")
    EXECUTION = "execution", _("Execution")
    RESPONSE = "response", _("Response")
    CLARIFICATION = "clarification", _("Clarification")
    CONSULTATION = "consultation", _("Consultation")
    POSTPONED = "postponed", _("Postponed")
    RESPONDED = "responded", _("Responded")
    CLOSED = "closed", _("Closed")
    REFUSED = "refused", _("Refused")
    RETURNED = "returned", _("Returned")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed")


FINAL = frozenset({State.CLOSED, State.REFUSED, State.RETURNED, State.WITHDRAWN, State.LAPSED})
WAITING = frozenset({State.CLARIFICATION, State.CONSULTATION, State.POSTPONED, State.RESPONDED})
OPEN = frozenset(set(State) - FINAL)


class Role(models.TextChoices):
    """What a person does at a desk. One table; `access` says where each role counts."""

    REQUESTER = "requester", _("requester")
    REGISTRAR = "registrar", _("registrar")
    REVIEWER = "reviewer", _("legal reviewer")
    DATA_PROTECTION = "data_protection", _("data protection adviser")
    SECURITY = "security", _("security adviser")
    COUNTERSIGNER = "countersigner", _("countersigner")
    TRANSLATOR = "translator", _("translator")
    DISPATCHER = "dispatcher", _("dispatcher")
    EXECUTING_OFFICER = "executing_officer", _("executing officer")
    LIAISON = "liaison", _("liaison")
    SUPERVISOR = "supervisor", _("supervisor")
    DUTY_OFFICER = "duty_officer", _("duty officer")
    EMERGENCY_OFFICER = "emergency_officer", _("emergency officer")
    ADMINISTRATOR = "administrator", _("administrator")
    AUDITOR = "auditor", _("auditor")


class AuthorityKind(models.TextChoices):
    """What an authority is for."""

    CENTRAL = "central", _("central authority")
    COMPETENT = "competent", _("competent authority")
    CASE_HANDLING = "case_handling", _("case-handling organ")
    POLICE = "police", _("police")
    CONSULAR = "consular", _("consular post")
    CUSTOMS = "customs", _("customs")
    POSTAL = "postal", _("postal service")
    HOTLINE = "hotline", _("hotline")
    CSIRT = "csirt", _("computer security incident response team")
    NCB = "ncb", _("INTERPOL national central bureau")
    DIPLOMATIC = "diplomatic", _("diplomatic channel")


class Classification(models.IntegerChoices):
    """How secret a request is; a person sees up to their clearance."""

    UNCLASSIFIED = 0, _("unclassified")
    RESTRICTED = 1, _("restricted")
    CONFIDENTIAL = 2, _("confidential")
    SECRET = 3, _("secret")


class Urgency(models.TextChoices):
    """How fast: each level above routine needs a reason."""

    ROUTINE = "routine", _("routine")
    PRIORITY = "priority", _("priority")
    URGENT = "urgent", _("urgent")
    EMERGENCY = "emergency", _("emergency")


class Confidentiality(models.TextChoices):
    """What the requesting Party asks to be kept confidential."""

    NONE = "none", _("no special confidentiality")
    CONTENT = "content", _("the content of the request")
    FACT = "fact", _("the fact that a request was made")
    FULL = "full", _("the fact and the content of the request")


class Tlp(models.TextChoices):
    """Who may know what is shared: the traffic light protocol, version 2.0 (FIRST, August 2022)."""

    RED = "red", "TLP:RED"
    AMBER_STRICT = "amber_strict", "TLP:AMBER+STRICT"
    AMBER = "amber", "TLP:AMBER"
    GREEN = "green", "TLP:GREEN"
    CLEAR = "clear", "TLP:CLEAR"


class ProceedingStage(models.TextChoices):
    """How far the proceeding abroad or at home has come."""

    PRE_INVESTIGATION = "pre_investigation", _("before investigation")
    INVESTIGATION = "investigation", _("investigation")
    PROSECUTION = "prosecution", _("prosecution")
    TRIAL = "trial", _("trial")
    ENFORCEMENT = "enforcement", _("enforcement of a judgment")
    ADMINISTRATIVE = "administrative", _("administrative proceeding")


class Channel(models.TextChoices):
    """How a letter travelled."""

    CA_DIRECT = "ca_direct", _("central authority to central authority")
    DIPLOMATIC = "diplomatic", _("diplomatic channel")
    POLICE = "police", _("police attaché")
    INTERPOL = "interpol", _("INTERPOL")
    NETWORK_24_7 = "24_7", _("24/7 network")
    HOTLINE = "hotline", _("hotline")
    CUSTOMS_POST = "customs_post", _("customs or postal channel")
    CONSULAR = "consular", _("consular channel")


class Disposition(models.TextChoices):
    """What was decided on one item."""

    PENDING = "pending", _("pending")
    GRANTED = "granted", _("granted")
    CONDITIONAL = "conditional", _("granted on conditions")
    REFUSED = "refused", _("refused")
    POSTPONED = "postponed", _("postponed")


class Outcome(models.TextChoices):
    """What became of one item, and derived from them of the request."""

    FULL = "full", _("executed in full")
    PARTIAL = "partial", _("executed in part")
    NEGATIVE = "negative", _("executed without result")
    REFUSED = "refused", _("refused")
    POSTPONED = "postponed", _("postponed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class AssistanceType(models.TextChoices):
    """The ten types of Article 1(2)(a)-(j) of the US-China Agreement on mutual legal assistance, and those of the other
    kinds of request that declare none of their own (`mla.kind.Kind.types`)."""

    SERVE = "serve", _("serving documents")
    TESTIMONY = "testimony", _("taking the testimony or statements of persons")
    RECORDS = "records", _("providing documents, records or articles of evidence")
    EXPERT = "expert", _("obtaining and providing expert evaluations")
    APPEAR = "appear", _("making persons available to give evidence or assist in investigations")
    LOCATE = "locate", _("locating or identifying persons")
    SEARCH_FREEZE = "search_freeze", _("inquiry, searches, freezing and seizures of evidence")
    FORFEIT = "forfeit", _("assisting in forfeiture proceedings")
    TRANSFER_CUSTODY = "transfer_custody", _("transferring persons in custody to give evidence or assist")
    OTHER = "other", _("any other form of assistance not contrary to the law of the requested Party")
    INFORMATION = "information", _("information between law enforcement authorities")
    URGENT_CONTACT = "urgent_contact", _("urgent contact by the hotline")
    VERIFICATION = "verification", _("verifying identity and nationality and issuing travel documents")
    PARCEL = "parcel", _("tracing parcels and consignments")
    SUBSTANCE = "substance", _("information on a substance or a precursor")
    NOTICE = "notice", _("notice on a substance or a precursor")
    LEAD = "lead", _("information provided without a request")
    NOMINATION = "nomination", _("treating a fugitive case as a priority")


OWN_TYPES: dict[str, str | Promise] = {}
"""The types of assistance that kinds declare themselves, by code; filled once, when the kinds are found."""


def types_of_assistance() -> list[tuple[str, str | Promise]]:
    """Every type of assistance with what the pages call it."""
    return [*AssistanceType.choices, *OWN_TYPES.items()]


class Theme(models.TextChoices):
    """The topics of the Dialogue that a request belongs to."""

    CYBERCRIME = "cybercrime", _("cybercrime")
    NETWORK = "network", _("network protection")
    NARCOTICS = "narcotics", _("counter-narcotics")
    TERRORISM = "terrorism", _("counter-terrorism")
    FUGITIVES = "fugitives", _("fugitives")
    REPATRIATION = "repatriation", _("repatriation")
    OTHER = "other", _("other")


STAY_GROUNDS = [  # why a clock stands still without a state; the grounds of postponement (PP-...) are in `grounds.json`
    ("ST-COURT", _("A court has stayed the removal or the measure")),
    ("ST-PROTECTION", _("A new claim to protection is pending")),
    ("ST-IDENTITY", _("New doubts about the identity, with reasons")),
    ("ST-ABSCOND", _("The person has absconded")),
    ("ST-HOSPITAL", _("The person is in hospital or not fit to travel")),
    ("ST-INTERVIEW", _("The person refuses the interview")),
    ("ST-CONSENT", _("The consent of a person is awaited")),
    ("ST-ORDER", _("The order of a court is awaited")),
    ("ST-FORCE", _("Force majeure")),
]
