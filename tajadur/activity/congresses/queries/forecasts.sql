-- What forecasts are made from: the congresses of the obligations asked for, and the editions before the newest of them
-- that were held and said so by the day, of whoever is asked the same. A row per congress, with its stages in order.
WITH wanted AS (
    SELECT o.id, o.directive_id, o.period_end
      FROM congresses_congress c JOIN obligations_obligation o ON o.id = c.obligation_id
     WHERE o.id = ANY (%(obligations)s)
), known AS (
    SELECT o.id, true AS is_wanted FROM wanted o
     UNION ALL
    SELECT o.id, false
      FROM congresses_congress c JOIN obligations_obligation o ON o.id = c.obligation_id
     WHERE o.directive_id IN (SELECT directive_id FROM wanted)
       AND o.period_end < (SELECT max(period_end) FROM wanted) AND o.held_on IS NOT NULL AND o.filed_on <= %(on)s
)
SELECT k.is_wanted, o.id AS obligation_id, c.unit_id, o.directive_id, o.period_start, o.period_end, o.extended_until,
       o.extension_granted_on, c.planned_on, o.held_on, o.submitted_at,
       shared.sharing::int, shared.filed::int, stages.stages
  FROM known k
  JOIN obligations_obligation o ON o.id = k.id
  JOIN congresses_congress c ON c.obligation_id = o.id
  JOIN LATERAL (
       SELECT json_agg(json_build_object(
                  'code', t.code, 'offset', t."offset", 'usual_days', t.usual_days, 'after', t.after,
                  'anchor', t.anchor, 'former', t.former, 'done_on', s.done_on, 'marked_at', s.marked_at,
                  'kept_offset', s.kept_offset, 'kept_anchor', s.kept_anchor) ORDER BY t.rank, t.id) AS stages
         FROM congresses_stage s JOIN congresses_stagetemplate t ON t.id = s.template_id
        WHERE s.congress_id = c.id) stages ON true
  JOIN LATERAL (
       SELECT count(*) FILTER (WHERE h.seats > 0 OR l.lists > 0) AS sharing,
              count(*) FILTER (WHERE l.latest > 0) AS filed
         FROM congresses_seatshare h
         JOIN LATERAL (SELECT count(*) AS lists, count(*) FILTER (WHERE d.is_latest) AS latest
                         FROM congresses_delegatelist d WHERE d.share_id = h.id) l ON true
        WHERE k.is_wanted AND h.congress_id = c.id) shared ON true
 ORDER BY o.id
