-- The rows: obligations within the actor's reach, with their state and the place they are counted under.
-- First the few kinds of row there are, then their sums per (directive, period), per (directive, period, child)
-- and, for need, per (directive, grandchild). The state is worked out once for each obligation.
WITH owed AS ({rows}), kinds AS (
    SELECT directive_id, child, grandchild, period_start, period_end, due_on, overdue_from, state,
           programmed_on <= period_start + {programming_days} AS early,
           count(*) AS n,
           min(id) AS first_id,
           count(*) FILTER (WHERE submitted_at > %s) AS new_reports,
           count(*) FILTER (WHERE not_held_on > %s) AS new_not_held
      FROM owed
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
), judged AS (
    SELECT kinds.*,
           state NOT IN ({released}) AS owing,
           due_on < %s AND state NOT IN ({not_expected}) AS expected,
           d.fulfilment = {meeting} AND period_start + {programming_days} < %s AND state NOT IN ({released})
               AS programmable
      FROM kinds JOIN directives_directive d ON d.id = kinds.directive_id
)
SELECT GROUPING(child, grandchild, period_end) AS level,
       directive_id, child, grandchild, period_end,
       coalesce(sum(n) FILTER (WHERE owing), 0)::int AS owed,
       coalesce(sum(n) FILTER (WHERE owing AND state IN ({answered})), 0)::int
           AS answered,
       coalesce(sum(n) FILTER (WHERE expected), 0)::int AS expected,
       coalesce(sum(n) FILTER (WHERE expected AND state = {on_time}), 0)::int AS on_time,
       coalesce(sum(n) FILTER (WHERE expected AND state = {extended}), 0)::int AS extended,
       coalesce(sum(n) FILTER (WHERE expected AND state = {late}), 0)::int AS late,
       coalesce(sum(n) FILTER (WHERE expected AND state = {not_held}), 0)::int AS not_held,
       coalesce(sum(n) FILTER (WHERE programmable), 0)::int AS programmable,
       coalesce(sum(n) FILTER (WHERE programmable AND early), 0)::int AS programmed,
       coalesce(sum(n) FILTER (WHERE owing AND due_on >= %s), 0)::int AS pending,
       sum(new_reports)::int AS new_reports,
       coalesce(sum(n) FILTER (WHERE state = {silent} AND overdue_from > %s), 0)::int AS new_silent,
       coalesce(sum(new_not_held) FILTER (WHERE state = {not_held}), 0)::int AS new_not_held,
       sum(n)::int AS rows,
       min(first_id) AS first_id,
       max(overdue_from) FILTER (WHERE state = {silent}) AS silent_from,
       min(array_position(ARRAY[{weakest_first}]::text[], state::text)) AS weakest
  FROM judged
 GROUP BY GROUPING SETS ((directive_id, period_end), (directive_id, period_end, child), (directive_id, grandchild))
HAVING CASE GROUPING(child, grandchild, period_end)
            WHEN 6 THEN true WHEN 2 THEN child IS NOT NULL ELSE grandchild IS NOT NULL END
