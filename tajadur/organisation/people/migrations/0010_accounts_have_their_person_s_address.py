"""The e-mail address of an account is its person's: corrected ones were not followed, shared ones were emptied."""

from django.db import migrations

FOLLOW = """
UPDATE people_account a SET email = p.email FROM people_person p
WHERE p.id = a.person_id AND p.email <> '' AND a.email <> p.email
"""


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0009_acts_of_two_persons'),
    ]

    operations = [migrations.RunSQL(FOLLOW, migrations.RunSQL.noop)]
