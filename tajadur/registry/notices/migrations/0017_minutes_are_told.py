"""Minutes are told."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0016_circulars_are_told'),
        ('people', '0013_the_week_is_told'),
        ('units', '0001_first_tables'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='notice',
            name='notice_kind_known',
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('reminder', 'Reminder'), ('escalation', 'Escalation'), ('mandate', 'Mandate announced'), ('exception', 'Exception granted'), ('meeting_moved', 'Meeting moved'), ('receipt_noted', 'Receipt noted from above'), ('asked', 'Asked by the follow-up'), ('release_asked', 'Request to decide'), ('release_decided', 'Request decided'), ('stages', 'Stages of the congress changed'), ('access', 'Way into an account'), ('closing', 'Closing of the unit'), ('follow_up', 'Promised or awaited'), ('support', 'Advice and visits'), ('case', 'Dysfunction'), ('resources', 'Request for resources'), ('proposal', 'Proposal to the body above'), ('minutes', 'Minutes circulated'), ('week', 'The last week'), ('circular', 'Circular')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['reminder', 'escalation', 'mandate', 'exception', 'meeting_moved', 'receipt_noted', 'asked', 'release_asked', 'release_decided', 'stages', 'access', 'closing', 'follow_up', 'support', 'case', 'resources', 'proposal', 'minutes', 'week', 'circular'])), name='notice_kind_known'),
        ),
    ]
