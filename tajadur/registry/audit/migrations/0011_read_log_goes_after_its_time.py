"""Who read what is kept 24 months and refused to be removed before; what was done stays for good."""

from django.db import migrations

GOES = """
CREATE FUNCTION journal_read_log_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND coalesce((to_jsonb(OLD)->>'on')::timestamp, (to_jsonb(OLD)->>'at')::timestamp)
        < now() - interval '24 months'
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER journal_reading_stays ON journal_reading;
DROP TRIGGER journal_consultation_stays ON journal_consultation;
CREATE TRIGGER journal_reading_stays BEFORE UPDATE OR DELETE ON journal_reading
    FOR EACH ROW EXECUTE FUNCTION journal_read_log_stays();
CREATE TRIGGER journal_consultation_stays BEFORE UPDATE OR DELETE ON journal_consultation
    FOR EACH ROW EXECUTE FUNCTION journal_read_log_stays();
"""
STAYS_AGAIN = """
DROP TRIGGER journal_reading_stays ON journal_reading;
DROP TRIGGER journal_consultation_stays ON journal_consultation;
DROP FUNCTION journal_read_log_stays();
CREATE TRIGGER journal_reading_stays BEFORE UPDATE OR DELETE ON journal_reading
    FOR EACH ROW EXECUTE FUNCTION journal_stays();
CREATE TRIGGER journal_consultation_stays BEFORE UPDATE OR DELETE ON journal_consultation
    FOR EACH ROW EXECUTE FUNCTION journal_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0010_the_plan_is_a_part")]

    operations = [migrations.RunSQL(GOES, STAYS_AGAIN)]
