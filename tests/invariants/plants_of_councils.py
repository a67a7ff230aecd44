"""Minutes and the preparation of meetings, corrupted."""

from .planting import ADOPTION, CIRCULATED, FOREIGN, PREPARED, changed, gone, refused

_SENT, _TICK, _STEP = "meetings.MinutesCirculation", "meetings.PreparationTick", "profile.PreparationStep"
_LINE = "minutes_of_id IS NOT NULL"
_ANOTHER = "(SELECT max(id) FROM meetings_meeting)"

COUNCILS = [
    changed("minutes of another meeting", _SENT, f"meeting_id = {_ANOTHER}", CIRCULATED),
    changed("minutes sent on another day", _SENT, "circulated_on = circulated_on + 1", CIRCULATED),
    changed("minutes sent before they were written", _SENT,
            "circulated_on = circulated_on - 60, circulated_at = circulated_at - interval '60 days'", CIRCULATED),
    changed("minutes sent by others", _SENT, f"mandate_id = {FOREIGN}", CIRCULATED),
    gone("adoption taken off its agenda", "meetings.Point", ADOPTION, _LINE),
    changed("adoption of the minutes of another body", "meetings.Point", f"minutes_of_id = {_ANOTHER}", ADOPTION,
            _LINE),
    changed("adoption on the wrong agenda", "meetings.Point", "meeting_id = (SELECT max(m.id) FROM meetings_meeting m"
            " JOIN meetings_meeting own ON own.body_id = m.body_id WHERE own.id = minutes_of_id), position = 90",
            ADOPTION, _LINE),
    changed("tick of another body type", _TICK,
            "step_id = (SELECT s.id FROM profile_preparationstep s JOIN profile_bodytype b ON b.id = s.body_type_id"
            " JOIN profile_unitkind k ON k.id = b.unit_kind_id WHERE k.code = 'region' LIMIT 1)", PREPARED),
    changed("tick of another day", _TICK, "done_on = done_on - 3", PREPARED),
    changed("tick by others", _TICK, f"mandate_id = {FOREIGN}", PREPARED),
    changed("step out of order", _STEP, "position = position + 4", PREPARED),
]  # fmt: skip

REFUSED_COUNCILS = [
    refused("minutes sent twice", _SENT,
            "INSERT INTO meetings_minutescirculation (meeting_id, report_id, circulated_on, circulated_at, mandate_id)"
            " SELECT meeting_id, report_id, circulated_on, circulated_at, mandate_id FROM meetings_minutescirculation",
            "meetings_minutescirculation_report_id"),
    refused("step ticked twice", _TICK,
            "INSERT INTO meetings_preparationtick (meeting_id, step_id, done_on, done_at, mandate_id)"
            " SELECT meeting_id, step_id, done_on, done_at, mandate_id FROM meetings_preparationtick",
            "preparation_tick_once"),
    refused("step more than a year before", _STEP, "UPDATE profile_preparationstep SET days_before = 400",
            "preparation_step_within_a_year"),
]  # fmt: skip
