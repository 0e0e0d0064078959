import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0006_papers_superseded'),
        ('workflows', '0012_meetings'),
    ]

    operations = [
        migrations.AlterField(
            model_name='minutes',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='workflows.meeting', verbose_name='meeting'),
        ),
        migrations.AddField(
            model_name='minutes',
            name='begun_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='minutes',
            name='corrects',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='workflows.minutes'),
        ),
        migrations.AddField(
            model_name='minutes',
            name='reasons',
            field=models.JSONField(default=dict),
        ),
        migrations.AddConstraint(
            model_name='minutes',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('begun_at', None), ('corrects', None)), models.Q(('begun_at__isnull', False), ('corrects__isnull', False)), _connector='OR'), name='minutes_correction_begun_when'),
        ),
        migrations.AddConstraint(
            model_name='minutes',
            constraint=models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('meeting',), name='one_first_minutes'),
        ),
        migrations.AddConstraint(
            model_name='minutes',
            constraint=models.UniqueConstraint(condition=models.Q(('signed_at', None)), fields=('meeting',), name='one_draft_of_minutes'),
        ),
    ]
