"""What is the case about, what happened, and how is the request to be handled?"""

from collections.abc import Iterator

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import demands
from mla.findings import WARN
from mla.forms import reuse
from mla.forms.drafting import DraftForm, Flaw, Need
from mla.models import Request
from mla.vocabulary import AssistanceType, Confidentiality

LANGUAGES = [("en", gettext_lazy("English")), ("zh-hans", gettext_lazy("Simplified Chinese"))]
NEED_NEXUS = frozenset({
    AssistanceType.TESTIMONY, AssistanceType.RECORDS, AssistanceType.EXPERT, AssistanceType.SEARCH_FREEZE,
    AssistanceType.FORFEIT,
})


class CaseForm(DraftForm):
    """The subject matter, and the authority that conducts the proceeding."""

    needed = {
        "title": ("CK-04", gettext_lazy("Enter a title")),
        "subject_matter": ("CK-04", gettext_lazy("Describe the subject matter and the nature of the proceeding")),
        "investigating_authority": ("CK-04", gettext_lazy("Name the authority conducting the proceeding")),
        "investigating_functions": ("CK-04", gettext_lazy("Say what that authority is competent for")),
        "proceeding_stage": ("CK-04", gettext_lazy("Choose the stage of the proceeding")),
    }

    class Meta:
        model = Request
        fields = ["title", "subject_matter", "investigating_authority", "investigating_functions", "proceeding_stage"]
        widgets = {"proceeding_stage": forms.RadioSelect}
        help_texts = {
            "title": gettext_lazy(
                "A short name for lists, without personal data. Example: “Invoice fraud, bank records”."
            ),
            "subject_matter": gettext_lazy(
                "What the proceeding is about and of which nature it is. Example: “Criminal investigation "
                "into wire fraud "
                "against a manufacturer.”"
            ),
            "investigating_authority": gettext_lazy(
                "The prosecutor, court or police that needs the evidence. Every instrument asks for it."
            ),
            "investigating_functions": gettext_lazy(
                "Its competence in this case. Example: “Investigates and prosecutes federal crimes in its district.”"
            ),
            "proceeding_stage": gettext_lazy("Some measures are available only from a certain stage."),
        }


class FactsForm(DraftForm):
    """What happened, why the assistance is needed, and how it is connected with the case."""

    language = forms.ChoiceField(
        label=gettext_lazy("language of the original"), choices=LANGUAGES, widget=forms.RadioSelect,
        help_text=gettext_lazy("The language these texts are written in. The translation desk translates from it."),
    )
    needed = {
        "facts": ("CK-05", gettext_lazy("Summarise the facts: who, what, when, where and how")),
        "purpose": ("CK-07", gettext_lazy("Say for which purpose the assistance is asked")),
    }

    class Meta:
        model = Request
        fields = ["language", "facts", "purpose", "nexus"]
        widgets = {"facts": forms.Textarea(attrs={"rows": "14"})}
        help_texts = {
            "facts": gettext_lazy(
                "Who did what, when, where and how; one paragraph per event, in the order of time. The requested side "
                "knows nothing else about the case. Example: “On 3 March 2026 the complainant received an invoice …”"
            ),
            "purpose": gettext_lazy(
                "What the results will be used for: results may be used for nothing else. Example: “As evidence in the "
                "trial of the accused for wire fraud.”"
            ),
            "nexus": gettext_lazy(
                "Why you believe the evidence is there and how it relates to the facts. Example: “The "
                "money was sent to "
                "the account named in item 1 an hour after the invoice.”"
            ),
        }

    def needed_now(self) -> dict[str, Need]:
        needed = dict(self.needed)
        types = {item.type for item in self.request.items.all()} if self.request.pk else set()
        if demands.spares_facts(self.request, types):
            del needed["facts"]
        if types & NEED_NEXUS:
            needed["nexus"] = ("CK-07", gettext_lazy("Explain the connection between the evidence and the case"))
        return needed


class HandlingForm(DraftForm):
    """Time limit, special procedure, confidentiality and costs."""

    special_procedure_reason = forms.CharField(
        label=gettext_lazy("reason for the special procedure"), widget=forms.Textarea,
        help_text=gettext_lazy(
            "Why the result could not be used otherwise. Example: “The court admits sworn statements only.”"
        ),
    )
    costs = forms.ChoiceField(
        label=gettext_lazy("costs"), widget=forms.RadioSelect,
        choices=[("ordinary", gettext_lazy("ordinary")), ("extraordinary", gettext_lazy(
            "extraordinary: to be agreed first"
        ))],
        help_text=gettext_lazy(
            "Experts, interpreters and travel are usually borne by the requesting side; extraordinary "
            "costs are agreed first."
        ),
    )
    from_results = forms.ChoiceField(
        label=gettext_lazy("results of earlier requests"), widget=forms.RadioSelect,
        choices=[("no", gettext_lazy("no fact and no annex comes from them")), ("yes", gettext_lazy("used here"))],
        help_text=gettext_lazy(
            "Material that another state gave us may be bound by conditions, which go on binding it in a new request."
        ),
    )
    results_of = forms.CharField(
        label=gettext_lazy("references of those requests"), max_length=300,
        help_text=gettext_lazy("Our references, separated by commas. Example: “US-CN-2026-0012”."),
    )
    needed = {"confidentiality": ("CK-18", gettext_lazy("Choose what is to be kept confidential, or that nothing is"))}

    class Meta:
        model = Request
        fields = [
            "time_limit_on", "time_limit_reason", "special_procedure", "special_procedure_reason", "confidentiality",
            "confidentiality_reason", "costs", "from_results", "results_of",
        ]
        widgets = {"confidentiality": forms.RadioSelect}
        help_texts = {
            "time_limit_on": gettext_lazy("The day by which you need the result. It is a wish, and it needs a reason."),
            "time_limit_reason": gettext_lazy("Example: “The limitation period ends on 1 June 2027.”"),
            "special_procedure": gettext_lazy(
                "A form your law requires. Example: “The witness is heard under oath, with a verbatim record.”"
            ),
            "confidentiality": gettext_lazy(
                "What the requested side must not disclose. Its letters and orders follow this choice."
            ),
            "confidentiality_reason": gettext_lazy("Example: “The accused does not know of the investigation.”"),
        }

    def set_choices(self) -> None:
        if not self.request.is_outgoing:
            del self.fields["from_results"], self.fields["results_of"]

    def needed_now(self) -> dict[str, Need]:
        needed = dict(self.needed)
        if self.answer("time_limit_on"):
            needed["time_limit_reason"] = ("CK-08", gettext_lazy("Give the reason for the time limit"))
        if "from_results" in self.fields and self.answer("from_results") == "yes":
            needed["results_of"] = ("CK-28", gettext_lazy("Enter the references of the requests"))
        if self.answer("confidentiality") not in (None, "", Confidentiality.NONE):
            needed["confidentiality_reason"] = ("CK-18", gettext_lazy("Give the reason for confidentiality"))
        return needed

    def flaws(self) -> Iterator[Flaw]:
        """The time limit lies ahead, a special procedure has its reason, extraordinary costs are agreed first."""
        limit = self.answer("time_limit_on")
        if limit and limit <= self.today:
            yield "time_limit_on", WARN, "CK-08", _("The time limit has passed: enter a later day or remove it")
        if self.is_answered("special_procedure") and not self.is_answered("special_procedure_reason"):
            yield "special_procedure_reason", WARN, "CK-08", _("Give the reason for the special procedure")
        if self.answer("costs") == "extraordinary" and not self._is_consulted_on():
            yield "costs", WARN, "CK-23", _("Extraordinary costs: open a consultation before execution")
        if self.request.is_outgoing:
            yield from reuse.flaws(self)

    def _is_consulted_on(self) -> bool:
        """Whether the parties consulted, or execution is stayed until they agree on the costs."""
        held = models.Q(verb="consult") | models.Q(verb="stay", details__ground="PP-COST")
        return self.request.pk is not None and self.request.events.filter(held).exists()


RETENTION = [
    ("proceeding", gettext_lazy("until the proceeding has ended for good")),
    ("law", gettext_lazy("for the period that our law on files sets")),
    ("longer", gettext_lazy("longer, for a reason given in the facts")),
]


class ScreeningForm(DraftForm):
    """What the drafter looked into before asking: the other side will look into the same."""

    dual_criminality = forms.CharField(
        label=gettext_lazy("punishable on both sides"), widget=forms.Textarea,
        help_text=gettext_lazy(
            "Which offence the conduct would be under the law of the requested side, as far as you know."
        ),
    )
    character = forms.BooleanField(
        label=gettext_lazy(
            "The case is neither political nor purely military, and nobody is prosecuted for who they are"
        ),
    )
    own_proceedings = forms.CharField(
        label=gettext_lazy("other proceedings on the same conduct"), widget=forms.Textarea,
        help_text=gettext_lazy("Proceedings known on either side, or “none known” with the day of the search."),
    )
    gravity = forms.CharField(
        label=gettext_lazy("loss or gravity"), max_length=300,
        help_text=gettext_lazy("Small cases may be declined. Example: “Loss of 1,240,000 US dollars.”"),
    )
    minimised = forms.BooleanField(
        label=gettext_lazy("The request and its annexes give no more personal data than its execution needs"),
    )
    retention = forms.ChoiceField(
        label=gettext_lazy("keeping of the results"), choices=RETENTION, widget=forms.RadioSelect,
        help_text=gettext_lazy("How long personal data received in answer are kept."),
    )
    wanted = {
        "minimised": ("CK-27", gettext_lazy("Confirm that no more personal data are given than needed")),
        "retention": ("CK-27", gettext_lazy("Say how long the results are kept")),
        "dual_criminality": ("CK-20", gettext_lazy("Say under which law the conduct is punishable on both sides")),
        "character": ("CK-20", gettext_lazy("Confirm the character of the case")),
        "own_proceedings": ("CK-21", gettext_lazy("Say whether there are other proceedings on the same conduct")),
        "gravity": ("CK-22", gettext_lazy("Say how grave the case is")),
    }

    class Meta:
        model = Request
        fields = ["dual_criminality", "character", "own_proceedings", "gravity", "minimised", "retention"]

    def wanted_now(self) -> dict[str, Need]:
        """The gravity is asked for where the requested side declines small cases."""
        wanted = super().wanted_now()
        if not demands.weighs_gravity(self.request):
            del wanted["gravity"]
        return wanted
