from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # an index made concurrently

    dependencies = [("meetings", "0012_minutes_are_adopted")]

    operations = [
        AddIndexConcurrently(
            model_name="point",
            index=models.Index(
                condition=models.Q(("minutes_of__isnull", False)), fields=["minutes_of"], name="point_of_minutes"
            ),
        ),
    ]
