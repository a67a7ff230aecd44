"""Who stands at each level of a ladder for a unit and a directive, and whether the post is held."""

from tajadur.foundation.sql import quoted
from tajadur.organisation.people.actors import in_force_sql
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.permissions.matrix import Role
from tajadur.rules.reminders import Level

# The levels by their rank: a step passes from one to the next.
LEVELS = quoted(*Level)
_office = quoted(LeadingBody.OFFICE)
_rank = list(Level).index

# Reads the relation «wanted» (unit_id, directive_id, addressee). Ranks: 0 the post, 1 the level above, 2 the cell, 3
# the Secretary General; only the levels the directive's own ladder names, so that nobody outside it ever hears. The
# post of a unit is the secretary's of the body concerned, else of its office; what has a post as addressee is its own.
# Of those who follow it is the narrowest post that somebody holds.
RECIPIENTS_SQL = f"""
held AS (
    SELECT DISTINCT m.post_id FROM people_mandate m
    WHERE {in_force_sql()}
),
concerned AS (
    SELECT DISTINCT w.unit_id, w.directive_id, w.addressee, d.body_type_id, u.parent_id, u.path
    FROM wanted w JOIN directives_directive d ON d.id = w.directive_id JOIN units_unit u ON u.id = w.unit_id
),
post AS (
    SELECT p.id, p.unit_id, t.office, t.body_type_id, b.code AS body, a.path AS area
    FROM people_post p
    JOIN profile_posttype t ON t.id = p.post_type_id
    JOIN profile_bodytype b ON b.id = t.body_type_id
    LEFT JOIN units_unit a ON a.id = p.area_id
    WHERE t.office IN ({quoted(Role.SECRETARY, Role.RESPONSIBLE, Role.SECRETARY_GENERAL)})
),
candidate AS (
    SELECT c.unit_id, c.directive_id, c.addressee, {_rank(Level.POST)} AS rank, p.id AS post_id,
           (p.body_type_id = c.body_type_id) IS TRUE AS is_own, p.body = {_office} AS is_office, 0 AS depth
    FROM concerned c JOIN post p ON p.unit_id = c.unit_id AND p.office = {quoted(Role.SECRETARY)}
    WHERE c.addressee = 0
    UNION ALL
    SELECT c.unit_id, c.directive_id, c.addressee, {_rank(Level.POST)}, c.addressee, true, false, 0
    FROM concerned c WHERE c.addressee <> 0
    UNION ALL
    SELECT c.unit_id, c.directive_id, c.addressee, {_rank(Level.ABOVE)}, p.id, false, p.body = {_office}, 0
    FROM concerned c JOIN post p ON p.unit_id = c.parent_id AND p.office = {quoted(Role.SECRETARY)}
    UNION ALL
    SELECT c.unit_id, c.directive_id, c.addressee, {_rank(Level.CELL)}, p.id, false, false, length(p.area)
    FROM concerned c JOIN post p ON p.office = {quoted(Role.RESPONSIBLE)} AND c.path LIKE p.area || '%%'
    UNION ALL
    SELECT c.unit_id, c.directive_id, c.addressee, {_rank(Level.SECRETARY_GENERAL)}, p.id, false, false, 0
    FROM concerned c JOIN post p ON p.office = {quoted(Role.SECRETARY_GENERAL)}
),
level AS MATERIALIZED (
    SELECT DISTINCT ON (c.unit_id, c.directive_id, c.addressee, c.rank)
           c.unit_id, c.directive_id, c.addressee, c.rank, c.post_id, c.post_id IN (SELECT post_id FROM held) AS held
    FROM candidate c
    WHERE EXISTS (
        SELECT 1 FROM directives_ladderstep s
        WHERE s.directive_id = c.directive_id
          AND s.to = (ARRAY[{LEVELS}])[c.rank + 1]
    )
    ORDER BY c.unit_id, c.directive_id, c.addressee, c.rank, c.is_own DESC, c.is_office DESC,
             (c.rank = {_rank(Level.CELL)} AND c.post_id IN (SELECT post_id FROM held)) DESC, c.depth DESC, c.post_id
)
"""  # noqa: S608  constants of ours
