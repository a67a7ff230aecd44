"""Circulars make their directives: one more kind of fulfilment. Nothing changes in the database."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directives', '0007_answered_with_a_form'),
    ]

    operations = [
        migrations.AlterField(
            model_name='directive',
            name='fulfilment',
            field=models.CharField(choices=[('meeting', 'Meeting of a body'), ('congress', 'Congress'), ('census', 'Declaration of the organisational situation'), ('declaration', 'Declaration'), ('form', 'Form of a census campaign'), ('acknowledge', 'Acknowledgement of a circular')], max_length=12),
        ),
    ]
