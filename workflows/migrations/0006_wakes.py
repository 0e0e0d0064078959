"""The next look at each clock in a narrow table of its own, set by a trigger where an act sets the first one."""

import django.db.models.deletion
from django.db import migrations, models

FOLLOW = """
CREATE FUNCTION workflows_set_wake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO workflows_wake (clock_id, at) VALUES (NEW.id, NEW.wake_at)
        ON CONFLICT (clock_id) DO UPDATE SET at = EXCLUDED.at;
    RETURN NULL;
END $$;
CREATE TRIGGER workflows_wake_new AFTER INSERT ON workflows_clock FOR EACH ROW
    WHEN (NEW.wake_at IS NOT NULL) EXECUTE FUNCTION workflows_set_wake();
CREATE TRIGGER workflows_wake_set AFTER UPDATE OF wake_at ON workflows_clock FOR EACH ROW
    EXECUTE FUNCTION workflows_set_wake();
INSERT INTO workflows_wake (clock_id, at) SELECT id, wake_at FROM workflows_clock WHERE wake_at IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""
FORGET = """
DROP FUNCTION workflows_set_wake() CASCADE;
UPDATE workflows_clock AS clock SET wake_at = wake.at FROM workflows_wake wake WHERE wake.clock_id = clock.id;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('workflows', '0005_search_texts_and_messages'),
    ]

    operations = [
        migrations.CreateModel(
            name='Wake',
            fields=[
                ('clock', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='wake', serialize=False, to='workflows.clock')),
                ('at', models.DateTimeField(null=True, verbose_name='next look')),
            ],
            options={
                'verbose_name': 'next look',
                'verbose_name_plural': 'next looks',
            },
        ),
        migrations.RemoveIndex(
            model_name='clock',
            name='clock_sweep',
        ),
        migrations.AlterField(
            model_name='clock',
            name='wake_at',
            field=models.DateTimeField(null=True, verbose_name='first look'),
        ),
        migrations.AlterField(
            model_name='rung',
            name='clock',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rungs', to='workflows.clock'),
        ),
        migrations.AddIndex(
            model_name='wake',
            index=models.Index(condition=models.Q(('at__isnull', False)), fields=['at'], name='clock_sweep'),
        ),
        migrations.RunSQL(FOLLOW, FORGET),
    ]
