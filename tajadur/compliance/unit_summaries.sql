-- Units with what the pages say of each: last held meeting, units below, secretaries' terms, severe cases, congresses.
SELECT u.id, u.parent_id, u.path, u.depth, u.name_ar, u.name_latin,
       k.code AS kind, k.name_ar AS kind_ar, k.name_fr AS kind_fr, k.name_en AS kind_en,
       k.tree, k.rank, u.opened_on, u.closed_on,
       {last_meeting} AS held_on,
       (SELECT count(*) FROM units_unit c
         WHERE c.parent_id = u.id AND (c.closed_on IS NULL OR c.closed_on > %(on)s)) AS below,
       (SELECT count(*) > count(DISTINCT m.unit_id) FROM units_placement m
         WHERE m.unit_id = ANY (string_to_array(rtrim(u.path, '.'), '.')::bigint[])) AS has_moved,
       EXISTS (SELECT FROM profile_posttype t JOIN profile_bodytype b ON b.id = t.body_type_id
                WHERE b.unit_kind_id = u.kind_id AND t.office = {secretary}) AS has_secretary,
       terms.first_days, terms.last_days,
       (SELECT count(*) FROM dysfunctions_case c
         WHERE c.unit_id = u.id AND c.severity = %(severe)s AND c.opened_on <= %(on)s
           AND (c.ended_on IS NULL OR c.ended_on > %(on)s)) AS severe_cases,
       {sites}
       CASE WHEN u.kind_id IN (SELECT unit_kind_id FROM directives_directive WHERE fulfilment = {congress}) THEN
           (SELECT json_agg(e ORDER BY e.period_end)
              FROM (SELECT {facts}
                      FROM obligations_obligation o JOIN directives_directive d ON d.id = o.directive_id
                     WHERE o.unit_id = u.id AND d.fulfilment = {congress} AND d.unit_kind_id = u.kind_id
                     ORDER BY o.period_end DESC LIMIT 3) e) END AS editions
  FROM units_unit u
  JOIN profile_unitkind k ON k.id = u.kind_id
  LEFT JOIN LATERAL (
       SELECT array_agg(m.from_on ORDER BY m.from_on) AS first_days, array_agg(m.to_on ORDER BY m.from_on) AS last_days
         FROM people_post p
         JOIN profile_posttype t ON t.id = p.post_type_id AND t.office = {secretary}
         JOIN people_mandate m ON m.post_id = p.id AND m.standing = {confirmed}
        WHERE p.unit_id = u.id) terms ON true
 WHERE {wanted}
 ORDER BY u.{sort}, u.id
