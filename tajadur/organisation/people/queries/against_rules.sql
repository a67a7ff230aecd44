-- Who stands against which rule about holding posts on a day, with the mandates that do so together.
-- The pure rule is rules/holding.py; an invariant compares the two person by person.
WITH RECURSIVE rule AS (
    SELECT r.*
    FROM profile_holdingrule r
    WHERE r.from_on <= %(on)s AND (r.to_on IS NULL OR r.to_on >= %(on)s)
),
term AS (
    SELECT m.id, m.person_id, m.from_on, m.to_on, m.interim, p.post_type_id, t.body_type_id, u.path,
        m.from_on <= %(on)s AND (m.to_on IS NULL OR m.to_on >= %(on)s) AS is_held
    FROM people_mandate m
    JOIN people_post p ON p.id = m.post_id
    JOIN profile_posttype t ON t.id = p.post_type_id
    JOIN units_unit u ON u.id = p.unit_id
    WHERE m.standing = {confirmed} AND EXISTS (SELECT FROM rule)
),
subject AS (
    SELECT r.id AS rule_id, r.kind, r.scope, r.most, term.*
    FROM rule r
    JOIN term ON term.post_type_id = r.post_type_id OR term.body_type_id = r.body_type_id
),
together AS (
    SELECT s.rule_id, s.person_id, ARRAY[s.id, o.id] AS mandates
    FROM subject s
    JOIN rule r ON r.id = s.rule_id AND r.kind = {excludes}
    JOIN term o ON o.person_id = s.person_id AND o.id <> s.id AND o.is_held
        AND (o.post_type_id = r.other_post_type_id OR o.body_type_id = r.other_body_type_id)
    WHERE s.is_held AND (
        r.scope = {anywhere} OR o.path = s.path
        OR r.scope = {line} AND (starts_with(o.path, s.path) OR starts_with(s.path, o.path))
    )
    UNION ALL
    SELECT s.rule_id, s.person_id, array_agg(o.id)
    FROM subject s
    JOIN subject o ON o.rule_id = s.rule_id AND o.person_id = s.person_id AND o.is_held AND (
        s.scope = {anywhere} OR o.path = s.path OR s.scope = {line} AND starts_with(s.path, o.path)
    )
    WHERE s.is_held AND s.kind = {mandates}
    GROUP BY s.rule_id, s.person_id, s.id, s.most
    HAVING count(*) > s.most
    UNION ALL
    SELECT rule_id, person_id, mandates FROM in_a_row WHERE cardinality(mandates) > most
),
in_a_row AS (
    SELECT s.rule_id, s.person_id, s.scope, s.most, s.path, s.from_on, ARRAY[s.id] AS mandates
    FROM subject s
    WHERE s.kind = {terms} AND s.is_held AND NOT s.interim
    UNION ALL
    SELECT r.rule_id, r.person_id, r.scope, r.most, r.path, b.from_on, b.id || r.mandates
    FROM in_a_row r
    JOIN subject b ON b.rule_id = r.rule_id AND b.person_id = r.person_id AND NOT b.interim
        AND b.to_on < r.from_on AND r.from_on <= b.to_on + {gap} AND cardinality(r.mandates) <= r.most
    WHERE r.scope = {anywhere} OR b.path = r.path
        OR r.scope = {line} AND (starts_with(b.path, r.path) OR starts_with(r.path, b.path))
)
SELECT a.rule_id, a.person_id, a.mandates, COALESCE((
    SELECT h.reason
    FROM people_heldagainstrule h
    WHERE h.rule_id = a.rule_id AND h.mandate_id = ANY (a.mandates)
    ORDER BY h.noted_at DESC, h.id DESC
    LIMIT 1
), '') AS reason
FROM (
    SELECT t.rule_id, t.person_id, array_agg(DISTINCT m.id ORDER BY m.id) AS mandates
    FROM together t, unnest(t.mandates) AS m (id)
    WHERE %(rule)s::bigint IS NULL OR t.rule_id = %(rule)s
    GROUP BY t.rule_id, t.person_id
) a
ORDER BY a.rule_id, a.person_id
