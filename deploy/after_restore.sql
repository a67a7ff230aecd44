-- Run once on a database just restored: no number that left this house after the backup is ever given again.
-- Every sequence leaps over what may have been given since: receipts to ten a minute since 2026, everything else (pages,
-- Message-IDs, topics of notifications, calendar entries) to one a second. The later the restore, the further the leap,
-- so that a backup restored twice does not give the numbers of its first life. The receipts skipped are noted in the
-- audit log: whoever asks about one of them is told that it was lost, not that it was never given.
DO $$
DECLARE
    seconds constant bigint := extract(epoch FROM clock_timestamp() - timestamptz '2026-01-01 00:00:00+00');
    one record;
    given bigint;
    leap bigint;
BEGIN
    FOR one IN
        SELECT format('%I.%I', schemaname, sequencename) AS name, sequencename, coalesce(last_value, 0) AS last, max_value
        FROM pg_sequences WHERE schemaname = 'public'
    LOOP
        given := one.last;
        leap := CASE one.sequencename
            WHEN 'journal_receipt_serial' THEN greatest(given + 1000, seconds / 6)
            ELSE greatest(given + 100000, seconds)
        END;
        leap := least(leap, one.max_value - 1000000000);
        PERFORM setval(one.name::regclass, greatest(leap, given, 1));
        IF one.sequencename = 'journal_receipt_serial' AND leap > given THEN
            INSERT INTO journal_entry (at, act, subject_kind, detail)
            VALUES (clock_timestamp(), 'restore_backup', 'receipts', jsonb_build_object('first', given + 1, 'last', leap));
        END IF;
    END LOOP;
END
$$;
