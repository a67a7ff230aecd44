"""The columns of 0.3 go: 0.4.0 neither wrote nor read them (0009)."""

from django.db import migrations

_DROPPED = """
ALTER TABLE profile_bodytype
    DROP CONSTRAINT IF EXISTS body_type_quorum_share,
    DROP COLUMN quorum_percent, DROP COLUMN quorum_source, DROP COLUMN women_percent,
    DROP COLUMN youth_percent, DROP COLUMN shares_source, DROP COLUMN mandate_months
"""
_BACK = """
ALTER TABLE profile_bodytype
    ADD COLUMN quorum_percent smallint, ADD COLUMN quorum_source varchar(200) NOT NULL DEFAULT '',
    ADD COLUMN women_percent smallint, ADD COLUMN youth_percent smallint,
    ADD COLUMN shares_source varchar(200) NOT NULL DEFAULT '', ADD COLUMN mandate_months smallint
"""


class Migration(migrations.Migration):
    dependencies = [("profile", "0009_settings_have_one_home")]
    operations = [migrations.RunSQL(_DROPPED, _BACK)]
