"""Former terms are all kept, each until the day it was amended; those amended before are read from the audit log.

An exception keeps which periods it reached. Steps told on one day have an order of their own.
"""

from zoneinfo import ZoneInfo

from django.db import migrations, models

DAYS = ("report_days", "grace_days", "lock_days")


def former_terms(apps, schema_editor):
    """Walk back from the present terms through what each amendment says it changed."""
    entries = apps.get_model("journal", "AuditEntry").objects.filter(act="directive.amended")
    for directive in apps.get_model("directives", "Directive").objects.all():
        now = {name: getattr(directive, name) for name in DAYS}
        rows = []
        for entry in entries.filter(subject_kind="directive", subject_id=directive.pk).order_by("-at", "-pk"):
            was = entry.detail.get("was", {})
            now |= {name: None if was[name] == "None" else int(was[name]) for name in DAYS if name in was}
            ended_on = entry.detail.get("period_type_from")
            day = entry.at.astimezone(ZoneInfo("Africa/Casablanca")).date()
            kind = was.get("period_type", "") if ended_on else ""
            rows.insert(0, {"replaced_on": day.isoformat(), **now, "period_type": kind, "ended_on": ended_on})
        if directive.period_type_from and not any(row["ended_on"] for row in rows):
            ended_on = directive.period_type_from.isoformat()
            kind = directive.former_period_type
            rows.append({"replaced_on": ended_on, **now, "period_type": kind, "ended_on": ended_on})
        if rows:
            directive.former_terms = rows
            directive.save(update_fields=["former_terms"])


class Migration(migrations.Migration):
    dependencies = [
        ("directives", "0004_weekly_and_four_monthly"),
        ("journal", "0003_entry_is_called_audit_entry"),
    ]

    operations = [
        migrations.AlterModelOptions("ladderstep", {"ordering": ["directive", "anchor", "offset", "id"]}),
        migrations.AddField(
            "directive",
            "former_terms",
            models.JSONField(
                default=list,
                db_default=models.Value([], models.JSONField()),
                help_text="What each amendment took the place of, the oldest first, as plain rows.",
            ),
        ),
        migrations.AddField(
            "directiveexception",
            "reaches_from",
            models.DateField(blank=True, help_text="Empty: from its first day.", null=True),
        ),
        migrations.AddField(
            "directiveexception",
            "reaches_to",
            models.DateField(blank=True, help_text="Empty: to its last day; ended: it governs nothing.", null=True),
        ),
        migrations.RunPython(former_terms, migrations.RunPython.noop),
    ]
