"""The record is append-only: the database refuses UPDATE, DELETE and TRUNCATE of events.

A test database alone may bypass it, by a setting of its session.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION mla_refuse_record_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_database() LIKE 'test%' AND 'on' = (CASE TG_OP
        WHEN 'TRUNCATE' THEN current_setting('mla.allow_flush', true)
        ELSE current_setting('mla.allow_record_change', true)
    END) THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'The record is append-only: % of % is refused.', TG_OP, TG_TABLE_NAME;
END $$;
CREATE TRIGGER mla_event_append_only BEFORE UPDATE OR DELETE ON mla_event
    FOR EACH ROW EXECUTE FUNCTION mla_refuse_record_change();
CREATE TRIGGER mla_event_no_truncate BEFORE TRUNCATE ON mla_event
    FOR EACH STATEMENT EXECUTE FUNCTION mla_refuse_record_change();
"""
BACKWARD = """
DROP TRIGGER mla_event_no_truncate ON mla_event;
DROP TRIGGER mla_event_append_only ON mla_event;
DROP FUNCTION mla_refuse_record_change();
"""


class Migration(migrations.Migration):
    dependencies = [("mla", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
