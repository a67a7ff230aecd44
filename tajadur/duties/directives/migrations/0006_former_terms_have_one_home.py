"""The code no longer writes the columns by which 0.3 decided. The release after 0.5.0 drops them."""

from django.db import migrations

_EMPTY = "ALTER TABLE directives_directive ALTER COLUMN former_period_type SET DEFAULT ''"
_BEFORE = "ALTER TABLE directives_directive ALTER COLUMN former_period_type DROP DEFAULT"


class Migration(migrations.Migration):
    dependencies = [("directives", "0005_terms_over_time")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(_EMPTY, _BEFORE)],
            state_operations=[
                migrations.RemoveConstraint(model_name="directive", name="directive_former_period_has_day"),
                migrations.RemoveField(model_name="directive", name="former_period_type"),
                migrations.RemoveField(model_name="directive", name="period_type_from"),
            ],
        )
    ]
