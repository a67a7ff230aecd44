from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            # Unlogged: counts of attempts may be lost with the server, and nothing else lives here.
            "CREATE UNLOGGED TABLE throttle (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);"
            "CREATE INDEX throttle_expires ON throttle (expires);",
            "DROP TABLE throttle;",
        )
    ]
