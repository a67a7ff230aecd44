"""The twenty letters a sender takes are the first of an index, however many wait for the same hour."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("notices", "0006_a_link_for_a_password_is_told")]

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
