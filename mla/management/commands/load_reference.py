"""`manage.py load_reference`: parties, authorities, instruments, citations, grounds and clock rules, as delivered."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management.base import BaseCommand
from django.core.serializers.base import DeserializedObject
from django.db import connection, models, transaction

FIXTURES = {
    "mla": ("parties", "authorities", "contacts", "instruments", "citations", "grounds"),
    "workflows": ("clock_rules", "meetings", "commitments"),
}
_LAST_DELIVERED = 9999
"""Numbers up to here belong to the fixtures; rows that an administrator adds are numbered above."""


class Command(BaseCommand):
    help = (
        "Loads the reference data. Run again, it leaves alone what somebody here has edited; a clock rule that differs "
        "from what holds here becomes a draft."
    )

    @transaction.atomic
    def handle(self, *_: Any, **options: Any) -> None:
        for model, rows in _delivered().items():
            edited = _edited(model)
            told = _store(model, rows, edited)
            _reserve(model)
            if options["verbosity"]:
                self.stdout.write(f"{len(rows):>5}  {model._meta.verbose_name_plural}")
                for kept in model._default_manager.filter(pk__in=edited & {row.object.pk for row in rows}):
                    self.stdout.write(f"       kept as edited here: {kept}")
                for line in told:
                    self.stdout.write(f"       {line}")


def _delivered() -> dict[type[models.Model], list[DeserializedObject]]:
    """The rows of all fixtures by model; a model comes after those it refers to."""
    rows: dict[type[models.Model], list[DeserializedObject]] = {}
    for app, names in FIXTURES.items():
        for name in names:
            file = Path(apps.get_app_config(app).path) / "fixtures" / f"{name}.json"
            for row in serializers.deserialize("json", file.read_text(encoding="utf-8")):
                rows.setdefault(type(row.object), []).append(row)
    return rows


def _edited(model: type[models.Model]) -> set[int]:
    """Loading leaves no history, a person's change does: so what has a history is somebody's decision."""
    return set(model.history.values_list("id", flat=True))  # type: ignore[attr-defined]


def _store(model: type[models.Model], rows: list[DeserializedObject], edited: set[int]) -> list[str]:
    """Lines on what waits for a decision. What is kept in versions takes in itself what is delivered."""
    if deliver := getattr(model._default_manager, "deliver", None):
        return list(deliver([row.object for row in rows], edited=edited))
    untouched = [row for row in rows if row.object.pk not in edited]
    model._default_manager.bulk_create(
        [row.object for row in untouched], update_conflicts=True, unique_fields=["id"],
        update_fields=[field.name for field in model._meta.concrete_fields if not field.primary_key],
    )
    for row in untouched:
        for name, values in (row.m2m_data or {}).items():
            getattr(row.object, name).set(values)
    return []


def _reserve(model: type[models.Model]) -> None:
    highest = model._default_manager.aggregate(highest=models.Max("pk"))["highest"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [model._meta.db_table, max(highest, _LAST_DELIVERED)]
        )
