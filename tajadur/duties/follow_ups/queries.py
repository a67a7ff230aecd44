"""The terms in force, and which posts stand at each level for something owed."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db import connection

from tajadur.foundation.sql import quoted
from tajadur.organisation.people.actors import in_force_sql
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.permissions.matrix import Role
from tajadur.rules.follow_ups import DEFAULT_TERMS, FollowUpKind, FollowUpLevel, FollowUpRule, ladder_of, rank_of

from .models import FollowUpTerms

# Reads the relation «wanted» (unit_id, owner_id). The secretary of the office stands for a unit, the one who follows
# the narrowest area for the cell, the coordinator for the pole.
_POSTS_SQL = f"""
WITH wanted AS (SELECT DISTINCT * FROM unnest(%(units)s::bigint[], %(owners)s::bigint[]) AS w (unit_id, owner_id)),
held AS (
    SELECT DISTINCT m.post_id FROM people_mandate m WHERE {in_force_sql()}
),
concerned AS (
    SELECT w.unit_id, w.owner_id, u.parent_id, u.path FROM wanted w JOIN units_unit u ON u.id = w.unit_id
),
post AS (
    SELECT p.id, p.unit_id, t.office, b.code AS body, a.path AS area
    FROM people_post p
    JOIN profile_posttype t ON t.id = p.post_type_id
    JOIN profile_bodytype b ON b.id = t.body_type_id
    LEFT JOIN units_unit a ON a.id = p.area_id
    WHERE t.office IN ({quoted(Role.SECRETARY, Role.RESPONSIBLE, Role.SECRETARY_GENERAL)})
),
candidate AS (
    SELECT c.unit_id, c.owner_id, {rank_of(FollowUpLevel.OWNER)} AS rank, c.owner_id AS post_id, 0 AS depth
    FROM concerned c
    UNION ALL
    SELECT c.unit_id, c.owner_id, {rank_of(FollowUpLevel.ABOVE)}, p.id, 0
    FROM concerned c
    JOIN post p ON p.unit_id = c.parent_id
         AND p.office = {quoted(Role.SECRETARY)} AND p.body = {quoted(LeadingBody.OFFICE)}
    UNION ALL
    SELECT c.unit_id, c.owner_id, {rank_of(FollowUpLevel.CELL)}, p.id, length(p.area)
    FROM concerned c JOIN post p ON p.office = {quoted(Role.RESPONSIBLE)} AND c.path LIKE p.area || '%%'
    UNION ALL
    SELECT c.unit_id, c.owner_id, {rank_of(FollowUpLevel.POLE)}, p.id, 0
    FROM concerned c JOIN post p ON p.office = {quoted(Role.SECRETARY)} AND p.body = %(pole)s
    UNION ALL
    SELECT c.unit_id, c.owner_id, {rank_of(FollowUpLevel.SECRETARY_GENERAL)}, p.id, 0
    FROM concerned c JOIN post p ON p.office = {quoted(Role.SECRETARY_GENERAL)}
)
SELECT DISTINCT ON (unit_id, owner_id, rank) unit_id, owner_id, rank, post_id,
       post_id IN (SELECT post_id FROM held) AS held
FROM candidate ORDER BY unit_id, owner_id, rank, depth DESC, post_id
"""  # noqa: S608  constants of ours


def terms_of(kind: FollowUpKind) -> FollowUpRule:
    """The days and the ladder of a kind: the party's own, else those of the rule. One query."""
    own = FollowUpTerms.objects.filter(kind=kind).first()
    return FollowUpRule(own.days, ladder_of(own.ladder)) if own else DEFAULT_TERMS[kind]


def due_day(kind: FollowUpKind, opened_on: date) -> date:
    """The day something opened on ``opened_on`` is due by the terms in force. ValueError when the day is said."""
    days = terms_of(kind).days
    if days is None:
        raise ValueError(f"the day of {kind} is said each time")
    return opened_on + timedelta(days=days)


def posts_at_levels(pairs: Collection[tuple[int, int]], on: date) -> dict[tuple[int, int], list[tuple[int, int, bool]]]:
    """(unit, owning post) -> (rank of the level, post, is it held on ``on``), upwards. One query."""
    levels: dict[tuple[int, int], list[tuple[int, int, bool]]] = {}
    if not pairs:
        return levels
    columns: dict[str, Any] = {
        "pole": LeadingBody.POLE,
        "units": [unit for unit, _ in pairs],
        "owners": [owner for _, owner in pairs],
        "on": on,
    }
    with connection.cursor() as cursor:
        cursor.execute(_POSTS_SQL, columns)
        for unit_id, owner_id, rank, post_id, held in cursor.fetchall():
            levels.setdefault((unit_id, owner_id), []).append((rank, post_id, held))
    return levels
