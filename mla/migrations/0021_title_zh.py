from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("mla", "0020_hours_in_both_languages"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="title_zh",
            field=models.CharField(
                blank=True, db_default="",
                help_text="Printed beside the other one in letters that the person signs.", max_length=200,
                verbose_name="official title in Chinese",
            ),
        ),
    ]
