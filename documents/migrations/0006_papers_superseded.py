import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0005_known_seals'),
    ]

    operations = [
        migrations.AddField(
            model_name='paper',
            name='supersedes',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='documents.paper'),
        ),
    ]
