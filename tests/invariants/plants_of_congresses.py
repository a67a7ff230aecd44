"""Congresses, corrupted."""

from .planting import CONGRESS, ELECTED, FOREIGN, HELD, ISSUED, LISTS, OFFICE, OWN, SEATS, STAGES, Plant, changed

CONGRESSES = [
    changed("seats that do not add up", "congresses.SeatShare", "seats = seats + 1", SEATS),
    Plant(
        "seats moved between provinces",
        "congresses.SeatShare",
        f"UPDATE congresses_seatshare SET seats = seats + CASE WHEN id = (SELECT min(id) FROM congresses_seatshare)"
        f" THEN 3 ELSE -3 END WHERE congress_id = {HELD}",
        SEATS,
    ),
    changed("weight changed", "congresses.SeatShare", "weight = weight + 5", SEATS),
    Plant(
        "more seats than were shared",
        "congresses.Congress",
        f"UPDATE congresses_congress SET seats = 30 WHERE id = {HELD}",
        SEATS,
    ),
    Plant(
        "congress planned for another day",
        "congresses.Congress",
        f"UPDATE congresses_congress SET planned_on = planned_on + 1 WHERE id = {HELD}",
        CONGRESS,
    ),
    Plant(
        "congress of another unit",
        "congresses.Congress",
        f"UPDATE congresses_congress SET unit_id = (SELECT min(id) FROM units_unit) WHERE id = {HELD}",
        CONGRESS,
    ),
    changed("list of a version missing", "congresses.DelegateList", "version = version + 4", LISTS),
    changed("list filed on another day", "congresses.DelegateList", "filed_on = filed_on + 2", LISTS),
    changed("list names more than were elected", "congresses.DelegateList", "elected = 1, women = 0, youth = 0", LISTS),
    Plant(
        "the first list counts",
        "congresses.DelegateList",
        "UPDATE congresses_delegatelist SET is_latest = false WHERE version = 2",
        LISTS,
    ),
    Plant(
        "stage done before what it waits for",
        "congresses.Stage",
        f"UPDATE congresses_stage SET done_on = '2026-01-21' WHERE congress_id = {HELD} AND template_id ="
        " (SELECT id FROM congresses_stagetemplate WHERE code = 'delegates')",
        STAGES,
    ),
    Plant(
        "stage marked before its day",
        "congresses.Stage",
        f"UPDATE congresses_stage SET marked_at = '2026-01-02 12:00+00' WHERE congress_id = {HELD} AND template_id ="
        " (SELECT id FROM congresses_stagetemplate WHERE code = 'call')",
        STAGES,
    ),
    Plant(
        "congress held on another day",
        "congresses.Stage",
        f"UPDATE congresses_stage SET done_on = done_on + 1 WHERE congress_id = {HELD} AND template_id ="
        " (SELECT id FROM congresses_stagetemplate WHERE code = 'held')",
        "each congress held is recorded once",
    ),
    changed("stage kept by half", "congresses.Stage", "kept_offset = 3", STAGES),
    Plant(
        "stage missing",
        "congresses.Stage",
        "DELETE FROM congresses_stage WHERE id = (SELECT max(id) FROM congresses_stage"
        " WHERE id NOT IN (SELECT stage_id FROM congresses_stagecomment))",
        STAGES,
    ),
    changed("stage that waits for none", "congresses.StageTemplate", "after = ARRAY['nothing']", STAGES),
    changed(
        "comment by the unit itself",
        "congresses.StageComment",
        "mandate_id = (SELECT m.id FROM people_mandate m JOIN people_post p ON p.id = m.post_id"
        " JOIN congresses_congress c"
        " ON c.unit_id = p.unit_id LIMIT 1), stage_id = (SELECT s.id FROM congresses_stage s JOIN people_post p ON true"
        " JOIN people_mandate m ON m.post_id = p.id JOIN congresses_congress c ON c.id = s.congress_id AND c.unit_id ="
        " p.unit_id LIMIT 1)",
        CONGRESS,
    ),
    changed("more women than elected", "congresses.ElectedCount", "women = 90", ELECTED),
    changed(
        "elected with the mandate of another",
        "congresses.Elected",
        "person_id = (SELECT min(id) FROM people_person)",
        ELECTED,
    ),
    changed(
        "elected to a post elsewhere",
        "congresses.Elected",
        f"post_id = (SELECT id FROM people_post WHERE unit_id = {OFFICE} LIMIT 1)",
        ELECTED,
    ),
    changed("list of a mandate of others", "congresses.DelegateList", f"mandate_id = {FOREIGN}", OWN),
    changed(
        "stage marked under a mandate of others",
        "congresses.Stage",
        f"mandate_id = {FOREIGN}",
        OWN,
        "done_on IS NOT NULL",
    ),
    changed(
        "seats of a unit elsewhere",
        "congresses.SeatShare",
        "unit_id = (SELECT max(id) FROM units_unit WHERE depth = 3)",
        SEATS,
    ),
    changed(
        "count of a body elsewhere", "congresses.ElectedCount", "body_id = (SELECT min(id) FROM units_body)", ELECTED
    ),
    changed(
        "another change than was issued", "congresses.StageChange", "values = values || '{\"usual_days\": 77}'", ISSUED
    ),
    changed("change of a version to come", "congresses.StageChange", "version = version + 1", ISSUED),
    Plant(
        "stage otherwise than it was issued",
        "congresses.StageTemplate",
        "UPDATE congresses_stagetemplate SET usual_days = usual_days + 3 WHERE code = 'documents'",
        ISSUED,
    ),
]
