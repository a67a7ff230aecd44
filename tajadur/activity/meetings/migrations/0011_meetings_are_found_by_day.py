from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # an index made concurrently

    dependencies = [("meetings", "0010_files_hang_on_it")]

    operations = [
        AddIndexConcurrently(
            model_name="meeting", index=models.Index(fields=["planned_on"], name="meeting_by_day")
        ),
    ]
