"""Minutes are circulated and adopted; meetings are prepared."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0011_meetings_are_found_by_day'),
        ('profile', '0011_meetings_are_prepared'),
    ]

    operations = [
        migrations.CreateModel(
            name='MinutesCirculation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('circulated_on', models.DateField()),
                ('circulated_at', models.DateTimeField()),
                ('mandate_id', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='PreparationTick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('done_on', models.DateField()),
                ('done_at', models.DateTimeField()),
                ('mandate_id', models.BigIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name='point',
            name='minutes_of',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='minutescirculation',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='circulations', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='minutescirculation',
            name='report',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='circulation', to='meetings.report'),
        ),
        migrations.AddField(
            model_name='preparationtick',
            name='meeting',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='ticks', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='preparationtick',
            name='step',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ticks', to='profile.preparationstep'),
        ),
        migrations.AddConstraint(
            model_name='preparationtick',
            constraint=models.UniqueConstraint(fields=('meeting', 'step'), name='preparation_tick_once'),
        ),
    ]
