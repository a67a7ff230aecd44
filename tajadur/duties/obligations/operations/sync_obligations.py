"""What is owed follows what changed: units closed or moved, exceptions, directives withdrawn or amended."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Min

from tajadur.duties.directives.vocabulary import DirectiveStatus
from tajadur.foundation.sql import quoted
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.operations.requests import clear
from tajadur.rules.periods import KEY_PATTERNS

from ..models import Obligation
from ..vocabulary import HORIZON_DAYS, CancelledBecause
from .expected_periods import (
    EXPECTED_SQL,
    PLACES_SQL,
    as_parameters,
    directives_in_force,
    expected_periods,
    governing_sql,
    reached_sql,
)
from .ladders import write_ladders

_CANCEL = """
UPDATE obligations_obligation SET cancelled_on = %(on)s, cancelled_because = %(because)s
WHERE id IN ({ids})
RETURNING id
"""
_PENDING = "o.filed_on IS NULL AND o.cancelled_on IS NULL"

_CLOSED_IDS = f"""
    SELECT o.id FROM units_unit u JOIN obligations_obligation o ON o.unit_id = u.id
    WHERE u.closed_on IS NOT NULL AND u.closed_on <= o.period_end AND {_PENDING}
"""  # noqa: S608  constants of ours

_WITHDRAWN_IDS = f"""
    SELECT o.id FROM directives_directive d JOIN obligations_obligation o ON o.directive_id = d.id
    WHERE d.standing = {quoted(DirectiveStatus.WITHDRAWN)} AND o.due_on >= d.withdrawn_on AND {_PENDING}
"""  # noqa: S608  constants of ours

_GOVERNING_HERE = governing_sql(directive="o.directive_id", day="o.period_end", unit="o.unit_id", path="o.path")

# The key of a period tells its frequency; dated and once directives can only be suspended. A frequency that stands in
# no list of ours cancels nothing. What the unit declared not held is answered and stays.
_RELEASED_IDS = f"""
    SELECT o.id
    FROM obligations_obligation o
    JOIN LATERAL ({_GOVERNING_HERE}) x ON true
    WHERE {_PENDING} AND (o.not_held_on IS NULL OR o.not_held_withdrawn_on IS NOT NULL)
      AND EXISTS (
        SELECT 1 FROM directives_directiveexception e
        WHERE e.directive_id = o.directive_id AND {reached_sql("o.period_end")}
      )
      AND (x.period_type = '' OR o.period_key !~ (
        SELECT '^' || known.pattern || '$'
        FROM unnest(%(period_types)s::text[], %(key_patterns)s::text[]) AS known (period_type, pattern)
        WHERE known.period_type = x.period_type
      ))
"""  # noqa: S608  constants of ours

# NOT IN, of columns that are never null: hashed once. As NOT EXISTS the planner, blind to «asked», loops per row.
_NOT_EXPECTED_SQL = f"""
{EXPECTED_SQL}
UPDATE obligations_obligation o
SET cancelled_on = %(on)s, cancelled_because = %(because)s
WHERE o.directive_id = ANY(%(directives)s) AND o.addressee = 0 AND o.period_start > %(on)s AND {_PENDING}
  AND (o.directive_id, o.period_key, o.unit_id) NOT IN (SELECT directive_id, period_key, unit_id FROM asked)
RETURNING o.id
"""  # noqa: S608  constants of ours

_REDATE_SQL = f"""
{EXPECTED_SQL}
UPDATE obligations_obligation o
SET due_on = a.due_on, overdue_from = a.overdue_from, locks_on = a.locks_on, report_days = a.report_days
FROM asked a
WHERE o.directive_id = a.directive_id AND o.period_key = a.period_key AND o.unit_id = a.unit_id AND o.addressee = 0
  AND least(o.due_on, a.due_on) >= %(on)s AND {_PENDING}
  AND (o.due_on, o.overdue_from, o.locks_on, o.report_days)
      IS DISTINCT FROM (a.due_on, a.overdue_from, a.locks_on, a.report_days)
"""  # noqa: S608  constants of ours

# Rows that end on or after the first day in the new place, of the moved unit and of all that was or is below it.
_REWRITE_SQL = f"""
WITH RECURSIVE move AS (
    SELECT p.unit_id, p.from_on FROM units_placement p
    WHERE EXISTS (SELECT 1 FROM units_placement e WHERE e.unit_id = p.unit_id AND e.from_on < p.from_on)
),
touched AS (
    SELECT DISTINCT o.id, o.unit_id, o.period_end, o.path
    FROM move
    JOIN units_unit m ON m.id = move.unit_id
    JOIN obligations_obligation o ON o.period_end >= move.from_on
        AND (position('.' || move.unit_id || '.' IN '.' || o.path) > 0
             OR o.unit_id IN (SELECT u.id FROM units_unit u WHERE u.path LIKE m.path || '%%'))
),
day AS (SELECT DISTINCT period_end AS day FROM touched),
{PLACES_SQL}
UPDATE obligations_obligation o
SET path = place.path
FROM touched JOIN place ON place.unit_id = touched.unit_id AND place.day = touched.period_end
WHERE o.id = touched.id AND touched.path <> place.path
"""  # noqa: S608  constants of ours

# As parameters: the shape of the keys of each frequency an exception may give.
_KEY_SHAPES = {"period_types": [str(kind) for kind in KEY_PATTERNS], "key_patterns": [*KEY_PATTERNS.values()]}


# A closing that was planned and is withdrawn, or put off: what it had cancelled of days to come is owed again.
_REVIVE_SQL = f"""
UPDATE obligations_obligation o SET cancelled_on = NULL, cancelled_because = ''
FROM units_unit u
WHERE u.id = o.unit_id AND o.cancelled_because = {quoted(CancelledBecause.CLOSED)} AND o.period_end >= %(on)s
  AND (u.closed_on IS NULL OR u.closed_on > o.period_end)
RETURNING o.id
"""  # noqa: S608  constants of ours


@transaction.atomic
def cancel_and_rewrite(*, on: date, at: datetime) -> dict[str, int]:
    """Cancel, from ``on``, what is no longer owed and was not fulfilled, and write the ancestors of units that moved.

    Closed inside the period, suspended or at another frequency, directive withdrawn, no longer asked: the notices of
    what is cancelled are cleared. A move from day d touches rows with ``period_end`` ≥ d only. Returns the tally by
    reason; one audit entry when anything changed, so a second run writes nothing.
    """
    # Ancestors first: which exception governs a row is asked of them.
    moved = rewrite_paths()
    tally = {
        str(because): _cancel(ids_sql, because, on, at)
        for ids_sql, because in (
            (_CLOSED_IDS, CancelledBecause.CLOSED),
            (_RELEASED_IDS, CancelledBecause.SUSPENDED),
            (_WITHDRAWN_IDS, CancelledBecause.WITHDRAWN),
        )
    }
    tally["revived"] = _revive(on, at)
    tally[str(CancelledBecause.AMENDED)] = _cancel_not_expected(on, at)
    tally["moved"] = moved
    if any(tally.values()):
        log_action(act="obligations.followed", by=None, at=at, detail={"on": on.isoformat(), **tally})
    return tally


def rewrite_paths() -> int:
    """Write the ancestors, on their last day, of the obligations of units that moved; returns how many changed."""
    with connection.cursor() as cursor:
        cursor.execute(_REWRITE_SQL)
        changed: int = cursor.rowcount
        return changed


def redate(*, directive_id: int, on: date) -> int:
    """Give the upcoming and open rows of an amended directive their new days; what is due already, by the days it had
    or by the new ones, keeps its own."""
    rows = Obligation.objects.filter(directive_id=directive_id, due_on__gte=on, filed_on=None, cancelled_on=None)
    span = rows.aggregate(first=Min("period_start"), last=Max("period_end"))
    asked = [
        period
        for directive in directives_in_force([directive_id])
        for period in (expected_periods(directive, span["first"], span["last"]) if span["first"] else [])
    ]
    with connection.cursor() as cursor:
        cursor.execute(_REDATE_SQL, {**as_parameters(asked), "on": on})
        changed: int = cursor.rowcount
        return changed


def _cancel(ids_sql: str, because: CancelledBecause, on: date, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_CANCEL.format(ids=ids_sql), {"on": on, "because": str(because), **_KEY_SHAPES})
        return _cleared(cursor.fetchall(), at)


def _revive(on: date, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_REVIVE_SQL, {"on": on})
        ids = [row[0] for row in cursor.fetchall()]
    if ids:
        write_ladders(at=at, obligation_ids=ids)
    return len(ids)


def _cancel_not_expected(on: date, at: datetime) -> int:
    """Rows not begun that nothing asks for any more; directives without such rows are not looked at."""
    pending = Obligation.objects.filter(period_start__gt=on, filed_on=None, cancelled_on=None)
    last = pending.aggregate(last=Max("period_end"))["last"]
    if last is None:
        return 0
    directives = directives_in_force()
    first = on + timedelta(days=1)
    horizon = max(last, on + timedelta(days=HORIZON_DAYS))
    asked = [period for directive in directives for period in expected_periods(directive, first, horizon)]
    parameters: dict[str, Any] = {
        "on": on,
        "because": str(CancelledBecause.AMENDED),
        "directives": [directive.pk for directive in directives],
    }
    with connection.cursor() as cursor:
        cursor.execute(_NOT_EXPECTED_SQL, {**as_parameters(asked), **parameters})
        return _cleared(cursor.fetchall(), at)


def _cleared(rows: Iterable[tuple[int]], at: datetime) -> int:
    ids = [row[0] for row in rows]
    if ids:
        clear(subject_kind="obligation", subject_ids=ids, because="cancelled", at=at)
        write_ladders(at=at, obligation_ids=ids)
    return len(ids)
