-- Every measure of every unit that exists on a day, over the unit and all that stood below it: a part of a whole.
-- Obligations are counted where their unit stood on the last day of the period; the rest where units stand that day.
WITH RECURSIVE up (unit_id, node) AS (
    SELECT u.id, u.id FROM units_unit u
     WHERE u.opened_on <= %(on)s AND (u.closed_on IS NULL OR u.closed_on > %(on)s)
  UNION ALL
    SELECT up.unit_id, p.parent_id
      FROM up JOIN units_placement p ON p.unit_id = up.node
     WHERE p.parent_id IS NOT NULL AND p.from_on <= %(on)s AND (p.to_on IS NULL OR p.to_on > %(on)s)
),
place AS MATERIALIZED (SELECT unit_id, node FROM up),
asking AS MATERIALIZED (
    SELECT d.id FROM directives_directive d
      JOIN profile_bodytype t ON t.id = d.body_type_id AND t.code IN ({leading})
     WHERE d.fulfilment = {meeting}
),
congress AS MATERIALIZED (SELECT d.id FROM directives_directive d WHERE d.fulfilment = {congress}),
owed AS MATERIALIZED (
    SELECT path, count(*) AS asked, count(*) FILTER (WHERE state = {in_time}) AS in_time,
           count(*) FILTER (WHERE meets) AS meetings,
           count(*) FILTER (WHERE meets AND state IN ({reported})) AS met
      FROM (SELECT path, directive_id IN (SELECT id FROM asking) AS meets, {state} AS state
              FROM obligations_obligation
             WHERE addressee = 0 AND due_on < %(on)s AND due_on >= %(due_since)s OFFSET 0) rows
     WHERE state NOT IN ({not_expected})
     GROUP BY path
),
congresses AS MATERIALIZED (
    SELECT path, count(*) AS asked, count(*) FILTER (WHERE held_on >= %(held_since)s AND held_on <= %(on)s
                                                       AND filed_on <= %(on)s) AS held
      FROM obligations_obligation
     WHERE directive_id IN (SELECT id FROM congress) AND period_start <= %(on)s AND period_end >= %(held_since)s
       AND (cancelled_on IS NULL OR cancelled_on > %(on)s) AND (excused_on IS NULL OR excused_on > %(on)s)
     GROUP BY path
),
facts (measure, unit_id, part, whole) AS (
    SELECT {offices_meeting}, node::bigint, sum(met), sum(meetings)
      FROM owed, unnest(string_to_array(rtrim(path, '.'), '.')) AS above (node) GROUP BY node
  UNION ALL
    SELECT {on_time}, node::bigint, sum(in_time), sum(asked)
      FROM owed, unnest(string_to_array(rtrim(path, '.'), '.')) AS above (node) GROUP BY node
  UNION ALL
    SELECT {congresses}, node::bigint, sum(held), sum(asked)
      FROM congresses, unnest(string_to_array(rtrim(path, '.'), '.')) AS above (node) GROUP BY node
  UNION ALL
    SELECT {women}, place.node, count(DISTINCT m.person_id) FILTER (WHERE person.sex = {woman}),
           count(DISTINCT m.person_id)
      FROM people_mandate m
      JOIN people_person person ON person.id = m.person_id AND person.sex IN ({sexes})
      JOIN people_post post ON post.id = m.post_id
      JOIN units_body b ON b.id = post.body_id AND b.opened_on <= %(on)s
           AND (b.closed_on IS NULL OR b.closed_on > %(on)s)
      JOIN profile_bodytype t ON t.id = b.body_type_id AND t.code IN ({leading})
      JOIN place ON place.unit_id = b.unit_id
     WHERE {mandate_in_force}
     GROUP BY place.node
  UNION ALL
    SELECT {premises}, place.node, count(*) FILTER (WHERE EXISTS (
               SELECT FROM premises_premises p
                WHERE p.unit_id = u.id AND p.said_on <= %(on)s AND NOT p.is_void
                  AND p.from_on <= %(on)s AND (p.to_on IS NULL OR p.to_on >= %(on)s)
                  AND NOT EXISTS (SELECT FROM premises_premises c WHERE c.corrects_id = p.id AND c.said_on <= %(on)s)
           )), count(*)
      FROM units_unit u
      JOIN profile_unitkind k ON k.id = u.kind_id AND k.code = ANY (%(leaves)s)
      JOIN place ON place.unit_id = u.id
     GROUP BY place.node
  UNION ALL
    SELECT {actions}, place.node, count(*) FILTER (WHERE i.closed_on <= i.due_on), count(*)
      FROM meetings_actionitem i
      JOIN place ON place.unit_id = i.unit_id
     WHERE i.due_on < %(on)s AND i.due_on >= %(closed_since)s AND i.opened_on <= %(on)s
       AND (i.dropped_on IS NULL OR i.dropped_on > %(on)s)
     GROUP BY place.node
)
SELECT f.measure, f.unit_id, f.part::int AS part, f.whole::int AS whole
  FROM facts f
  JOIN units_unit u ON u.id = f.unit_id AND u.opened_on <= %(on)s AND (u.closed_on IS NULL OR u.closed_on > %(on)s)
 WHERE f.whole > 0
