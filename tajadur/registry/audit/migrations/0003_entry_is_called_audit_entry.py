"""The class has another name, its table the old one: nothing is asked of the database, old and new code run beside."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_who_read_of_persons")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel(old_name="Entry", new_name="AuditEntry"),
                migrations.AlterModelTable(name="auditentry", table="journal_entry"),
            ],
        )
    ]
