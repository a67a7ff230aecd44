from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_first_tables")]

    operations = [
        migrations.AddField(
            model_name="actionitem",
            name="since_version",
            field=models.PositiveSmallIntegerField(default=1, help_text="Version of the report that brought it."),
        ),
        migrations.AddField(
            model_name="actionitem",
            name="dropped_version",
            field=models.PositiveSmallIntegerField(blank=True, help_text="Version that no longer has it.", null=True),
        ),
    ]
