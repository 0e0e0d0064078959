"""Which letters does a repatriation issue, what do they print, and what must they say?"""

from django.utils.translation import gettext_lazy as _

from mla.desks import IN, OUT
from mla.issuing import Need, Row

_RESULT = tuple(Row(word, IN, "L34") for word in ("verify", "not_national", "undetermined", "invite"))
_DOCUMENT = (Row("issue_document", IN, "L36"), Row("refuse_document", IN, "L36"))
_TRAVEL = (
    Row("apply", OUT, "L35"), Row("renew", OUT, "L35"), Row("announce", OUT, "L37"), Row("hand_over", OUT, "L38"),
    Row("hand_over", IN, "L38"), Row("fail", OUT, "L38F"), Row("take_back", OUT, "L38B"), Row("discharge", OUT, "L46P"),
)
LETTERS = {
    **{(row.word, row.direction): (row,) for row in (*_RESULT, *_DOCUMENT, *_TRAVEL)},
    ("confirm", OUT): (
        Row("confirm", OUT, "L33", only="was_not_in_writing"), Row("confirm", OUT, "L02", only="was_not_in_writing"),
    ),
}
TITLES = {
    "L33": ("Request for the verification of identity", "身份核查请求"),
    "L34": ("Result of the verification of identity", "身份核查结果"),
    "L35": ("Application for a travel document", "旅行证件申请"),
    "L36": ("Notice on a travel document", "旅行证件签发通知"),
    "L37": ("Notice of itinerary and escort", "遣返行程及押送通知"),
    "L38": ("Record of handover", "移交记录"),
    "L38B": ("Record of the taking back of a person", "接回被移交人员记录"),
    "L38F": ("Notice of a failed return", "遣返未能完成通知"),
    "L46P": ("Withdrawal of the request for one person", "撤回对一人请求函"),
}
PRINTS = {
    "L33": ("case", "basis", "particulars", "items_asked", "persons", "organisations",
            "identifiers", "limits", "language", "annexes"),
    "L34": ("act", "act_on", "said", "concerned_briefly", "periods_of_person"),
    "L35": ("act", "said", "course_told", "concerned_briefly"),
    "L36": ("act", "said", "course", "concerned_briefly"),
    "L37": ("said", "travellers", "annexes"),
    "L38": ("act_at", "said", "course", "concerned_briefly"),
    "L38B": ("act_at", "said", "course", "concerned_briefly"),
    "L38F": ("act_at", "said", "course", "concerned_briefly"),
    "L46P": ("act_on", "course", "concerned_briefly"),
}
_PERSON = Need("concerned_briefly.surname", _("the person"))
_SAID = Need("said", _("what is said of the person"))
NEEDS = {
    "L03": (
        Need("call.caller", _("who made the request")), Need("call.taken_by", _("who took it")),
        Need("call.check", _("how the caller was verified")), Need("urgent.reason", _("the reason for urgency")),
        Need("items_asked", _("the assistance requested")),
    ),
    "L33": (
        Need("case.authority", _("the authority that removes")), Need("case.purpose", _("the purpose")),
        Need("persons", _("the persons")), Need("persons.*.surname", _("the name")),
        Need("persons.*.details", _("the order of removal")), Need("items_asked", _("what is asked for")),
    ),
    "L34": (_PERSON, _SAID),
    "L35": (_PERSON, _SAID, Need("course_told", _("the verification"))),
    "L36": (_PERSON, _SAID),
    "L37": (Need("travellers", _("the persons who travel")), _SAID),
    "L38": (_PERSON, _SAID), "L38B": (_PERSON, _SAID), "L38F": (_PERSON, _SAID), "L46P": (_PERSON,),
    "N02": (Need("persons", _("the persons")), Need("items_ordered", _("the items to be executed"))),
}
