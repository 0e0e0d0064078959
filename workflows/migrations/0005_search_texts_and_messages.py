"""The index of the search with the triggers that mark a request whose text changes; messages of acts."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

FUNCTIONS = """
CREATE FUNCTION workflows_mark_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO workflows_searchmark (request_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE FUNCTION workflows_mark_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO workflows_searchmark (request_id) VALUES (COALESCE(NEW.request_id, OLD.request_id));
    RETURN NULL;
END $$;
INSERT INTO workflows_searchmark (request_id) SELECT id FROM mla_request ORDER BY id;
"""
NO_FUNCTIONS = """
DROP FUNCTION workflows_mark_request() CASCADE;
DROP FUNCTION workflows_mark_part() CASCADE;
"""
INSERTED = """
CREATE TRIGGER workflows_mark_new AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {function}();
"""
CHANGED = """
CREATE TRIGGER workflows_mark_{name} AFTER UPDATE OF {columns} ON {table} FOR EACH ROW
    WHEN (ROW({old}) IS DISTINCT FROM ROW({new})) EXECUTE FUNCTION {function}();
"""
GONE = """
CREATE TRIGGER workflows_mark_gone AFTER DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}();
"""
# An act names the references in what it updates, a draft everything: an act that changes neither pays for one comparison.
REQUEST = {
    "reference": ("own_reference", "foreign_reference", "urgency_reason"),
    "text": (
        "title", "subject_matter", "facts", "purpose", "nexus", "time_limit_reason", "special_procedure",
        "confidentiality_reason", "investigating_authority", "investigating_functions", "details",
    ),
}
PARTS = {
    "mla_person": (
        "surname", "given_names", "native_name", "aliases", "birth_place", "nationality", "document", "address",
    ),
    "mla_organisation": ("name", "native_name", "registration", "seat", "representative"),
    "mla_identifier": ("scheme", "value", "normalized", "provider"),
    "mla_assistanceitem": ("description", "purpose", "reasons", "steps_taken", "details"),
    "mla_offence": ("name", "provision", "text", "max_penalty", "place"),
    "mla_translation": ("text",),
    "documents_attachment": ("title", "filename", "number"),
}


def triggers():
    """The triggers of every table that holds a text, as SQL."""
    yield INSERTED.format(table="mla_request", function="workflows_mark_request")
    for name, columns in REQUEST.items():
        yield changed("mla_request", name, columns, "workflows_mark_request")
    for table, columns in PARTS.items():
        yield INSERTED.format(table=table, function="workflows_mark_part")
        yield changed(table, "text", ("request_id", *columns), "workflows_mark_part")
        yield GONE.format(table=table, function="workflows_mark_part")
    yield INSERTED.format(table="documents_letter", function="workflows_mark_part")


def changed(table, name, columns, function):
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return CHANGED.format(table=table, name=name, columns=", ".join(columns), old=old, new=new, function=function)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_letters_immutable'),
        ('mla', '0006_preferences'),
        ('workflows', '0004_desk'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request_id', models.BigIntegerField()),
            ],
            options={
                'verbose_name': 'search mark',
                'verbose_name_plural': 'search marks',
            },
        ),
        migrations.CreateModel(
            name='SearchText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('vector', django.contrib.postgres.search.SearchVectorField()),
                ('letter', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_texts', to='documents.letter')),
                ('request', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='search_texts', to='mla.request', verbose_name='request')),
            ],
            options={
                'verbose_name': 'search text',
                'verbose_name_plural': 'search texts',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['vector'], name='search_vector')],
                'constraints': [models.UniqueConstraint(fields=('request', 'letter'), name='one_search_text', nulls_distinct=False)],
            },
        ),
        migrations.AddField(
            model_name='alert',
            name='request',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mla.request'),
        ),
        migrations.AlterField(
            model_name='alert',
            name='sort',
            field=models.CharField(choices=[('rung', 'deadline'), ('digest', 'daily digest'), ('sweep', 'sweep'), ('calendar', 'calendar'), ('mention', 'mention'), ('task', 'task'), ('asked', 'question'), ('moved', 'step')], max_length=10, verbose_name='sort'),
        ),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        *[migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in triggers()],
    ]
