"""The twenty letters a sender takes are the first of an index, however many wait for the same hour."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("notices", "0005_a_person_decides_and_channels")]

    operations = [
        AddIndexConcurrently(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "pending")),
                fields=["channel", "not_before", "id"],
                name="delivery_to_claim",
            ),
        ),
        RemoveIndexConcurrently(model_name="delivery", name="delivery_to_send"),
    ]
