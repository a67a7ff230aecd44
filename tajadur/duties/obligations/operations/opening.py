"""Opening the periods that directives ask for: one statement per directive, any horizon, safe twice and at once."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.sql import quoted
from tajadur.registry.audit.operations import log_action

from ..vocabulary import HORIZON_DAYS, RowState
from .expected_periods import EXPECTED_SQL, ExpectedPeriod, as_parameters, directives_in_force, expected_periods
from .ladders import first_rungs
from .resolve_fulfilment import resolve_fulfilment

PLANNED, DROPPED = quoted(RowState.PLANNED), quoted(RowState.DROPPED)

# Another frequency takes no day twice: what stands, or is answered, keeps the days it covers. ``a`` is what is asked.
_COVERED_SQL = """
    SELECT 1 FROM obligations_obligation c
    WHERE c.directive_id = a.directive_id AND c.unit_id = a.unit_id AND c.addressee = 0 AND c.calendar
      AND c.period_key <> a.period_key AND (c.cancelled_on IS NULL OR c.filed_on IS NOT NULL)
      AND c.period_end >= a.period_start AND c.period_start <= a.period_end
"""

# The ladder of a new row is known: written with it, it needs none of the comparing that an older one asks for.
_INSERT_SQL = f"""
{EXPECTED_SQL},
mark AS (SELECT * FROM unnest(%(period_key)s::text[], %(mark)s::text[]) AS m (period_key, mark)),
step AS (
    SELECT * FROM unnest(%(of)s::text[], %(key)s::text[], %(level)s::text[], %(day)s::date[])
        AS s (period_key, key, level, day)
),
made AS (
    INSERT INTO obligations_obligation (
        directive_id, unit_id, period_key, addressee, period_start, period_end, due_on, overdue_from, locks_on,
        report_days, calendar, path, source_kind, cancelled_because, ladder_mark
    )
    SELECT a.directive_id, a.unit_id, a.period_key, 0, a.period_start, a.period_end, a.due_on, a.overdue_from,
           a.locks_on, a.report_days, a.calendar, a.path, '', '', m.mark
    FROM asked a JOIN mark m USING (period_key)
    WHERE NOT EXISTS (
        SELECT 1 FROM obligations_obligation o
        WHERE o.directive_id = a.directive_id AND o.period_key = a.period_key AND o.unit_id = a.unit_id
          AND o.addressee = 0
    ) AND NOT (%(mixed)s AND a.calendar AND EXISTS ({_COVERED_SQL}))
    ORDER BY a.period_start, a.path
    ON CONFLICT DO NOTHING
    RETURNING id, period_key, period_start
),
rungs AS (
    INSERT INTO obligations_ladderrow (obligation_id, step, level, day, state, planned_at, snooze_reason)
    SELECT made.id, s.key, s.level, s.day, CASE WHEN s.day >= %(since)s THEN {PLANNED} ELSE {DROPPED} END, %(at)s, ''
    FROM made JOIN step s USING (period_key)
)
SELECT id, period_start FROM made
"""  # noqa: S608  constants of ours

# Asked again before it began: an exception withdrawn, a period type amended back.
_REVIVE_SQL = f"""
{EXPECTED_SQL}
UPDATE obligations_obligation o
SET cancelled_on = NULL, cancelled_because = ''
FROM asked a
WHERE o.directive_id = a.directive_id AND o.period_key = a.period_key AND o.unit_id = a.unit_id AND o.addressee = 0
  AND o.cancelled_on IS NOT NULL AND o.period_start > %(on)s
  AND NOT (%(mixed)s AND a.calendar AND EXISTS ({_COVERED_SQL}))
"""  # noqa: S608  constants of ours

# Few rows, if any: what a revival costs is paid only by the directives that have some.
_CANCELLED_AHEAD_SQL = """
SELECT DISTINCT directive_id FROM obligations_obligation WHERE cancelled_on IS NOT NULL AND period_start > %s
"""

_OPENED_SQL = """
SELECT key FROM unnest(%s::text[]) AS key
WHERE EXISTS (SELECT 1 FROM obligations_obligation o WHERE o.directive_id = %s AND o.period_key = key)
"""


def open_periods(
    *,
    on: date,
    at: datetime,
    horizon_days: int = HORIZON_DAYS,
    directive_ids: list[int] | None = None,
    thorough: bool = False,
) -> int:
    """Write the obligations that are asked up to ``on`` + ``horizon_days`` and do not exist yet; returns how many.

    A period already over is opened only when none of its rows exist: a unit entered today owes nothing for the past
    (``thorough`` opens for it too). One transaction per directive, so that an interrupted pass goes on where it
    stopped, each with its audit entry. What was submitted before its row existed counts at once.
    """
    total = 0
    with connection.cursor() as cursor:
        cursor.execute(_CANCELLED_AHEAD_SQL, [on])
        cancelled_ahead = {pk for (pk,) in cursor.fetchall()}
    for directive in directives_in_force(directive_ids):
        asked = expected_periods(directive, None, on + timedelta(days=horizon_days))
        if not thorough:
            asked = _not_opened_yet(directive.pk, asked, on)
        # Opened late, by an outage or beside a pass that decides, it is still told; never of a day before it was asked.
        since = civil_day(directive.issued_at) if directive.issued_at else on
        if asked:
            total += _open(directive.code, asked, on, at, since=since, revive=directive.pk in cancelled_ahead)
    return total


def _not_opened_yet(directive_id: int, asked: list[ExpectedPeriod], on: date) -> list[ExpectedPeriod]:
    over = sorted({period.period.key for period in asked if period.period.end < on})
    with connection.cursor() as cursor:
        cursor.execute(_OPENED_SQL, [over, directive_id])
        opened = {key for (key,) in cursor.fetchall()}
    return [period for period in asked if period.period.key not in opened]


@transaction.atomic
def _open(code: str, asked: list[ExpectedPeriod], on: date, at: datetime, *, since: date, revive: bool) -> int:
    mixed = len({period.period_type for period in asked}) > 1
    parameters: dict[str, Any] = {**as_parameters(asked), "on": on, "mixed": mixed}
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_SQL, {**parameters, **first_rungs(asked), "at": at, "since": since})
        opened = cursor.fetchall()
        if revive:
            cursor.execute(_REVIVE_SQL, parameters)
    # Nothing can have been held in a period that has not begun.
    latest = max(on, civil_day(at))
    resolve_fulfilment(obligation_ids=[pk for pk, start in opened if start <= latest])
    if opened:
        detail = {"on": on.isoformat(), "opened": {code: len(opened)}}
        log_action(act="obligations.opened", by=None, at=at, detail=detail)
    return len(opened)
