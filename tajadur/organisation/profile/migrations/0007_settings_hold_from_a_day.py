"""What is asked of the bodies of a type holds from a day; its old columns get a default, as new code leaves them out."""

import django.db.models.deletion
from django.db import migrations, models


def _share(column: str) -> models.Q:
    return models.Q(**{f"{column}__lte": 100}) | models.Q(**{column: None})


class Migration(migrations.Migration):
    dependencies = [("profile", "0006_names_know_their_folding")]
    operations = [
        migrations.CreateModel(
            name="BodyTypeSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField(help_text="The first day they hold.")),
                ("quorum_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("quorum_source", models.CharField(blank=True, max_length=200)),
                ("women_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("youth_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("shares_source", models.CharField(blank=True, max_length=200)),
                ("mandate_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, help_text="Empty: laid down with the body type.", null=True),
                ),
                (
                    "body_type",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settings",
                        to="profile.bodytype",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="bodytypesettings",
            constraint=models.UniqueConstraint(
                fields=("body_type", "from_on"), name="body_type_settings_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="bodytypesettings",
            constraint=models.CheckConstraint(
                condition=_share("quorum_percent") & _share("women_percent") & _share("youth_percent"),
                name="body_type_settings_shares",
            ),
        ),
        migrations.AlterField(
            model_name="bodytype",
            name="quorum_source",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AlterField(
            model_name="bodytype",
            name="shares_source",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AlterField(
            model_name="bodytype",
            name="usual_members",
            field=models.PositiveSmallIntegerField(default=0, help_text="Seats of a body that is opened."),
        ),
    ]
