from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # an index made concurrently

    dependencies = [("meetings", "0008_points_are_found_by_proposal")]

    operations = [
        AddIndexConcurrently(
            model_name="actionitem",
            index=models.Index(
                condition=models.Q(("dropped_on", None)), fields=["unit", "-opened_on"], name="action_by_unit"
            ),
        ),
    ]
