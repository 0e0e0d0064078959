"""The end of each record in a narrow table of its own, moved by a trigger whenever events are written."""

import django.db.models.deletion
from django.db import migrations, models

FOLLOW = """
INSERT INTO mla_recordend (request_id, head, length) SELECT id, record_head, record_length FROM mla_request;
SET CONSTRAINTS ALL IMMEDIATE;
CREATE FUNCTION mla_begin_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO mla_recordend (request_id, head, length) SELECT id, repeat('0', 64), 0 FROM begun;
    RETURN NULL;
END $$;
CREATE TRIGGER mla_record_begins AFTER INSERT ON mla_request
    REFERENCING NEW TABLE AS begun FOR EACH STATEMENT EXECUTE FUNCTION mla_begin_record();
CREATE FUNCTION mla_move_record_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE mla_recordend AS the_end SET head = latest.digest, length = latest.seq FROM (
        SELECT DISTINCT ON (request_id) request_id, seq, digest FROM written ORDER BY request_id, seq DESC
    ) AS latest WHERE the_end.request_id = latest.request_id;
    RETURN NULL;
END $$;
CREATE TRIGGER mla_record_goes_on AFTER INSERT ON mla_event
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION mla_move_record_end();
"""
FORGET = """
DROP FUNCTION mla_begin_record() CASCADE;
DROP FUNCTION mla_move_record_end() CASCADE;
UPDATE mla_request AS request SET record_head = the_end.head, record_length = the_end.length
    FROM mla_recordend AS the_end WHERE the_end.request_id = request.id;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('mla', '0018_more_counted_acts'),
    ]

    operations = [
        migrations.CreateModel(
            name='RecordEnd',
            fields=[
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='record_end', serialize=False, to='mla.request')),
                ('head', models.CharField(max_length=64, verbose_name='digest of the last event')),
                ('length', models.PositiveIntegerField(verbose_name='number of the last event')),
            ],
            options={
                'verbose_name': 'end of a record',
                'verbose_name_plural': 'ends of records',
            },
        ),
        migrations.RunSQL(FOLLOW, FORGET),
        migrations.RemoveField(
            model_name='request',
            name='record_head',
        ),
        migrations.RemoveField(
            model_name='request',
            name='record_length',
        ),
    ]
