"""The stamp of the reference data: a trigger on each of their tables replaces it, in the same transaction."""

from django.db import migrations, models

TABLES = ("party", "authority", "contact", "instrument", "instrumentstatus", "citation", "ground")
FUNCTION = """
CREATE FUNCTION mla_stamp_reference() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO mla_referencestamp (id, value) VALUES (1, gen_random_uuid())
        ON CONFLICT (id) DO UPDATE SET value = excluded.value;
    RETURN NULL;
END $$;
INSERT INTO mla_referencestamp (id, value) VALUES (1, gen_random_uuid());
"""
TRIGGER = """
CREATE TRIGGER mla_stamp_reference AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON mla_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION mla_stamp_reference();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('mla', '0002_record_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReferenceStamp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.UUIDField()),
            ],
        ),
        migrations.AddField(
            model_name='user',
            name='wants_digest',
            field=models.BooleanField(default=True, verbose_name='daily digest by e-mail'),
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION mla_stamp_reference() CASCADE"),
        *[migrations.RunSQL(TRIGGER.format(table=one), migrations.RunSQL.noop) for one in TABLES],
    ]
