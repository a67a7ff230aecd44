-- Branches with what is known of each on a day, and the last word given on its situation by then.
WITH asking AS MATERIALIZED (
    SELECT d.id FROM directives_directive d JOIN profile_bodytype t ON t.id = d.body_type_id AND t.code = {office}
     WHERE d.fulfilment = {meeting})
SELECT u.id, u.parent_id, u.path, u.name_ar, u.name_latin, u.opened_on, u.closed_on,
       coalesce(office.has_secretary, false) AS has_secretary, office.ends_on AS office_ends_on,
       {last_meeting} AS held_on,
       (SELECT min(m.planned_on) FROM meetings_meeting m
         WHERE m.unit_id = u.id AND m.planned_on >= %(on)s AND m.programmed_on <= %(on)s
           AND m.state = {programmed}) AS programmed_on,
       coalesce(periods.reported, 0)::int AS reported, coalesce(periods.due, 0)::int AS due,
       word.id AS word_id, word.status, word.answer, word.given_on,
       e.in_favour AS endorsed, e.given_on AS endorsed_on,
       limits.renewed_within_days, limits.dormant_months, limits.sure_months, limits.ageing_months
  FROM units_unit u
  JOIN profile_unitkind k ON k.id = u.kind_id AND k.code = ANY (%(kinds)s)
  LEFT JOIN LATERAL (
       SELECT bool_or(t.office = {secretary} AND (m.to_on IS NULL OR m.to_on >= %(on)s)) AS has_secretary,
              CASE WHEN bool_or(m.to_on IS NULL) THEN NULL ELSE max(m.to_on) END AS ends_on
         FROM units_body b
         JOIN profile_bodytype bt ON bt.id = b.body_type_id AND bt.code = {office}
         JOIN people_post p ON p.body_id = b.id
         JOIN profile_posttype t ON t.id = p.post_type_id
         JOIN people_mandate m ON m.post_id = p.id AND m.standing = {confirmed} AND m.from_on <= %(on)s
        WHERE b.unit_id = u.id) office ON true
  LEFT JOIN LATERAL (
       SELECT count(*) AS due, count(*) FILTER (WHERE last.state IN ({answered})) AS reported
         FROM (SELECT recent.state
                 FROM (SELECT period_end, {state} AS state
                         FROM (SELECT * FROM obligations_obligation
                                WHERE unit_id = u.id AND due_on < %(on)s
                                  AND directive_id = ANY (ARRAY(SELECT id FROM asking))
                                ORDER BY period_end DESC LIMIT 2 * %(periods)s) obligations_obligation
                        OFFSET 0) recent
                WHERE recent.state NOT IN ({not_expected})
                ORDER BY recent.period_end DESC LIMIT %(periods)s) last) periods ON true
  LEFT JOIN LATERAL (
       SELECT w.id, w.status, w.answer, w.given_on FROM situations_situationword w
        WHERE w.unit_id = u.id AND w.given_on <= %(on)s
        ORDER BY w.given_on DESC, w.id DESC LIMIT 1) word ON true
  LEFT JOIN situations_situationendorsement e ON e.word_id = word.id AND e.given_on <= %(on)s
  LEFT JOIN (
       SELECT s.* FROM situations_situationsettings s WHERE s.from_on <= %(on)s
        ORDER BY s.from_on DESC LIMIT 1) limits ON true
 WHERE u.opened_on <= %(on)s AND {wanted}
