"""A step of a checklist is asked from a day to a day."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('profile', '0012_councils_are_prepared'),
    ]

    operations = [
        migrations.AddField(
            model_name='preparationstep',
            name='ended_on',
            field=models.DateField(blank=True, help_text='Not asked of meetings planned from this day on.', null=True),
        ),
        migrations.AddField(
            model_name='preparationstep',
            name='from_on',
            field=models.DateField(blank=True, help_text='Asked of meetings planned from this day on; none: always.', null=True),
        ),
    ]
