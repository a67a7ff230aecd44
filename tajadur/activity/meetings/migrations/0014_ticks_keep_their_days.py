"""What is done keeps how many days before its meeting it was asked for."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0013_points_are_found_by_minutes'),
    ]

    operations = [
        migrations.AddField(
            model_name='preparationtick',
            name='days_before',
            field=models.PositiveSmallIntegerField(blank=True, help_text='How many days before the meeting it was to be done, as asked when it was done.', null=True),
        ),
    ]
