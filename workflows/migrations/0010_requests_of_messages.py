"""Messages of a note or of a moved deadline name their request in its own column, as those of events do."""

from django.db import migrations

FILL = """
UPDATE workflows_alert SET request_id = one.id FROM mla_request one
WHERE workflows_alert.request_id IS NULL AND one.id = CASE
    WHEN workflows_alert.sort IN ('mention', 'calendar') THEN split_part(workflows_alert.subject_key, ' ', 3)::bigint
END
"""


class Migration(migrations.Migration):
    dependencies = [("workflows", "0009_reports")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
