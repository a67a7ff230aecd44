"""Who consulted which part of a unit's record, on which day. Rows are only added, as those of the audit log."""

from django.db import migrations, models

STAYS = """
CREATE TRIGGER journal_consultation_stays BEFORE UPDATE OR DELETE ON journal_consultation
    FOR EACH ROW EXECUTE FUNCTION journal_stays();
"""
FREE_AGAIN = "DROP TRIGGER journal_consultation_stays ON journal_consultation;"
PARTS = [
    ("unit", "The page of the unit"),
    ("figures", "Its figures"),
    ("meetings", "Meetings and series"),
    ("reports", "Reports"),
    ("obligations", "What it owes and declares"),
    ("congress", "The congress"),
    ("people", "The list of its people"),
    ("calendar", "Its meetings, through a calendar"),
    ("support", "Advice and visits"),
    ("cases", "Dysfunctions"),
    ("resources", "Requests for resources"),
    ("changes", "Its changes"),
    ("consultations", "Who consulted it"),
]


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_entry_is_called_audit_entry")]

    operations = [
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("unit_id", models.BigIntegerField(help_text="Whose record.")),
                ("part", models.CharField(max_length=20, choices=PARTS)),
                ("account_id", models.BigIntegerField(help_text="Who read.")),
                ("post_id", models.BigIntegerField()),
                ("mandate_id", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["unit_id", "-on", "-id"], name="consultation_of_unit"),
                    models.Index(fields=["account_id", "-on", "-id"], name="consultation_by_account"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["account_id", "post_id", "unit_id", "part", "on"], name="consultation_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(part__in=[code for code, _label in PARTS]),
                        name="consultation_of_a_known_part",
                    ),
                ],
            },
        ),
        migrations.RunSQL(STAYS, FREE_AGAIN),
    ]
