"""How is a word of the lifecycle said to a person? One act, one word; here its button and its line in the record."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import kinds
from mla.vocabulary import COUNTERPART

DO: dict[str, Promise] = {
    "submit": gettext_lazy("Submit"),
    "receive": gettext_lazy("Receive"),
    "admit": gettext_lazy("Admit"),
    "send_back": gettext_lazy("Send back"),
    "ask": gettext_lazy("Ask for supplementary information"),
    "answer": gettext_lazy("Answer the points"),
    "consult": gettext_lazy("Consult the other side"),
    "settle": gettext_lazy("Settle the consultation"),
    "grant": gettext_lazy("Grant"),
    "refuse": gettext_lazy("Refuse"),
    "postpone": gettext_lazy("Postpone"),
    "resume": gettext_lazy("Resume"),
    "transmit": gettext_lazy("Transmit"),
    "report": gettext_lazy("Report execution"),
    "respond": gettext_lazy("Respond"),
    "close": gettext_lazy("Close"),
    "reopen": gettext_lazy("Reopen"),
    "withdraw": gettext_lazy("Withdraw"),
    "lapse": gettext_lazy("Let lapse"),
    "acknowledge": gettext_lazy("Acknowledge receipt"),
    "opine": gettext_lazy("Give an opinion"),
    "translate": gettext_lazy("Translate"),
    "forward": gettext_lazy("Forward to another authority"),
    "redirect": gettext_lazy("Redirect to an authority that is not ours"),
    "conclude": gettext_lazy("Conclude an item"),
    "certify": gettext_lazy("Complete the certificates"),
    "inform": gettext_lazy("Report on the state of execution"),
    "remind": gettext_lazy("Remind"),
    "confirm": gettext_lazy("Confirm in writing"),
    "stay": gettext_lazy("Stay the clocks"),
    "lift": gettext_lazy("Lift the stay"),
    "extend": gettext_lazy("Extend a deadline"),
    "waive": gettext_lazy("Waive a deadline"),
    "cancel": gettext_lazy("Cancel a deadline"),
    "attach": gettext_lazy("Attach a file"),
    "correct": gettext_lazy("Correct a letter or a recorded moment"),
    "reclassify": gettext_lazy("Change urgency or classification"),
    "split": gettext_lazy("Split off a postponed item"),
    "expedite": gettext_lazy("Transmit first, review afterwards"),
    "endorse": gettext_lazy("Review afterwards"),
    "use": gettext_lazy("Record a use of the results"),
    "breach": gettext_lazy("Record a condition not kept"),
    "link": gettext_lazy("Link with a duplicate"),
    "unlink": gettext_lazy("Undo the link with a duplicate"),
    "relate": gettext_lazy("Link with an earlier or related request"),
    "sever": gettext_lazy("Undo a link with another request"),
}
DONE: dict[str, Promise] = {
    "draft": gettext_lazy("Draft opened"),
    "submit": gettext_lazy("Submitted"),
    "receive": gettext_lazy("Received"),
    "admit": gettext_lazy("Admitted"),
    "send_back": gettext_lazy("Sent back"),
    "ask": gettext_lazy("Supplementary information asked for"),
    "answer": gettext_lazy("Points answered"),
    "consult": gettext_lazy("Consultation opened"),
    "settle": gettext_lazy("Consultation settled"),
    "grant": gettext_lazy("Granted"),
    "refuse": gettext_lazy("Refused"),
    "postpone": gettext_lazy("Postponed"),
    "resume": gettext_lazy("Resumed"),
    "transmit": gettext_lazy("Transmitted"),
    "report": gettext_lazy("Execution reported"),
    "respond": gettext_lazy("Response given"),
    "close": gettext_lazy("Closed"),
    "reopen": gettext_lazy("Reopened"),
    "withdraw": gettext_lazy("Withdrawn"),
    "lapse": gettext_lazy("Lapsed"),
    "acknowledge": gettext_lazy("Receipt acknowledged"),
    "opine": gettext_lazy("Opinion given"),
    "translate": gettext_lazy("Translated"),
    "forward": gettext_lazy("Forwarded"),
    "redirect": gettext_lazy("Redirected"),
    "conclude": gettext_lazy("Item concluded"),
    "certify": gettext_lazy("Certificates completed"),
    "inform": gettext_lazy("Status reported"),
    "remind": gettext_lazy("Reminder"),
    "confirm": gettext_lazy("Confirmed in writing"),
    "stay": gettext_lazy("Clocks stayed"),
    "lift": gettext_lazy("Stay lifted"),
    "extend": gettext_lazy("Deadline extended"),
    "waive": gettext_lazy("Deadline waived"),
    "cancel": gettext_lazy("Deadline cancelled"),
    "attach": gettext_lazy("File attached"),
    "correct": gettext_lazy("Corrected"),
    "reclassify": gettext_lazy("Urgency or classification changed"),
    "split": gettext_lazy("Item split off"),
    "expedite": gettext_lazy("Released for transmission before the review"),
    "endorse": gettext_lazy("Reviewed afterwards"),
    "use": gettext_lazy("Results used"),
    "breach": gettext_lazy("Condition not kept"),
    "link": gettext_lazy("Linked with a duplicate"),
    "unlink": gettext_lazy("Link with a duplicate undone"),
    "relate": gettext_lazy("Linked with another request"),
    "sever": gettext_lazy("Link with another request undone"),
    "claim": gettext_lazy("Task taken"),
    "release": gettext_lazy("Task given back"),
    "reassign": gettext_lazy("Task reassigned"),
    "stand_in": gettext_lazy("Task taken over as substitute"),
    "note": gettext_lazy("Note"),
    "view": gettext_lazy("Viewed"),
    "download": gettext_lazy("Downloaded"),
    "import": gettext_lazy("Shared objects added"),
    "bind": gettext_lazy("Case file ordered"),
    "dispatch": gettext_lazy("Letter dispatched"),
    "deliver": gettext_lazy("Letter delivered"),
    "issue": gettext_lazy("Letter issued"),
    "halt": gettext_lazy("Hard stop"),
    "clear": gettext_lazy("Hard stop removed"),
    "expire": gettext_lazy("Deadline passed"),
    "warn": gettext_lazy("Deadline near"),
    "escalate": gettext_lazy("Deadline alert"),
}


def to_do(word: str, party: str = "") -> str:
    """The words of the button; an act of the other side is registered on its behalf."""
    own = kinds.words().get(word)
    label = str(own.label if own else DO.get(word, word))
    return _("Register for the other side: %(act)s") % {"act": label} if party == COUNTERPART else label


def done(verb: str, party: str = "") -> str:
    """The title of a line in the record."""
    own = kinds.words().get(verb)
    label = str(own.done if own else DONE.get(verb, verb))
    return _("%(act)s (other side)") % {"act": label} if party == COUNTERPART else label
