"""Weekly and four-monthly: the choices are asked of the enum from now on. Nothing changes in the database."""

from django.db import migrations, models

import tajadur.duties.directives.vocabulary


class Migration(migrations.Migration):
    dependencies = [("directives", "0003_amendments_drafted")]

    operations = [
        migrations.AlterField(
            "directive",
            "period_type",
            models.CharField(choices=tajadur.duties.directives.vocabulary.period_choices, max_length=12),
        ),
        migrations.AlterField(
            "directive",
            "former_period_type",
            models.CharField(blank=True, choices=tajadur.duties.directives.vocabulary.period_choices, max_length=12),
        ),
        migrations.AlterField(
            "directiveexception",
            "period_type",
            models.CharField(
                blank=True,
                choices=tajadur.duties.directives.vocabulary.period_choices,
                help_text="Empty: suspended.",
                max_length=12,
            ),
        ),
    ]
