"""What nobody got because its person had lost the post is looked for each minute among the cancelled of a few days."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("notices", "0009_devices_are_greeted")]

    operations = [
        AddIndexConcurrently(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "cancelled")), fields=["-digest_on"], name="delivery_cancelled_lately"
            ),
        ),
    ]
