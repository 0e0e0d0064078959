"""How does a person arrange their desk? Absences with a substitute, saved views, and what they have read."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mla.models import Request


class Absence(models.Model):
    """From one day to another, both counted in, at the home capital, somebody may take this person's tasks.

    The substitute acts in their own name and by their own roles: an absence gives nobody a right they do not hold.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="absences")
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="substitutions", verbose_name=_("substitute")
    )
    begins_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["begins_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="absence_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(substitute=F("person")), name="substitute_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} -> {self.substitute_id}: {self.begins_on} - {self.ends_on}"


class SavedView(models.Model):
    """A name for a list: tab and filters as they stand in the address. Whoever opens it sees what they may see."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="views")
    name = models.CharField(_("name of the view"), max_length=60)
    query = models.CharField(max_length=500)
    is_shared = models.BooleanField(_("for my colleagues too"), default=False)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="one_view_of_a_name")]

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """Up to which event a person has read the record of a request."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="+")
    request = models.ForeignKey(Request, models.CASCADE, db_index=False, related_name="+")
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reader", "request"], name="one_reading")]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.request_id}#{self.seq}"
