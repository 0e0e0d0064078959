"""The blocks of items about people: serving, testimony, appearance, locating, transfer in custody, experts."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mla import demands
from mla.findings import WARN
from mla.forms.drafting import Flaw
from mla.forms.items import CertifiedForm, ItemForm, choice, day, line, person, text

MANNERS = [("personal", _("in person")), ("post", _("by post")), ("other", _("in another way"))]
HEARINGS = [("in_person", _("in person")), ("video", _("by video link")), ("telephone", _("by telephone")),
            ("written", _("in writing"))]
OATHS = [("sworn", _("under oath")), ("affirmed", _("on affirmation")), ("unsworn", _("without oath"))]


class ServeForm(ItemForm):
    """Serving documents."""

    documents = text(_("documents to be served"), _(
        "One per line: title, date, pages, language. Attach each with its translation."
    ))
    recipient = person(_("recipient"), _("One of the persons entered under “Persons and organisations”."))
    address = line(_("address of service"), _("Where the recipient is found, if not at the address entered already."))
    relation = line(_("relation to the proceeding"), _("What the recipient is in the case. Example: “defendant”."))
    manner = choice(_("manner of service"), MANNERS, _(
        "In person proves that it arrived; the requested side's law decides."
    ))
    shorter_notice = line(_("agreement to a shorter notice"), _(
        "If the other side has agreed to serve in less than the usual time: who, and when."
    ))
    place = line(_("place of the hearing"), _("Court, room and address, if the document calls someone to a hearing."))
    rights = text(_("rights and duties of the recipient"), _(
        "What the recipient may and must do, as your law says it."
    ))
    non_appearance = text(_("consequences of not appearing"), _(
        "Nobody abroad can be compelled; say what follows anyway."
    ))
    allowances = text(_("expenses and allowances"), _(
        "What is paid to a person who is called to a hearing, and how in advance."
    ))
    needed = {
        **ItemForm.needed,
        "documents": ("CK-07", _("List the documents to be served")),
        "recipient": ("CK-09", _("Choose the person to be served")),
        "manner": ("CK-07", _("Choose the manner of service")),
    }
    wanted = {"relation": ("CK-09", _("Say how the recipient is related to the proceeding"))}

    class Meta(ItemForm.Meta):
        fields = [
            "description", "purpose", "documents", "recipient", "address", "relation", "manner", "hearing_on",
            "shorter_notice", "place", "rights", "non_appearance", "allowances",
        ]


class TestimonyForm(CertifiedForm):
    """Taking testimony or statements."""

    person = person(_("person to be heard"), _("One of the persons entered under “Persons and organisations”."))
    capacity = choice(_("capacity"), [
        ("witness", _("witness")), ("expert", _("expert")), ("victim", _("victim")),
        ("suspect", _("suspect or accused")),
    ], _("Rights and warnings differ by capacity."))
    topics = text(_("topics"), _("What the person is to be heard about, and why he or she can know it."))
    questions = text(_("questions"), _("One per line. The officer who asks them does not know the case."))
    manner = choice(_("manner"), HEARINGS, _("A video link needs time to set up."))
    oath = choice(_("oath"), OATHS, _("What your court needs in order to use the statement."))
    recording = line(_("record"), _("Example: “Verbatim, read over and signed by the person and two officers.”"))
    attendance = text(_("officials to attend"), _("Name and office of each, and whether they wish to ask questions."))
    privileges = text(_("privileges and immunities"), _(
        "What the person may refuse to say under your law, and what is known of claims under theirs."
    ))
    warnings = text(_("instruction about rights"), _("The wording to be read out before the hearing."))
    needed = {
        **ItemForm.needed,
        "person": ("CK-09", _("Choose the person to be heard")),
        "capacity": ("CK-09", _("Choose the capacity in which the person is heard")),
        "topics": ("CK-07", _("Say what the person is to be heard about")),
        "manner": ("CK-07", _("Choose the manner of the hearing")),
    }
    wanted = {
        "questions": ("CK-15", _("List the questions")),
        "oath": ("CK-15", _("Say whether the statement is taken under oath")),
        "warnings": ("CK-15", _("Give the instruction about rights")),
    }

    class Meta(ItemForm.Meta):
        fields = [
            "description", "purpose", "person", "capacity", "topics", "questions", "manner", "hearing_on", "oath",
            "recording", "certificate", "attendance", "privileges", "warnings",
        ]

    def flaws(self) -> Iterator[Flaw]:
        """The record of questioning has the form that the asking party's courts demand."""
        yield from super().flaws()
        officers = demands.officers_at_hearing(self.request)
        if officers and not self.is_answered("recording"):
            yield "recording", WARN, "CK-15", gettext(
                "Ask for the agreed form of the record: %(n)d officers, instruction about rights, closing sentence, "
                "signature on each page"
            ) % {"n": officers}


class AppearForm(ItemForm):
    """Making persons available."""

    person = person(_("person invited"), _("One of the persons entered under “Persons and organisations”."))
    place = line(_("place"), _("Where the person is to give evidence or assist."))
    allowances = text(_("expenses and allowances"), _(
        "What is paid, and how in advance: the person decides knowing it."
    ))
    safe_conduct = text(_("safe conduct"), _(
        "That the person is neither detained nor prosecuted for anything earlier."
    ))
    needed = {
        **ItemForm.needed,
        "person": ("CK-09", _("Choose the person to be invited")),
        "place": ("CK-07", _("Enter the place")),
        "safe_conduct": ("CK-07", _("State the safe conduct")),
    }
    wanted = {
        "allowances": ("CK-23", _("State the expenses and allowances")),
        "hearing_on": ("CK-08", _("Enter the day of the hearing")),
    }

    class Meta(ItemForm.Meta):
        fields = ["description", "purpose", "person", "hearing_on", "place", "allowances", "safe_conduct"]


class LocateForm(ItemForm):
    """Locating or identifying persons."""

    person = person(_("person sought"), _("One of the persons entered under “Persons and organisations”."))
    last_known = text(_("last known data"), _(
        "Addresses, accounts, telephones, vehicles, relatives, with the day of each."
    ))
    reason = text(_("why the person is believed to be there"), _(
        "Example: “Entered on 4 May 2026 with the passport above.”"
    ))
    photographs = line(_("photographs"), _("Which are attached, and of what year."))
    needed = {
        **ItemForm.needed,
        "person": ("CK-09", _("Choose the person sought")),
        "last_known": ("CK-07", _("Enter the last known data")),
        "reason": ("CK-07", _("Say why the person is believed to be there")),
    }

    class Meta(ItemForm.Meta):
        fields = ["description", "purpose", "person", "last_known", "reason", "photographs"]


class TransferForm(ItemForm):
    """Transferring a person in custody."""

    person = person(_("person in custody"), _("One of the persons entered under “Persons and organisations”."))
    consent = text(_("written consent of the person"), _(
        "Given when, before whom, after which advice. Attach the paper."
    ))
    consent_on = day(_("day of the consent"), _("A consent may be withdrawn until the transfer."))
    return_by = day(_("return by"), _("The day by which the person is back."))
    custody = text(_("guarantees of custody"), _(
        "Where the person is held, and that the time counts towards the sentence."
    ))
    conditions = text(_("conditions of the transfer"), _(
        "Set by the person or by the side that holds him or her. Example: “Heard by video link if he falls ill.”"
    ))
    transport = text(_("transport and escort"), _("Who escorts, by which way."))
    safe_conduct = text(_("safe conduct"), _("That the person is not prosecuted for anything earlier."))
    needed = {
        **ItemForm.needed,
        "person": ("CK-09", _("Choose the person in custody")),
        "consent": ("CK-16", _("Describe the written consent of the person")),
        "consent_on": ("CK-16", _("Enter the day of the consent")),
        "return_by": ("CK-16", _("Enter the day by which the person returns")),
        "custody": ("CK-16", _("Give the guarantees of custody")),
    }

    class Meta(ItemForm.Meta):
        fields = [
            "description", "purpose", "person", "hearing_on", "consent", "consent_on", "return_by", "custody",
            "conditions", "transport", "safe_conduct",
        ]


class ExpertForm(ItemForm):
    """Expert evaluations."""

    questions = text(_("questions to the expert"), _("One per line."))
    material = text(_("material"), _("What is to be examined, where it is, and in which state it must be returned."))
    method = line(_("method"), _("Only if your law demands one. Example: “Gas chromatography with mass spectrometry”."))
    laboratory = line(_("laboratory and accreditation"), _("What your court asks of the laboratory."))
    needed = {
        **ItemForm.needed,
        "questions": ("CK-07", _("List the questions to the expert")),
        "material": ("CK-07", _("Describe the material")),
    }

    class Meta(ItemForm.Meta):
        fields = ["description", "purpose", "questions", "material", "method", "laboratory"]
