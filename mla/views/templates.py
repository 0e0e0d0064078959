"""The templates that the office keeps: made from a request, offered to drafters, and withdrawn again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mla import access, copying, kinds
from mla.exceptions import PermissionDenied
from mla.forms.naming import NamedErrors
from mla.models import Party, Request, RequestTemplate
from mla.signed_in import SignedIn


class TemplateForm(NamedErrors, forms.ModelForm):
    """The name of a template, and when to use it. The same name again replaces the answers kept under it."""

    class Meta:
        model = RequestTemplate
        fields = ["name", "help"]
        help_texts = {
            "name": gettext_lazy("As drafters read it. Example: “Bank records in a fraud case”."),
            "help": gettext_lazy("One sentence for who does not know it."),
        }


@login_required
@require_safe
def index(http: SignedIn) -> HttpResponse:
    """Every template with its kind, and whether it is offered."""
    _refuse_others(http)
    rows = [(one, kinds.get(one.kind).name) for one in RequestTemplate.objects.select_related("kept_by")]
    return render(http, "mla/templates.html", {"rows": rows, "home": Party.home()})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(http: SignedIn, pk: int) -> HttpResponse:
    """Keep the answers of a request as a template, without persons, organisations and identifiers."""
    _refuse_others(http)
    request = get_object_or_404(Request.objects.visible_to(http.user), pk=pk)
    form = TemplateForm(http.POST or None)
    if http.method == "POST" and form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        kept = {"help": given["help"], "is_offered": True, "kept_by": http.user, "kept_at": timezone.now(),
                "material": copying.material_of(request, parts=set(copying.PARTS) - copying.SUBJECTS)}
        one, _made = RequestTemplate.objects.update_or_create(
            kind=request.kind, direction=request.direction, name=given["name"], defaults=kept,
        )
        messages.success(http, _("The template “%(name)s” is offered to drafters.") % {"name": one})
        return redirect("office_templates")
    context = {"mla_request": request, "form": form}
    return render(http, "mla/template_add.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def offer(http: SignedIn, template: int) -> HttpResponse:
    """Offer a template again, or no longer."""
    _refuse_others(http)
    one = get_object_or_404(RequestTemplate, pk=template)
    one.is_offered = not one.is_offered
    one.save(update_fields=["is_offered"])
    return redirect("office_templates")


def _refuse_others(http: SignedIn) -> None:
    if not access.may_keep_templates(http.user):
        raise PermissionDenied(_("Templates are kept by the supervisor."))
