"""The facts that the rules judge, of all units in force at once: one statement for each kind of fact."""

from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar

from django.db import connection

from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.queries.counting import with_state
from tajadur.foundation.rows import fetch_rows
from tajadur.foundation.sql import quoted
from tajadur.organisation.people.actors import in_force_sql
from tajadur.organisation.people.vocabulary import Sex
from tajadur.rules.rates import PROGRAMMING_DAYS
from tajadur.rules.status import NOT_EXPECTED_STATES, REPORTED_STATES, State

RowT = TypeVar("RowT", bound=NamedTuple)
# Six half-years, or three years of something yearly, with room for a late report.
PERIODS_BACK = timedelta(days=1500)
MEETINGS_BACK = timedelta(days=1100)


class DuePeriods(NamedTuple):
    """The last periods of one directive that a unit owed: due and past their grace, or reported; newest first."""

    unit_id: int
    directive_id: int
    is_meeting: bool
    ids: list[int]
    silent: list[bool]
    reported: list[bool]
    programmed: list[bool]
    held: list[bool]


class ReportedMeetings(NamedTuple):
    """The last meetings a body reported, newest first, by their latest version: quorum, and what a look saw."""

    unit_id: int
    body_id: int
    ids: list[int]
    reached: list[bool]
    letters: list[int]
    similarities: list[int]
    outcomes: list[bool]


class OldActions(NamedTuple):
    """The open actions of a unit: those old and without news, and how many there are."""

    unit_id: int
    stuck: list[int]
    whole: int


class CongressLooks(NamedTuple):
    """A congress still owed: its last day, and whether the last two looks foresaw that it misses it, newest first."""

    unit_id: int
    obligation_id: int
    by_on: date
    misses: list[bool]


class BodyMembers(NamedTuple):
    """How many hold a mandate in a leading body, and how many of them are women or of unknown sex."""

    unit_id: int
    body_id: int
    members: int
    women: int


IN_FORCE = "u.opened_on <= %(on)s AND (u.closed_on IS NULL OR u.closed_on > %(on)s)"
_MANDATE_IN_FORCE = in_force_sql()

_PERIODS_SQL = f"""
SELECT n.unit_id, n.directive_id, n.is_meeting, array_agg(n.id ORDER BY n.place) AS ids,
       array_agg(n.state = {quoted(State.SILENT)} ORDER BY n.place) AS silent,
       array_agg(n.state IN ({quoted(*sorted(REPORTED_STATES))}) ORDER BY n.place) AS reported,
       array_agg(coalesce(n.programmed_on <= n.period_start + {PROGRAMMING_DAYS}, false) ORDER BY n.place)
         AS programmed,
       array_agg(n.state IN ({quoted(*sorted(REPORTED_STATES))}) ORDER BY n.place) AS held
FROM (
    SELECT o.*, d.fulfilment = {quoted(FulfilmentKind.MEETING)} AS is_meeting,
           row_number() OVER (PARTITION BY o.unit_id, o.directive_id ORDER BY o.period_end DESC, o.id DESC) AS place
    FROM ({{rows}}) o
    JOIN directives_directive d ON d.id = o.directive_id AND d.withdrawn_on IS NULL
    JOIN units_unit u ON u.id = o.unit_id AND u.opened_on <= %s AND (u.closed_on IS NULL OR u.closed_on > %s)
    WHERE o.state NOT IN ({quoted(*sorted(NOT_EXPECTED_STATES))})
) n
WHERE n.place <= %s
GROUP BY n.unit_id, n.directive_id, n.is_meeting
"""  # noqa: S608  constants of ours
_MEETINGS_SQL = f"""
SELECT n.unit_id, n.body_id, array_agg(n.meeting_id ORDER BY n.place) AS ids,
       array_agg(n.reached ORDER BY n.place) AS reached,
       array_agg(n.letters ORDER BY n.place) AS letters, array_agg(n.similarity ORDER BY n.place) AS similarities,
       array_agg(n.has_outcome ORDER BY n.place) AS outcomes
FROM (
    SELECT m.unit_id, m.body_id, r.meeting_id, (r.quorum IS NULL OR r.present >= r.quorum) AS reached,
           coalesce(l.letters, 100000) AS letters, coalesce(l.similarity, 0) AS similarity,
           coalesce(l.has_outcome, true) AS has_outcome,
           row_number() OVER (PARTITION BY m.body_id ORDER BY r.held_on DESC, r.meeting_id DESC) AS place
    FROM meetings_report r
    JOIN meetings_meeting m ON m.id = r.meeting_id
    JOIN units_unit u ON u.id = m.unit_id AND {IN_FORCE}
    LEFT JOIN dysfunctions_reportlook l ON l.report_id = r.id
    WHERE r.submitted_on <= %(on)s AND r.held_on > %(since)s AND NOT EXISTS (
        SELECT 1 FROM meetings_report later
        WHERE later.meeting_id = r.meeting_id AND later.version > r.version AND later.submitted_on <= %(on)s)
) n
WHERE n.place <= %(last)s
GROUP BY n.unit_id, n.body_id
"""  # noqa: S608  constants of ours
_ACTIONS_SQL = f"""
SELECT n.unit_id, coalesce(array_agg(n.id ORDER BY n.id) FILTER (WHERE n.news_on < %(before)s), '{{}}') AS stuck,
       count(*) AS whole
FROM (
    SELECT a.unit_id, a.id, greatest(a.opened_on, (
        SELECT max(w.told_on) FROM meetings_actionnews w WHERE w.action_id = a.id AND w.told_on <= %(on)s)) AS news_on
    FROM meetings_actionitem a JOIN units_unit u ON u.id = a.unit_id
    WHERE {IN_FORCE} AND a.opened_on <= %(on)s AND (a.closed_on IS NULL OR a.closed_on > %(on)s)
      AND (a.dropped_on IS NULL OR a.dropped_on > %(on)s)
) n
GROUP BY n.unit_id
HAVING count(*) FILTER (WHERE n.news_on < %(before)s) > 0
"""  # noqa: S608  constants of ours
_CONGRESS_LOOKS_SQL = f"""
SELECT o.unit_id, o.id AS obligation_id, coalesce(o.extended_until, o.period_end) AS by_on,
       (SELECT coalesce(array_agg(l.misses ORDER BY l.looked_on DESC), '{{}}') FROM (
           SELECT l.misses, l.looked_on FROM dysfunctions_congresslook l
           WHERE l.congress_id = c.id AND l.looked_on <= %(on)s ORDER BY l.looked_on DESC LIMIT 2) l) AS misses
FROM congresses_congress c
JOIN obligations_obligation o ON o.id = c.obligation_id
JOIN units_unit u ON u.id = o.unit_id AND {IN_FORCE}
WHERE (o.filed_on IS NULL OR o.filed_on > %(on)s) AND (o.cancelled_on IS NULL OR o.cancelled_on > %(on)s)
  AND (o.excused_on IS NULL OR o.excused_on > %(on)s)
"""  # noqa: S608  constants of ours
# A leading body is one of which a share of women is asked.
_WOMEN_SQL = f"""
SELECT u.id AS unit_id, b.id AS body_id, count(DISTINCT m.person_id) AS members,
       count(DISTINCT m.person_id) FILTER (WHERE person.sex <> {quoted(Sex.MAN)}) AS women
FROM units_body b
JOIN units_unit u ON u.id = b.unit_id AND {IN_FORCE}
JOIN LATERAL (
    SELECT s.women_percent FROM profile_bodytypesettings s
    WHERE s.body_type_id = b.body_type_id AND s.from_on <= %(on)s ORDER BY s.from_on DESC LIMIT 1
) asked ON asked.women_percent > 0
JOIN people_post p ON p.body_id = b.id
JOIN people_mandate m ON m.post_id = p.id AND {_MANDATE_IN_FORCE}
JOIN people_person person ON person.id = m.person_id
WHERE b.closed_on IS NULL OR b.closed_on > %(on)s
GROUP BY u.id, b.id
"""  # noqa: S608  constants of ours


def periods(on: date, last: int) -> list[DuePeriods]:
    """The last periods of every unit and directive, as they were known on ``on``."""
    owed = Obligation.objects.filter(addressee=0, calendar=True, period_end__gte=on - PERIODS_BACK).order_by()
    due = owed.filter(overdue_from__lte=on) | owed.filter(filed_on__lte=on, period_start__lte=on)
    columns = ("id", "unit_id", "directive_id", "period_start", "period_end", "programmed_on", "state")
    sql, params = with_state(due, on).values(*columns).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_PERIODS_SQL.replace("{rows}", sql), [*params, on, on, last])
        return fetch_rows(cursor, DuePeriods)


def meetings(on: date, last: int) -> list[ReportedMeetings]:
    """The last meetings of every body, as they were reported by ``on``."""
    return rows_of(_MEETINGS_SQL, ReportedMeetings, on=on, since=on - MEETINGS_BACK, last=last)


def actions(on: date, days: int) -> list[OldActions]:
    """The units with open actions of which nothing was heard for so many days."""
    return rows_of(_ACTIONS_SQL, OldActions, on=on, before=on - timedelta(days=days))


def congress_looks(on: date) -> list[CongressLooks]:
    """Every congress still owed, with its last two looks."""
    return rows_of(_CONGRESS_LOOKS_SQL, CongressLooks, on=on)


def women_in_bodies(on: date) -> list[BodyMembers]:
    """The bodies of which a share of women is asked, with who holds a mandate in them."""
    return rows_of(_WOMEN_SQL, BodyMembers, on=on)


def rows_of(sql: str, row_type: type[RowT], **values: Any) -> list[RowT]:
    """The rows of one statement over all units, by the names of their columns."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return fetch_rows(cursor, row_type)
