"""Forms of the first desk: submit, receive, admit, send back."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import completeness, kinds
from mla.links import telling
from workflows.forms import choices
from workflows.forms.acts import ActForm, Group, reasons_field

_DOUBLES = gettext_lazy("Is it the same? Link the two first; if not, answer “Yes”.")
ANSWERS = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")), ("na", gettext_lazy("Does not apply"))]


class SubmitForm(ActForm):
    """Nothing to say: the checks of the kind decide."""

    word = "submit"


class ReceiveForm(ActForm):
    """The moment of receipt; everything else stands in the draft."""

    word = "receive"
    asks_moment = True

    def first_moment(self) -> datetime:
        return self.request.received_at or super().first_moment()


class AdmitForm(ActForm):
    """The checklist of the registry: every check answered."""

    word = "admit"

    def build(self) -> None:
        found: dict[str, list[str]] = {}
        for one in completeness.check(self.request):
            found.setdefault(one.code, []).append(one.text)
        doubles = telling.told(self.request, self.user).warnings()
        self.codes = [*kinds.get(self.request.kind).intake, *(["CK-26"] if doubles else [])]
        for code in self.codes:
            self.fields[f"check_{code}"] = forms.ChoiceField(
                label=f"{code} {choices.title(code)}",
                choices=ANSWERS,
                help_text=format_html_join("", "{}<br>", ((text,) for text in found.get(code, ()))),
                widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
            )
        if doubles:
            self.fields["check_CK-26"].help_text = " ".join([*doubles, str(_DOUBLES)])

    def facts(self) -> dict[str, Any]:
        return {"checks": {code: self.cleaned_data.get(f"check_{code}", "") for code in self.codes}}

    def clean(self) -> dict[str, Any]:
        """A check answered “no” names itself."""
        for code in self.codes:
            if self.cleaned_data.get(f"check_{code}") == "no":
                self.add_error(
                    f"check_{code}",
                    _("Check %(code)s is answered “no”: ask for it or send the request back.") % {"code": code},
                )
        return super().clean()

    def groups(self) -> list[Group]:
        checks = [self[f"check_{code}"] for code in self.codes]
        return [Group(_("Form and completeness"), checks), Group(fields=self.rest([bound.name for bound in checks]))]


class SendBackForm(ActForm):
    """Why the request is unusable as it stands."""

    word = "send_back"
    guarded = "reasons"
    reasons = reasons_field(
        help_text=gettext_lazy("Printed in the letter: what is wrong, and what a new request needs.")
    )

    def facts(self) -> dict[str, Any]:
        return {"reasons": self.cleaned_data.get("reasons", "")}
