from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # an index made concurrently

    dependencies = [("obligations", "0004_what_is_asked_of_a_post_is_found")]

    operations = [
        AddIndexConcurrently(
            model_name="obligation",
            index=models.Index(
                condition=models.Q(("addressee", 0)), fields=["directive", "period_end"], name="obligation_by_period"
            ),
        ),
        AddIndexConcurrently(
            model_name="obligation",
            index=models.Index(
                condition=models.Q(("not_held_on__isnull", False), ("not_held_withdrawn_on", None)),
                fields=["unit"],
                name="obligation_not_held",
            ),
        ),
    ]
