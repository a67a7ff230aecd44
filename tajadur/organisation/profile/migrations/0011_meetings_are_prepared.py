"""Meetings are prepared."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('profile', '0010_old_settings_are_dropped'),
    ]

    operations = [
        migrations.AddField(
            model_name='bodytypesettings',
            name='adopts_minutes',
            field=models.BooleanField(db_default=False, default=False, help_text='The minutes are circulated, then adopted by the next meeting.'),
        ),
        migrations.AddField(
            model_name='bodytypesettings',
            name='convocation_days',
            field=models.PositiveSmallIntegerField(blank=True, help_text='How many days before the meeting its members are convened; none: any.', null=True),
        ),
        migrations.CreateModel(
            name='PreparationStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ar', models.CharField(max_length=160)),
                ('name_fr', models.CharField(max_length=160)),
                ('name_en', models.CharField(max_length=160)),
                ('code', models.SlugField(max_length=40)),
                ('position', models.PositiveSmallIntegerField()),
                ('days_before', models.PositiveSmallIntegerField(blank=True, help_text='Done so many days before the meeting; none: the days of convocation.', null=True)),
                ('body_type', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='preparation_steps', to='profile.bodytype')),
            ],
            options={
                'ordering': ['body_type', 'position'],
                'constraints': [models.UniqueConstraint(fields=('body_type', 'code'), name='preparation_step_once_per_body_type'), models.CheckConstraint(condition=models.Q(('days_before', None), ('days_before__lte', 366), _connector='OR'), name='preparation_step_within_a_year')],
            },
        ),
    ]
