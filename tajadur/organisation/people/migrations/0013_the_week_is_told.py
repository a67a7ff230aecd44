from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0012_planned_closings_can_be_withdrawn"),
    ]

    operations = [
        migrations.AddField(
            model_name="notificationpreferences",
            name="weekly",
            field=models.BooleanField(
                db_default=True, default=True, help_text="Told on Monday what came in the last week."
            ),
        ),
    ]
