"""The code no longer knows the old columns; the servers of yesterday still read them. They are dropped after 0.4.0."""

from django.db import migrations

_OLD = ("quorum_percent", "quorum_source", "women_percent", "youth_percent", "shares_source", "mandate_months")


class Migration(migrations.Migration):
    dependencies = [("profile", "0008_settings_are_copied")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint(model_name="bodytype", name="body_type_quorum_share"),
                *(migrations.RemoveField(model_name="bodytype", name=name) for name in _OLD),
            ],
        )
    ]
