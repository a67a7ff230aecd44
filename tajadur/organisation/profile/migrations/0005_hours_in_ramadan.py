"""The party keeps its own hours in Ramadan; until it says which, from 10:00 and before 17:00."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("profile", "0004_members_of_a_council")]

    operations = [
        migrations.AddField(
            model_name="profile",
            name="ramadan_from",
            field=models.PositiveSmallIntegerField(
                db_default=10, default=10, help_text="Messages leave from this hour on in Ramadan."
            ),
        ),
        migrations.AddField(
            model_name="profile",
            name="ramadan_to",
            field=models.PositiveSmallIntegerField(db_default=17, default=17, help_text="And before this one."),
        ),
        migrations.AddConstraint(
            model_name="profile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ramadan_from__gte", 8), ("ramadan_from__lt", models.F("ramadan_to")), ("ramadan_to__lte", 21)
                ),
                name="profile_ramadan_hours",
            ),
        ),
    ]
