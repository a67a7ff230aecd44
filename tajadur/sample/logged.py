"""What the audit log would hold of the last months, had the invented party written it act by act: for its pages."""

from datetime import date, datetime, time, timedelta

from django.db import connection

from tajadur.foundation.calendar import instant

_DAYS = 90
_COLUMNS = "at, act, account_id, person_id, mandate_id, unit_id, subject_kind, subject_id, detail"
_HOLDER = (
    "SELECT a.id AS account_id, a.person_id, m.id AS mandate_id FROM people_account a"
    " JOIN people_mandate m ON m.person_id = a.person_id WHERE a.username = '{username}' LIMIT 1"
)
_NOTES = f"""
INSERT INTO journal_entry ({_COLUMNS})
SELECT n.noted_at, %(noted)s, coalesce(a.id, 0), m.person_id, m.id, e.unit_id, %(report)s, n.report_id, '{{}}'
FROM meetings_receiptnote n
JOIN meetings_report r ON r.id = n.report_id
JOIN meetings_meeting e ON e.id = r.meeting_id
JOIN people_mandate m ON m.id = n.mandate_id
LEFT JOIN people_account a ON a.person_id = m.person_id
WHERE n.noted_at >= %(since)s
"""  # noqa: S608  constants of ours
_EXCEPTIONS = f"""
INSERT INTO journal_entry ({_COLUMNS})
SELECT x.decided_on + time '11:00', %(issued)s, h.account_id, h.person_id, h.mandate_id, x.unit_id,
       %(directive)s, x.directive_id, jsonb_build_object(%(exception)s, x.id, 'period_type', x.period_type, 'from_on',
       x.from_on, 'to_on', x.to_on, 'whole_subtree', x.whole_subtree)
FROM directives_directiveexception x
CROSS JOIN ({_HOLDER.format(username="sg")}) h
WHERE x.decided_on IS NOT NULL
"""  # noqa: S608
_MEETINGS = f"""
INSERT INTO journal_entry ({_COLUMNS})
SELECT e.programmed_at, %(programmed)s, coalesce(a.id, 0), m.person_id, m.id, e.unit_id, %(meeting)s, e.id,
       jsonb_build_object('body', e.body_id, 'planned_on', e.planned_on)
FROM meetings_meeting e
JOIN people_post p ON p.body_id = e.body_id AND p.area_id IS NULL
JOIN profile_posttype t ON t.id = p.post_type_id AND t.office = %(secretary)s
JOIN people_mandate m ON m.post_id = p.id AND e.programmed_on BETWEEN m.from_on AND coalesce(m.to_on, 'infinity')
LEFT JOIN people_account a ON a.person_id = m.person_id
WHERE e.programmed_at >= %(since)s AND e.programmed_at <= %(at)s AND e.series_id IS NULL AND m.standing = %(confirmed)s
      AND NOT EXISTS (
          SELECT FROM journal_entry j
          WHERE j.subject_kind = %(meeting)s AND j.subject_id = e.id AND j.act = %(programmed)s
      )
"""  # noqa: S608
_MANDATES = f"""
INSERT INTO journal_entry ({_COLUMNS})
SELECT least((m.from_on - 3) + time '10:15', %(at)s), %(given)s, d.account_id, d.person_id, d.mandate_id,
       p.unit_id, %(mandate)s, m.id, jsonb_build_object('from_on', m.from_on, 'to_on', m.to_on)
FROM people_mandate m
JOIN people_post p ON p.id = m.post_id
CROSS JOIN ({_HOLDER.format(username="admin")}) d
WHERE m.standing = %(confirmed)s AND m.from_on > %(began)s
"""  # noqa: S608


def write_log(*, began: date, on: date, at: datetime) -> None:
    """Meetings and notes of the last three months, exceptions, and the mandates given since the history ``began``.

    Not the reports: what is logged as sent is held to its fingerprint, which invented reports do not have.
    """
    values: dict[str, str | date | datetime] = {
        "since": instant(on - timedelta(days=_DAYS), time()),
        "began": began,
        "at": at,
        "secretary": "secretary",
        "noted": "report.noted",
        "issued": "exception.issued",
        "programmed": "programme_meeting",
        "given": "give_mandate",
        **{kind: kind for kind in ("report", "directive", "exception", "meeting", "mandate")},
        "confirmed": "confirmed",
    }
    with connection.cursor() as cursor:
        for statement in (_MANDATES, _MEETINGS, _NOTES, _EXCEPTIONS):
            cursor.execute(statement, values)
