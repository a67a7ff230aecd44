"""The pass that decides reminders keeps its last run under its new name; another row of it is no longer written."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pulse", "0001_first_tables")]

    operations = [
        migrations.RunSQL(
            """
            UPDATE pulse_passrun SET name = 'decide_reminders' WHERE name = 'plan_reminders'
               AND NOT EXISTS (SELECT 1 FROM pulse_passrun r WHERE r.name = 'decide_reminders')
            """,
            "UPDATE pulse_passrun SET name = 'plan_reminders' WHERE name = 'decide_reminders'",
        )
    ]
