"""What do only some laws ask of a request? Shown where the instrument, or the law of the party that asks, needs it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mla import demands
from mla.forms.items import choice
from mla.forms.topics import NarrowForm
from mla.models import Request


class _DemandedForm(NarrowForm):
    """Answers that only some laws demand."""

    is_particular = True

    def shown(self) -> frozenset[str]:
        """Those that the instrument, or the law of the party that asks, names."""
        return demands.asks(self.request)


class LawForm(_DemandedForm):
    """The answers that periods of some instruments depend on."""

    article = choice(_("order under"), [
        ("7", _("Article 7: sent to the service provider itself")),
        ("8", _("Article 8: given effect by the requested Party")),
    ], _("Second Additional Protocol: the article decides who answers, and by when."))
    third_country_law = forms.BooleanField(
        label=_("The law of a third country forbids the disclosure, as the addressee says"),
        help_text=_("Regulation (EU) 2023/1543, Article 17: a reasoned objection is then due within ten days."),
    )
    directly_accessible = forms.BooleanField(
        label=_("The information is directly accessible to the requested side"),
        help_text=_("Directive (EU) 2023/977, Article 5: what stands in its own databases is due within eight hours "
                    "where it is urgent."),
    )
    needed = {"article": ("CK-02", _("Choose the article under which the order is made"))}

    class Meta:
        model = Request
        fields = ["article", "third_country_law", "directly_accessible"]


class LimitationForm(_DemandedForm):
    """Whether the time for prosecution stands still while evidence is sought abroad."""

    limitation_suspended = forms.BooleanField(
        label=_("A court has suspended the running of the limitation period until the request is answered"),
        help_text=_("18 U.S.C. § 3292: for three years at most. Attach the order."),
    )

    class Meta:
        model = Request
        fields = ["limitation_suspended"]
