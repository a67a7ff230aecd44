"""Decisions taken before they had numbers get their place as one."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # an index made concurrently

    dependencies = [("meetings", "0005_decisions_are_numbered")]

    operations = [
        migrations.RunSQL(
            "UPDATE meetings_decision SET number = position + 1 WHERE number = 0", migrations.RunSQL.noop
        ),
        ValidateConstraint(model_name="actionitem", name="action_decision_counts_from_one"),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS decision_number_once"
                    " ON meetings_decision (report_id, number) WHERE number > 0",
                    "DROP INDEX CONCURRENTLY IF EXISTS decision_number_once",
                )
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name="decision",
                    constraint=models.UniqueConstraint(
                        fields=("report", "number"),
                        condition=models.Q(("number__gt", 0)),
                        name="decision_number_once",
                    ),
                )
            ],
        ),
    ]
