from django.db import migrations, models

_TABLES = ("contact", "historicalcontact")


class Migration(migrations.Migration):

    dependencies = [
        ('mla', '0019_record_ends'),
    ]

    operations = [
        *(migrations.RenameField(one, 'office_hours', 'office_hours_en') for one in _TABLES),
        *(migrations.AlterField(
            one, 'office_hours_en',
            models.CharField(blank=True, max_length=100, verbose_name='office hours in English'),
        ) for one in _TABLES),
        *(migrations.AddField(
            one, 'office_hours_zh',
            models.CharField(blank=True, max_length=100, verbose_name='office hours in Chinese'),
        ) for one in _TABLES),
    ]
