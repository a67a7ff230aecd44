"""The facts that last since a day: posts, mandates, declarations and premises, of all units in force at once."""

from datetime import date, timedelta
from typing import NamedTuple

from tajadur.foundation.sql import quoted
from tajadur.organisation.people.actors import in_force_sql
from tajadur.organisation.people.vocabulary import MandateStatus
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.permissions.matrix import Role

from .facts import IN_FORCE, rows_of


class LastingFact(NamedTuple):
    """Something lasts in a unit since a day."""

    unit_id: int
    what: str
    since: date


class OverdueFiling(NamedTuple):
    """A declaration to the authority without a receipt, and its last day."""

    unit_id: int
    filing_id: int
    due_on: date


_MANDATE_IN_FORCE = in_force_sql()
_SECRETARY = f"""
JOIN people_post p ON p.unit_id = u.id AND p.area_id IS NULL
JOIN profile_posttype t ON t.id = p.post_type_id AND t.office = {quoted(Role.SECRETARY)}
JOIN units_body b ON b.id = p.body_id AND (b.closed_on IS NULL OR b.closed_on > %(on)s)
JOIN profile_bodytype bt ON bt.id = b.body_type_id AND bt.code = {quoted(LeadingBody.OFFICE)}"""
_VACANCIES_SQL = f"""
SELECT u.id AS unit_id, 'vacancy' AS what,
       greatest(u.opened_on, max(m.to_on) + 1) AS since
FROM units_unit u {_SECRETARY}
LEFT JOIN people_mandate m
       ON m.post_id = p.id AND m.standing = {quoted(MandateStatus.CONFIRMED)} AND m.from_on <= %(on)s
WHERE {IN_FORCE}
GROUP BY u.id
HAVING count(*) FILTER (WHERE m.id IS NOT NULL AND {_MANDATE_IN_FORCE}) = 0
"""  # noqa: S608  constants of ours
# The office had its whole term, nobody is in it, and no mandate after it was proposed or confirmed.
_ENDED_MANDATES_SQL = f"""
SELECT n.unit_id, 'mandate_end' AS what, n.ended_on AS since
FROM (
    SELECT u.id AS unit_id, b.id AS body_id, b.body_type_id, max(m.to_on) AS ended_on,
           count(*) FILTER (WHERE m.to_on IS NULL) AS without_end, max(m.from_on) AS last_from
    FROM units_unit u
    JOIN units_body b ON b.unit_id = u.id AND (b.closed_on IS NULL OR b.closed_on > %(on)s)
    JOIN profile_bodytype bt ON bt.id = b.body_type_id AND bt.code = {quoted(LeadingBody.OFFICE)}
    JOIN people_post p ON p.body_id = b.id
    JOIN people_mandate m ON m.post_id = p.id
     AND m.standing IN ({quoted(MandateStatus.CONFIRMED, MandateStatus.PROPOSED)})
    WHERE {IN_FORCE}
    GROUP BY u.id, b.id
) n
LEFT JOIN LATERAL (
    SELECT s.mandate_months FROM profile_bodytypesettings s
    WHERE s.body_type_id = n.body_type_id AND s.from_on <= n.ended_on ORDER BY s.from_on DESC LIMIT 1
) asked ON true
WHERE n.without_end = 0 AND n.ended_on < %(on)s AND n.last_from <= n.ended_on AND EXISTS (
    SELECT 1 FROM people_mandate m JOIN people_post p ON p.id = m.post_id
    WHERE p.body_id = n.body_id AND m.to_on = n.ended_on AND NOT m.interim
      AND m.standing = {quoted(MandateStatus.CONFIRMED)}
      AND m.to_on >= m.from_on + make_interval(months => coalesce(asked.mandate_months, 0)) - interval '31 days')
"""  # noqa: S608  constants of ours
# What is asked as a declaration of its own, with its last day and its receipt, is of the kind below.
_NOT_ASKED = """NOT EXISTS (
      SELECT 1 FROM filings_filing f WHERE f.unit_id = u.id AND f.since_on >= {since} AND f.since_on <= %(on)s
      AND (f.superseded_on IS NULL OR f.superseded_on > %(on)s))"""
_UNDECLARED_SQL = f"""
SELECT u.id AS unit_id, 'opening' AS what, u.opened_on AS since
FROM units_unit u
WHERE {IN_FORCE} AND u.declared_on IS NULL AND u.opened_on > %(since)s AND u.parent_id IS NOT NULL
  AND {_NOT_ASKED.format(since="u.opened_on")}
UNION ALL
SELECT u.id, 'new_secretary', u.from_on
FROM (
    SELECT u.id, u.declared_on, u.opened_on, max(m.from_on) AS from_on
    FROM units_unit u {_SECRETARY}
    JOIN people_mandate m ON m.post_id = p.id AND m.standing = {quoted(MandateStatus.CONFIRMED)} AND NOT m.interim
     AND m.from_on <= %(on)s
    WHERE {IN_FORCE}
    GROUP BY u.id
) u
WHERE u.from_on > %(since)s AND u.from_on > u.opened_on AND (u.declared_on IS NULL OR u.declared_on < u.from_on)
  AND {_NOT_ASKED.format(since="u.from_on")}
"""  # noqa: S608  constants of ours
_OVERDUE_FILINGS_SQL = f"""
SELECT u.id AS unit_id, f.id AS filing_id, f.due_on
FROM filings_filing f
JOIN units_unit u ON u.id = f.unit_id AND {IN_FORCE}
WHERE f.due_on < %(on)s AND (f.superseded_on IS NULL OR f.superseded_on > %(on)s)
  AND NOT EXISTS (SELECT 1 FROM filings_filingreceipt r WHERE r.filing_id = f.id AND r.recorded_on <= %(on)s)
ORDER BY f.due_on, f.id
"""  # noqa: S608  constants of ours


def vacancies(on: date) -> list[LastingFact]:
    """The units whose office has no secretary on ``on``, and since when."""
    return rows_of(_VACANCIES_SQL, LastingFact, on=on)


def ended_mandates(on: date) -> list[LastingFact]:
    """The units whose office ended its term and was not renewed, and the last day of the term."""
    return rows_of(_ENDED_MANDATES_SQL, LastingFact, on=on)


def undeclared(on: date, within: int) -> list[LastingFact]:
    """The units that opened, or whose secretary changed, in the last days without a declaration to the authority.

    Not those of which it is asked as ``overdue_filings`` are.
    """
    return rows_of(_UNDECLARED_SQL, LastingFact, on=on, since=on - timedelta(days=within))


def overdue_filings(on: date) -> list[OverdueFiling]:
    """The declarations to the authority past their last day, as their receipts were known on ``on``."""
    return rows_of(_OVERDUE_FILINGS_SQL, OverdueFiling, on=on)
