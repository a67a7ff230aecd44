"""The class has another name, its table the old one: nothing is asked of the database, old and new code run beside."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_interim_refused_or_ended_with_a_reason")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel(old_name="Telling", new_name="NotificationPreferences"),
                migrations.AlterModelTable(name="notificationpreferences", table="people_telling"),
                migrations.AlterField(
                    model_name="notificationpreferences",
                    name="person",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="notification_preferences",
                        serialize=False,
                        to="people.person",
                    ),
                ),
            ],
        )
    ]
