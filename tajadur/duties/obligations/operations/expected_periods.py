"""What the directives in force ask, as one SQL relation; the days come from the rules, once per period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tajadur.duties.directives.models import Directive
from tajadur.duties.directives.vocabulary import ASKED_OF_UNITS, DirectiveStatus
from tajadur.foundation.sql import quoted
from tajadur.rules.deadlines import Deadlines
from tajadur.rules.periods import CALENDAR_TYPES, Period

# Where every unit stood on each day: the ancestors of an obligation are those of its last day.
PLACES_SQL = """
place AS (
    SELECT day.day, p.unit_id, p.unit_id || '.' AS path
    FROM day
    JOIN units_placement p ON p.parent_id IS NULL AND p.from_on <= day.day AND (p.to_on IS NULL OR p.to_on > day.day)
    UNION ALL
    SELECT place.day, p.unit_id, place.path || p.unit_id || '.'
    FROM place
    JOIN units_placement p ON p.parent_id = place.unit_id AND p.from_on <= place.day
        AND (p.to_on IS NULL OR p.to_on > place.day)
)
"""

# Ended, an exception still governs the periods it had reached: what was asked of the past stays asked.
_REACHED_SQL = """(
    (e.standing = {issued} OR (e.standing = {withdrawn} AND e.reaches_to IS NOT NULL))
    AND {day} BETWEEN coalesce(e.reaches_from, e.from_on) AND coalesce(e.reaches_to, e.to_on)
)"""

_GOVERNING_SQL = """
    SELECT e.period_type
    FROM directives_directiveexception e
    WHERE e.directive_id = {directive} AND {reached}
      AND (e.unit_id = {unit} OR (e.whole_subtree AND position('.' || e.unit_id || '.' IN '.' || {path}) > 0))
    ORDER BY position('.' || e.unit_id || '.' IN '.' || {path}) DESC, e.standing = {issued} DESC, e.id DESC
    LIMIT 1
"""


def governing_sql(*, directive: str, day: str, unit: str, path: str) -> str:
    """The exception that governs a unit on the last day of a period: its own, else that of its nearest ancestor.

    The four name columns of the statement around it.
    """
    issued = quoted(DirectiveStatus.ISSUED)
    return _GOVERNING_SQL.format(directive=directive, reached=reached_sql(day), unit=unit, path=path, issued=issued)


def reached_sql(day: str) -> str:
    """Does the exception ``e`` reach a period whose last day is ``day``, a name of the statement around it?"""
    issued, withdrawn = quoted(DirectiveStatus.ISSUED), quoted(DirectiveStatus.WITHDRAWN)
    return _REACHED_SQL.format(issued=issued, withdrawn=withdrawn, day=day)


_GOVERNING_HERE = governing_sql(directive="p.directive_id", day="p.period_end", unit="u.id", path="place.path")

EXPECTED_SQL = f"""
WITH RECURSIVE period AS (
    SELECT * FROM unnest(
        %(directive_id)s::bigint[], %(period_type)s::text[], %(period_key)s::text[], %(period_start)s::date[],
        %(period_end)s::date[], %(due_on)s::date[], %(overdue_from)s::date[],
        %(locks_on)s::date[], %(calendar)s::boolean[], %(is_base)s::boolean[]
    ) AS p (directive_id, period_type, period_key, period_start, period_end,
            due_on, overdue_from, locks_on, calendar, is_base)
),
day AS (SELECT DISTINCT period_end AS day FROM period),
{PLACES_SQL},
asked AS (
    SELECT p.*, d.report_days, u.id AS unit_id, place.path
    FROM period p
    JOIN directives_directive d ON d.id = p.directive_id
    JOIN units_unit u ON u.kind_id = d.unit_kind_id
    JOIN place ON place.unit_id = u.id AND place.day = p.period_end
    LEFT JOIN LATERAL ({_GOVERNING_HERE}) x ON true
    WHERE (u.opened_on <= p.period_start OR (d.owed_if_opened_inside AND u.opened_on <= p.period_end))
      AND (u.closed_on IS NULL OR u.closed_on > p.period_end)
      AND (d.subtree_id IS NULL OR position('.' || d.subtree_id || '.' IN '.' || place.path) > 0)
      AND CASE WHEN x.period_type IS NULL THEN p.is_base ELSE x.period_type = p.period_type END
)
"""  # noqa: S608  constants of ours


@dataclass(frozen=True, slots=True)
class ExpectedPeriod:
    """One period of one directive. ``is_base`` is False for the frequencies of its exceptions only."""

    directive_id: int
    period_type: str
    period: Period
    days: Deadlines
    is_base: bool

    @property
    def is_calendar(self) -> bool:
        """Only what is held inside the period fulfils it."""
        return self.period_type in CALENDAR_TYPES


def directives_in_force(directive_ids: Iterable[int] | None = None) -> list[Directive]:
    """The issued directives that ask something of units, with their exceptions, oldest first; only some of them when
    ids are given: two queries."""
    rows = Directive.objects.filter(standing=DirectiveStatus.ISSUED, fulfilment__in=ASKED_OF_UNITS)
    rows = rows.prefetch_related("exceptions").order_by("id")
    return list(rows if directive_ids is None else rows.filter(pk__in=list(directive_ids)))


def expected_periods(directive: Directive, first: date | None, last: date) -> list[ExpectedPeriod]:
    """Every period of ``directive`` that touches ``first … last``, in the frequencies it has or had and those of its
    exceptions, with the days by the terms of its own time.

    Calendar periods are asked when they lie wholly between the days the directive is in force; dated and once when
    their last day does.
    """
    terms = directive.over_time
    exceptions = (row for row in directive.exceptions.all() if row.standing != DirectiveStatus.DRAFT)
    types = terms.period_types | ({row.period_type for row in exceptions} - {""})
    start = directive.in_force_from if first is None else max(first, directive.in_force_from)
    end = min(last, directive.in_force_to or last)
    return [
        ExpectedPeriod(
            directive.pk, kind, period, terms.deadlines(kind, period), kind == terms.period_type_on(period.start)
        )
        for kind in sorted(types)
        for period in terms.periods(kind, start, end)
        if _is_in_force(directive, kind, period)
    ]


def as_parameters(asked: Iterable[ExpectedPeriod]) -> dict[str, list[Any]]:
    """The arrays that EXPECTED_SQL unnests."""
    rows = list(asked)
    return {
        "directive_id": [row.directive_id for row in rows],
        "period_type": [row.period_type for row in rows],
        "period_key": [row.period.key for row in rows],
        "period_start": [row.period.start for row in rows],
        "period_end": [row.period.end for row in rows],
        "due_on": [row.days.due_on for row in rows],
        "overdue_from": [row.days.overdue_from for row in rows],
        "locks_on": [row.days.locks_on for row in rows],
        "calendar": [row.is_calendar for row in rows],
        "is_base": [row.is_base for row in rows],
    }


def _is_in_force(directive: Directive, period_type: str, period: Period) -> bool:
    first = period.start if period_type in CALENDAR_TYPES else period.end
    return directive.in_force_from <= first and (directive.in_force_to is None or period.end <= directive.in_force_to)
