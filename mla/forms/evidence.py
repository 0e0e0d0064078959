"""The blocks of items about things: records and data, search and freezing, forfeiture, other assistance."""

from collections.abc import Iterator
from datetime import timedelta

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mla import demands
from mla.findings import BLOCK, WARN
from mla.forms.drafting import Flaw, Need
from mla.forms.items import CertifiedForm, ItemForm, PeriodMixin, choice, day, line, text
from mla.vocabulary import AssistanceType

RECORD_CLASSES = [
    ("bank", _("bank")), ("corporate", _("companies")), ("telecom", _("telecommunications and online services")),
    ("government", _("government agency")), ("court", _("court")), ("criminal_record", _("criminal record")),
    ("customs", _("customs")), ("other", _("other")),
]
DATA_CATEGORIES = [
    ("subscriber", _("subscriber data")), ("identify_only", _("data only to identify the user")),
    ("traffic", _("traffic data")), ("content", _("content data")),
]


class RecordsForm(PeriodMixin, CertifiedForm):
    """Documents, records and articles of evidence, online data included."""

    holder = line(_("holder of the records"), _("Bank, company, office or provider, with its branch or address."))
    record_class = choice(_("sort of records"), RECORD_CLASSES, _("It decides which law and which certificate apply."))
    account = line(_("accounts or files"), _("Exact numbers or names. Example: “Account 000123456, branch Suzhou”."))
    period_from = day(_("period from"), _("A request without a period is a fishing expedition and will be narrowed."))
    period_to = day(_("period to"))
    data_category = choice(_("data category"), DATA_CATEGORIES, _(
        "For online services only. Each category has its own threshold."
    ))
    preservation = line(_("preservation reference"), _("If the data were preserved: the reference and until when."))
    volatility = line(_("how long the data last"), _("Example: “Log-in records are deleted after thirty days.”"))
    threshold = text(_("legal threshold"), _(
        "For content data: the facts that link this account with the offence, with dates. Example: “On 3 "
        "March 2026 the message with the false invoice was sent from this account.”"
    ))
    latest_fact_on = day(_("day of the latest fact"), _("Old facts do not support the search of an account today."))
    attendance = text(_("officials to attend"), _("Name and office of each who wishes to be present."))
    notify_user = choice(_("may the user be told"), [("no", _("no")), ("yes", _("yes"))], _(
        "Give the reason under “Handling”."
    ))
    needed = {
        **ItemForm.needed,
        "holder": ("CK-10", _("Name the holder of the records")),
        "record_class": ("CK-10", _("Choose the sort of records")),
    }
    wanted = {
        "account": ("CK-10", _("Enter the accounts or files")),
        "period_from": ("CK-10", _("Enter the beginning of the period")),
        "period_to": ("CK-10", _("Enter the end of the period")),
    }

    class Meta(ItemForm.Meta):
        fields = [
            "description", "purpose", "holder", "record_class", "account", "period_from", "period_to", "certificate",
            "data_category", "preservation", "volatility", "threshold", "latest_fact_on", "notify_user", "attendance",
        ]

    def needed_now(self) -> dict[str, Need]:
        needed = dict(self.needed)
        if self.answer("record_class") == "telecom":
            needed["data_category"] = ("CK-11", _("Choose the data category"))
        if self.answer("data_category") == "content" and demands.content_fresh_days(self.request):
            needed["threshold"] = ("CK-12", _("Give the facts that meet the legal threshold for content data"))
            needed["latest_fact_on"] = ("CK-12", _("Enter the day of the latest fact"))
        return needed

    def flaws(self) -> Iterator[Flaw]:
        """The facts that justify reading content are fresh where the party asked wants that."""
        yield from super().flaws()
        if self.answer("data_category") == "content":
            yield from self._threshold()

    def _threshold(self) -> Iterator[Flaw]:
        days, latest = demands.content_fresh_days(self.request), self.answer("latest_fact_on")
        if days and latest and self.today - latest > timedelta(days=days):
            yield "latest_fact_on", BLOCK, "CK-12", gettext(
                "The latest fact is more than %(days)d days old: add a newer one"
            ) % {"days": days}
        if not days and not self.is_answered("threshold"):
            yield "threshold", WARN, "CK-12", gettext("Give the facts that link the account with the offence")


class SearchFreezeForm(CertifiedForm):
    """Inquiry, search, freezing and seizure."""

    provisional = forms.BooleanField(
        label=_("A provisional measure: what would be lost is to be secured before everything else is decided"),
        help_text=_("Under some instruments it is decided on within twenty-four hours."),
    )
    place = text(_("place"), _("The exact address, room or account where the measure is taken."))
    articles = text(_("articles or assets"), _("One per line, so exactly that the officer recognises them."))
    justification = text(_("justification"), _(
        "The facts that would allow the measure under the law of the requested side."
    ))
    account = line(_("account"), _("IBAN, or bank code and account number."))
    amount = line(_("amount and currency"), _("Example: “1,240,000 USD”."), max_length=60)
    order = text(_("order of a court or authority"), _("Which court, on which day, under which number. Attach a copy."))
    third_parties = text(_("rights of third parties"), _("Who else may own the property, as far as you know."))
    attendance = text(_("officials to attend"), _("Name and office of each who wishes to be present."))
    frozen_until = day(_("freeze wanted until"), _("A freeze ends unless it is renewed."))
    needed = {
        **ItemForm.needed,
        "place": ("CK-14", _("Enter the exact place")),
        "articles": ("CK-14", _("List the articles or assets")),
        "justification": ("CK-14", _("Justify the measure")),
    }
    wanted = {"order": ("CK-14", _("Name the order, if your law needs one"))}

    def needed_now(self) -> dict[str, Need]:
        owed = {"order": ("CK-14", _("Name the order"))} if self._needs_order() else {}
        return {**super().needed_now(), **owed}

    def wanted_now(self) -> dict[str, Need]:
        wanted = super().wanted_now()
        return {name: one for name, one in wanted.items() if name != "order" or not self._needs_order()}

    def _needs_order(self) -> bool:
        return demands.needs_order(self.request, AssistanceType.SEARCH_FREEZE)

    class Meta(ItemForm.Meta):
        fields = [
            "description", "purpose", "provisional", "place", "articles", "justification", "account", "amount",
            "order", "third_parties", "attendance", "frozen_until", "certificate",
        ]


class ForfeitForm(ItemForm):
    """Forfeiture proceedings."""

    property = text(_("property"), _("One per line: what it is, where it is, what it is worth."))
    order = text(_("order"), _(
        "Which court, on which day, under which number, and whether it is final. Attach a copy."
    ))
    finality = choice(_("force of the order"), [
        ("final", _("final")), ("appealable", _("may still be appealed")), ("interim", _("interim")),
    ], _("Only a final order can be enforced; property may be frozen before."))
    link = text(_("link with the offence"), _("How the property comes from the offence or served it."))
    beneficiary = line(_("victims or lawful owners"), _("Who is to receive the property."))
    sharing = text(_("proposal for sharing"), _("If the parties are to share what is forfeited."))
    needed = {
        **ItemForm.needed,
        "property": ("CK-14", _("List the property")),
        "order": ("CK-14", _("Name the order")),
        "link": ("CK-14", _("Explain the link with the offence")),
    }
    wanted = {"finality": ("CK-14", _("Say whether the order is final"))}

    class Meta(ItemForm.Meta):
        fields = ["description", "purpose", "property", "order", "finality", "link", "beneficiary", "sharing"]


class OtherForm(ItemForm):
    """Any other form of assistance."""

    measure = line(_("measure"), _("What your law calls it, and the nearest measure of the requested side you know."))
    law = text(_("why it is compatible with the law of the requested side"), _("As far as you know."))
    needed = {**ItemForm.needed, "measure": ("CK-07", _("Name the measure"))}

    class Meta(ItemForm.Meta):
        fields = ["description", "purpose", "measure", "law"]
