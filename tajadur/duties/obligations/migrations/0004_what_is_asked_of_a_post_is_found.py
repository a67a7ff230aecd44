"""What is asked of a post is found by the post: few rows among many, so an index of these alone."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directives', '0006_former_terms_have_one_home'),
        ('obligations', '0003_ladders_stand_as_rows'),
        ('units', '0001_first_tables'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='obligation',
            index=models.Index(condition=models.Q(('addressee__gt', 0)), fields=['addressee'], name='obligation_by_addressee'),
        ),
    ]
