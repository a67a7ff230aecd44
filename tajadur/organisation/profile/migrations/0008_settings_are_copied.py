"""What each body type asks today is what it always asked: it holds from before any meeting there could be."""

from django.db import migrations

_COPY = """
INSERT INTO profile_bodytypesettings (body_type_id, from_on, quorum_percent, quorum_source, women_percent,
    youth_percent, shares_source, mandate_months)
SELECT id, '1900-01-01', quorum_percent, quorum_source, women_percent, youth_percent, shares_source, mandate_months
  FROM profile_bodytype
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("profile", "0007_settings_hold_from_a_day")]
    operations = [migrations.RunSQL(_COPY, migrations.RunSQL.noop)]
