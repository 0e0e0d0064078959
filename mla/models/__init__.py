"""The nouns of the field. Import them from here."""

from mla.models.authorities import Authority, Contact, Party
from mla.models.deliberation import Condition, Opinion, Point
from mla.models.duty import DutyShift
from mla.models.instruments import Citation, Ground, Instrument, InstrumentStatus
from mla.models.links import LinkKey, RequestLink
from mla.models.people import Compartment, Membership, Recusal, User
from mla.models.record import Counter, Event, RecordEnd, ReferenceStamp
from mla.models.requests import AssistanceItem, Leg, Request, Translation
from mla.models.shared import SharedObject
from mla.models.subjects import Identifier, Offence, Organisation, Person
from mla.models.writing import RequestTemplate, Version

__all__ = [
    "AssistanceItem", "Authority", "Citation", "Compartment", "Condition", "Contact", "Counter", "DutyShift",
    "Event", "Ground", "Identifier", "Instrument", "InstrumentStatus", "Leg", "LinkKey", "Membership", "Offence",
    "Opinion", "Organisation", "Party", "Person", "Point", "RecordEnd", "Recusal", "ReferenceStamp", "Request",
    "RequestLink", "RequestTemplate", "SharedObject", "Translation", "User", "Version",
]
