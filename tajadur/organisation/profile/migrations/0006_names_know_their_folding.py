from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("profile", "0005_hours_in_ramadan")]
    operations = [
        migrations.AddField(
            model_name="profile",
            name="names_folded",
            field=models.PositiveSmallIntegerField(
                db_default=1, help_text="The folding by which the stored names were written last."
            ),
        ),
    ]
