"""Needs of training, sessions and who came, corrupted."""

from .planting import CAME, FOREIGN, REMEMBERED, TRAINED, TRAINING_NEEDS, Plant, changed, gone, refused
from .plants_of_files import ON_ITS_UNIT

_NEED, _SESSION, _VERSION = "training.TrainingNeed", "training.TrainingSession", "training.SessionVersion"
_CAME, _MARK, _AGREED = "training.SessionAttendance", "training.PersonAttendance", "training.TrainingConsent"
_INVITED = "training.SessionInvitation"
_FOREIGN = f"mandate_id = {FOREIGN}"
_ANOTHER = "unit_id = (SELECT min(id) FROM units_unit)"
_REPLACED, _CORRECTING = "NOT is_current", "corrects_id IS NOT NULL"

TRAINING = [
    changed("need of another unit", _NEED, _ANOTHER, TRAINING_NEEDS),
    changed("need said on another day", _NEED, "said_on = said_on + 1", TRAINING_NEEDS),
    changed("need that is younger than it was", _NEED, "since_on = since_on + 1", TRAINING_NEEDS, _CORRECTING),
    changed("need before its unit", _NEED, "since_on = '1990-01-01'", TRAINING_NEEDS),
    changed("need that counts twice", _NEED, "is_current = true", TRAINING_NEEDS, _REPLACED),
    changed("session of another unit", _SESSION, _ANOTHER, TRAINED),
    changed("session cancelled on another day", _SESSION, "cancelled_on = cancelled_on + 1", TRAINED,
            "cancelled_on IS NOT NULL"),
    changed("session cancelled by another unit", _SESSION,
            f"cancelling_mandate_id = {FOREIGN}", TRAINED, "cancelled_on IS NOT NULL"),
    changed("version said by another unit", _VERSION, _FOREIGN, TRAINED),
    changed("version said on another day", _VERSION, "said_on = said_on + 1", TRAINED),
    changed("version with a gap before it", _VERSION, "number = number + 1", TRAINED),
    changed("version that holds no longer", _VERSION, "is_current = false", TRAINED, "is_current"),
    changed("session before its unit", _VERSION, "from_on = '1990-01-01'", TRAINED),
    changed("trainer from below", "training.SessionTrainer",
            "post_id = (SELECT p.id FROM people_post p JOIN units_unit u ON u.id = p.unit_id"
            " WHERE u.id <> (SELECT unit_id FROM training_trainingsession LIMIT 1) AND u.depth = 3 LIMIT 1)", TRAINED),
    gone("session that invites nobody", _INVITED, TRAINED),
    Plant("sessions without their material", "training.SessionMaterial", "DELETE FROM training_sessionmaterial",
          ON_ITS_UNIT),
    changed("attendance said by another unit", _CAME, _FOREIGN, CAME),
    changed("attendance said on another day", _CAME, "said_on = said_on + 1", CAME),
    changed("attendance before the session was over", _CAME,
            "said_on = said_on - 60, said_at = said_at - interval '60 days'", CAME, _REPLACED),
    changed("attendance counted elsewhere", _CAME, "path = '1.'", CAME),
    changed("attendance held elsewhere", _CAME, "held_path = '1.'", CAME),
    changed("attendance that counts no longer", _CAME, "is_current = false", CAME, "is_current"),
    changed("attendance of a session that was cancelled", _CAME,
            "session_id = (SELECT id FROM training_trainingsession WHERE cancelled_on IS NOT NULL)", CAME),
    changed("agreement taken back, and kept", _AGREED, "withdrawn_at = given_at", REMEMBERED),
    changed("noted before they agreed", _MARK, "noted_at = noted_at - interval '9 days', noted_on = noted_on - 9",
            REMEMBERED),
    changed("noted by another unit", _MARK, _FOREIGN, REMEMBERED),
    changed("noted on another day", _MARK, "noted_on = noted_on + 1", REMEMBERED),
]  # fmt: skip

_ANY = "UPDATE training_sessionattendance SET"
REFUSED_TRAINING = [
    refused("need of no kind", _NEED, "UPDATE training_trainingneed SET kind = 'cooking'", "training_need_kind_known"),
    refused("need of nobody", _NEED, "UPDATE training_trainingneed SET people = 0", "training_need_people_in_bounds"),
    refused("need as pressing as nothing", _NEED, "UPDATE training_trainingneed SET priority = 'huge'",
            "training_need_priority_known"),
    refused("need to come", _NEED, "UPDATE training_trainingneed SET since_on = said_on + 1", "training_need_was_said"),
    refused("session cancelled without a reason", _SESSION,
            "UPDATE training_trainingsession SET cancelled_because = '' WHERE cancelled_on IS NOT NULL",
            "training_cancelled_with_reason"),
    refused("session that ends before it begins", _VERSION, "UPDATE training_sessionversion SET to_on = from_on - 1",
            "training_days_in_order"),
    refused("session without seats", _VERSION, "UPDATE training_sessionversion SET seats = 0",
            "training_seats_in_bounds"),
    refused("session nowhere", _VERSION, "UPDATE training_sessionversion SET place = ''",
            "training_says_where_and_what"),
    refused("session of no kind", _VERSION, "UPDATE training_sessionversion SET kind = 'cooking'",
            "training_kind_known"),
    refused("two versions that hold", _VERSION, "UPDATE training_sessionversion SET is_current = true",
            "training_one_version_current"),
    refused("nobody came", _CAME, f"{_ANY} women_25_34 = 0, men_35_59 = 0, officers = 0", "training_somebody_came"),
    refused("more officers than people", _CAME, f"{_ANY} officers = 5000", "training_of_which_within"),
    refused("more than a hall holds", _CAME, f"{_ANY} men_60 = 5001", "training_counts_in_bounds"),
    refused("agreement taken back before it was given", _AGREED,
            "UPDATE training_trainingconsent SET withdrawn_at = given_at - interval '1 day'",
            "training_consent_in_order"),
]  # fmt: skip
