from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # an index made concurrently

    dependencies = [("meetings", "0007_proposals_go_up")]

    operations = [
        AddIndexConcurrently(
            model_name="point",
            index=models.Index(
                condition=models.Q(("proposal__isnull", False)), fields=["proposal"], name="point_of_proposal"
            ),
        ),
    ]
