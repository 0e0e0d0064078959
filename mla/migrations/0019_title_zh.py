from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("mla", "0018_more_counted_acts"),
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
