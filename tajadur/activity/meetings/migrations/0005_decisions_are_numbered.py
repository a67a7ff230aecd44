import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_meetings_end_with_their_body")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="number",
            field=models.PositiveSmallIntegerField(
                default=0,
                db_default=0,
                help_text="Lasting within its meeting, kept by corrections; 0: its place says it.",
            ),
        ),
        migrations.AddField(
            model_name="actionitem",
            name="decision_number",
            field=models.PositiveSmallIntegerField(
                null=True,
                blank=True,
                help_text="The decision of its meeting that it carries out; none: taken without one.",
            ),
        ),
        AddConstraintNotValid(
            model_name="actionitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision_number", None), ("decision_number__gt", 0), _connector="OR"),
                name="action_decision_counts_from_one",
            ),
        ),
        migrations.CreateModel(
            name="ActionNews",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("told_on", models.DateField(help_text="Day the news is of.")),
                ("text", models.CharField(max_length=500)),
                ("told_at", models.DateTimeField()),
                ("mandate_id", models.BigIntegerField()),
                (
                    "action",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="news",
                        to="meetings.actionitem",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["action", "-told_on"], name="news_of_action")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="news_has_text")
                ],
            },
        ),
    ]
