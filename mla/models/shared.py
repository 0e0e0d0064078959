"""Which objects of cyber threat information does a request share? Each as its bundle had it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mla.vocabulary import Tlp


class SharedObject(models.Model):
    """One object of a STIX 2.1 bundle. `content` is what the library read; `tlp` its own marking, empty for none."""

    request = models.ForeignKey("mla.Request", models.CASCADE, related_name="shared_objects")
    stix_id = models.CharField(_("identifier"), max_length=100)
    type = models.CharField(_("type"), max_length=40)
    name = models.CharField(_("name"), max_length=300)
    tlp = models.CharField(_("marking for sharing (TLP)"), max_length=12, choices=Tlp.choices, blank=True)
    content = models.JSONField()
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("shared object")
        verbose_name_plural = _("shared objects")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["request", "stix_id"], name="one_shared_object")]

    def __str__(self) -> str:
        return f"{self.type} {self.name}"
