
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0005_a_person_decides_and_channels'),
        ('people', '0002_private_calendar_addresses'),
    ]

    operations = [
        migrations.CreateModel(
            name='Telling',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='telling', serialize=False, to='people.person')),
                ('by_email', models.BooleanField(default=True)),
                ('digest_hour', models.PositiveSmallIntegerField(default=8)),
                ('quiet_from', models.PositiveSmallIntegerField(default=21)),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('digest_hour__gte', 8), ('digest_hour__lt', models.F('quiet_from')), ('quiet_from__lte', 21)), name='telling_hours')],
            },
        ),
        migrations.CreateModel(
            name='PersonChannel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(help_text='Emptied when the person withdraws.', max_length=120)),
                ('consented_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('config', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='notices.channelconfig')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='channels', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('person',), name='channel_one_per_person'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at', None), models.Q(('address', ''), _negated=True)), models.Q(('address', ''), ('revoked_at__isnull', False)), _connector='OR'), name='channel_address_until_withdrawn')],
            },
        ),
    ]
