"""The limits of the situation hold from a day."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('situations', '0001_words_and_endorsements'),
    ]

    operations = [
        migrations.CreateModel(
            name='SituationSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(help_text='The first day they hold.', unique=True)),
                ('renewed_within_days', models.PositiveSmallIntegerField()),
                ('dormant_months', models.PositiveSmallIntegerField()),
                ('sure_months', models.PositiveSmallIntegerField()),
                ('ageing_months', models.PositiveSmallIntegerField()),
                ('decided_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('renewed_within_days__range', (1, 365)), ('dormant_months__range', (1, 60)), ('sure_months__gte', 1), ('ageing_months__gt', models.F('sure_months')), ('ageing_months__lte', 60)), name='situation_limits_in_range')],
            },
        ),
    ]
