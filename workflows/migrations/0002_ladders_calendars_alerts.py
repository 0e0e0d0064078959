import django.db.models.deletion
import workflows.models.alerts
from django.conf import settings
from django.db import migrations, models

STAMPED = ("clockrule", "calendarversion", "calendarday")
TRIGGER = """
CREATE TRIGGER mla_stamp_reference AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON workflows_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION mla_stamp_reference();
"""
UNDO = "DROP TRIGGER mla_stamp_reference ON workflows_{table}"
FINAL = """
CREATE FUNCTION mla_refuse_published_calendar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'workflows_calendarversion' THEN
        IF NOT OLD.is_draft THEN RAISE EXCEPTION 'A published calendar is never changed.'; END IF;
    ELSIF EXISTS (SELECT 1 FROM workflows_calendarversion version WHERE NOT version.is_draft AND version.id =
                  CASE TG_OP WHEN 'INSERT' THEN NEW.version_id ELSE OLD.version_id END) THEN
        RAISE EXCEPTION 'A published calendar is never changed.';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER mla_calendar_final BEFORE UPDATE OR DELETE ON workflows_calendarversion
    FOR EACH ROW EXECUTE FUNCTION mla_refuse_published_calendar();
CREATE TRIGGER mla_calendar_final BEFORE INSERT OR UPDATE OR DELETE ON workflows_calendarday
    FOR EACH ROW EXECUTE FUNCTION mla_refuse_published_calendar();
CREATE TRIGGER mla_journal_append_only BEFORE UPDATE OR DELETE ON workflows_clockchange
    FOR EACH ROW EXECUTE FUNCTION mla_refuse_record_change();
"""
UNDO_FINAL = """
DROP TRIGGER mla_journal_append_only ON workflows_clockchange;
DROP FUNCTION mla_refuse_published_calendar() CASCADE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('mla', '0003_reference_stamp'),
        ('workflows', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Pulse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True)),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('seen', models.PositiveIntegerField(default=0)),
                ('lag_seconds', models.FloatField(default=0)),
                ('failure', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.RemoveField(
            model_name='clockrule',
            name='warns_before',
        ),
        migrations.RemoveField(
            model_name='historicalclockrule',
            name='warns_before',
        ),
        migrations.AddField(
            model_name='clock',
            name='run',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='run'),
        ),
        migrations.AddField(
            model_name='clockrule',
            name='at_expiry_en',
            field=models.CharField(blank=True, max_length=300, verbose_name='what expiry means, in English'),
        ),
        migrations.AddField(
            model_name='clockrule',
            name='at_expiry_zh',
            field=models.CharField(blank=True, max_length=300, verbose_name='what expiry means, in Chinese'),
        ),
        migrations.AddField(
            model_name='clockrule',
            name='is_draft',
            field=models.BooleanField(default=False, help_text='a draft starts no clock', verbose_name='draft'),
        ),
        migrations.AddField(
            model_name='clockrule',
            name='ladder',
            field=models.JSONField(blank=True, default=list, verbose_name='escalation'),
        ),
        migrations.AddField(
            model_name='clockrule',
            name='max_extension',
            field=models.CharField(blank=True, help_text='such as 30d, in all; empty: none is allowed', max_length=8, verbose_name='longest extension'),
        ),
        migrations.AddField(
            model_name='clockrule',
            name='max_runs',
            field=models.PositiveSmallIntegerField(blank=True, help_text='how often a repeating period runs; empty: no limit', null=True, verbose_name='runs at most'),
        ),
        migrations.AddField(
            model_name='clockrule',
            name='pause_grounds',
            field=models.JSONField(blank=True, default=list, help_text='codes with which a stay pauses it; empty: any', verbose_name='grounds of a stay'),
        ),
        migrations.AddField(
            model_name='clockrule',
            name='verified_by',
            field=models.CharField(blank=True, max_length=150, verbose_name='verified by'),
        ),
        migrations.AddField(
            model_name='historicalclockrule',
            name='at_expiry_en',
            field=models.CharField(blank=True, max_length=300, verbose_name='what expiry means, in English'),
        ),
        migrations.AddField(
            model_name='historicalclockrule',
            name='at_expiry_zh',
            field=models.CharField(blank=True, max_length=300, verbose_name='what expiry means, in Chinese'),
        ),
        migrations.AddField(
            model_name='historicalclockrule',
            name='is_draft',
            field=models.BooleanField(default=False, help_text='a draft starts no clock', verbose_name='draft'),
        ),
        migrations.AddField(
            model_name='historicalclockrule',
            name='ladder',
            field=models.JSONField(blank=True, default=list, verbose_name='escalation'),
        ),
        migrations.AddField(
            model_name='historicalclockrule',
            name='max_extension',
            field=models.CharField(blank=True, help_text='such as 30d, in all; empty: none is allowed', max_length=8, verbose_name='longest extension'),
        ),
        migrations.AddField(
            model_name='historicalclockrule',
            name='max_runs',
            field=models.PositiveSmallIntegerField(blank=True, help_text='how often a repeating period runs; empty: no limit', null=True, verbose_name='runs at most'),
        ),
        migrations.AddField(
            model_name='historicalclockrule',
            name='pause_grounds',
            field=models.JSONField(blank=True, default=list, help_text='codes with which a stay pauses it; empty: any', verbose_name='grounds of a stay'),
        ),
        migrations.AddField(
            model_name='historicalclockrule',
            name='verified_by',
            field=models.CharField(blank=True, max_length=150, verbose_name='verified by'),
        ),
        migrations.AddField(
            model_name='rung',
            name='to',
            field=models.JSONField(default=list),
        ),
        migrations.AlterField(
            model_name='clockentry',
            name='sort',
            field=models.CharField(choices=[('pause', 'pause'), ('extension', 'extension'), ('waiver', 'waiver'), ('cancellation', 'cancellation')], max_length=12),
        ),
        migrations.AlterField(
            model_name='rung',
            name='name',
            field=models.CharField(max_length=24),
        ),
        migrations.CreateModel(
            name='CalendarVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=16, verbose_name='calendar')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('source', models.CharField(choices=[('library', 'library'), ('file', 'file'), ('edited', 'edited')], max_length=10, verbose_name='source')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('first_year', models.PositiveSmallIntegerField(verbose_name='first year')),
                ('last_year', models.PositiveSmallIntegerField(verbose_name='last year')),
                ('published_until', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='published until')),
                ('is_draft', models.BooleanField(default=True, verbose_name='draft')),
                ('created_at', models.DateTimeField(verbose_name='made at')),
                ('published_at', models.DateTimeField(null=True, verbose_name='published at')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'version of a calendar',
                'verbose_name_plural': 'versions of calendars',
                'ordering': ['code', '-number'],
            },
        ),
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('is_working', models.BooleanField(verbose_name='working day')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('name_zh', models.CharField(blank=True, max_length=200, verbose_name='name in Chinese')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='workflows.calendarversion', verbose_name='version')),
            ],
            options={
                'verbose_name': 'day of a calendar',
                'verbose_name_plural': 'days of calendars',
                'ordering': ['day'],
            },
        ),
        migrations.CreateModel(
            name='ClockChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.CharField(choices=[('calendar', 'calendar'), ('rule', 'rule')], max_length=10, verbose_name='cause')),
                ('told', models.CharField(max_length=300, verbose_name='what changed')),
                ('before', models.CharField(max_length=40, verbose_name='version before')),
                ('after', models.CharField(max_length=40, verbose_name='version after')),
                ('old_strict', models.CharField(max_length=40, verbose_name='strict end before')),
                ('new_strict', models.CharField(max_length=40, verbose_name='strict end after')),
                ('old_due', models.CharField(max_length=40, verbose_name='due before')),
                ('new_due', models.CharField(max_length=40, verbose_name='due after')),
                ('changed_at', models.DateTimeField(verbose_name='changed at')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('clock', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='workflows.clock', verbose_name='clock')),
            ],
            options={
                'verbose_name': 'change of a clock',
                'verbose_name_plural': 'changes of clocks',
                'ordering': ['changed_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=workflows.models.alerts.new_token, max_length=64, unique=True)),
                ('desk', models.CharField(blank=True, choices=[('requester', 'requester'), ('registrar', 'registrar'), ('reviewer', 'legal reviewer'), ('data_protection', 'data protection adviser'), ('security', 'security adviser'), ('countersigner', 'countersigner'), ('translator', 'translator'), ('dispatcher', 'dispatcher'), ('executing_officer', 'executing officer'), ('liaison', 'liaison'), ('supervisor', 'supervisor'), ('duty_officer', 'duty officer'), ('administrator', 'administrator'), ('auditor', 'auditor')], max_length=20, verbose_name='desk')),
                ('created_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('authority', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mla.authority')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feeds', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'calendar feed',
                'verbose_name_plural': 'calendar feeds',
                'ordering': ['created_at'],
            },
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort', models.CharField(choices=[('rung', 'deadline'), ('digest', 'daily digest'), ('sweep', 'sweep'), ('calendar', 'calendar')], max_length=10, verbose_name='sort')),
                ('subject_key', models.CharField(max_length=80)),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('seen_at', models.DateTimeField(null=True)),
                ('failure', models.CharField(blank=True, max_length=300)),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alerts', to=settings.AUTH_USER_MODEL)),
                ('rung', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='alerts', to='workflows.rung')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('sent_at', None)), fields=['created_at'], name='alert_unsent'), models.Index(fields=['recipient', '-created_at'], name='alert_of_person')],
                'constraints': [models.UniqueConstraint(fields=('subject_key', 'recipient'), name='one_message_each')],
            },
        ),
        migrations.AddConstraint(
            model_name='calendarversion',
            constraint=models.UniqueConstraint(fields=('code', 'number'), name='one_calendar_version'),
        ),
        migrations.AddConstraint(
            model_name='calendarversion',
            constraint=models.UniqueConstraint(condition=models.Q(('is_draft', True)), fields=('code',), name='one_draft_per_calendar'),
        ),
        migrations.AddConstraint(
            model_name='calendarday',
            constraint=models.UniqueConstraint(fields=('version', 'day'), name='one_row_per_day'),
        ),
        migrations.AlterField(
            model_name='clockrule',
            name='subject',
            field=models.CharField(choices=[('request', 'request'), ('item', 'item'), ('leg', 'leg'), ('person', 'person')], default='request', max_length=8, verbose_name='runs on'),
        ),
        migrations.AlterField(
            model_name='historicalclockrule',
            name='subject',
            field=models.CharField(choices=[('request', 'request'), ('item', 'item'), ('leg', 'leg'), ('person', 'person')], default='request', max_length=8, verbose_name='runs on'),
        ),
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(condition=models.Q(('status__in', ['running', 'paused'])), fields=['due_at', 'id'], name='clock_deadlines'),
        ),
        *[migrations.RunSQL(TRIGGER.format(table=one), UNDO.format(table=one)) for one in STAMPED],
        migrations.RunSQL(FINAL, UNDO_FINAL),
    ]
