"""Circulars, their versions, addressees, readings and confirmations, corrupted."""

from .planting import OWED, Plant, changed, gone, refused

NUMBERED = "circulars are numbered without a gap"
ASKED_OF = "a circular is asked of whoever holds its posts"
CONFIRMED = "a confirmation is of its version and its post"
_SENT = "standing = 'issued'"
_OPEN = f"(SELECT max(id) FROM {OWED} WHERE addressee > 0 AND filed_on IS NULL AND cancelled_on IS NULL)"
_OTHER = "(SELECT min(id) FROM people_post WHERE id NOT IN (SELECT post_id FROM circulars_addressee))"


def asked(what: str, change: str) -> Plant:
    """What a post owes, changed."""
    return Plant(what, "obligations.Obligation", f"UPDATE {OWED} SET {change} WHERE id = {_OPEN}", ASKED_OF)


CIRCULARS = [
    changed("number left out", "circulars.Circular", "number = number + 1", NUMBERED, _SENT),
    changed("issued on another day", "circulars.Circular", "issued_on = issued_on - 1", NUMBERED, _SENT),
    changed("listed by another instant", "circulars.Circular", "listed_at = listed_at - interval '1 day'", NUMBERED),
    changed("version not issued in force", "circulars.Circular", "version = version + 1", NUMBERED, _SENT),
    changed("withdrawn on another day", "circulars.Circular", "withdrawn_on = withdrawn_on + 1", NUMBERED,
            "standing = 'withdrawn'"),
    changed("other days than were asked", "circulars.Circular", "days = days + 1", ASKED_OF, _SENT),
    changed("version of another day", "circulars.CircularVersion", "issued_on = issued_on - 1", NUMBERED,
            "issued_at IS NOT NULL"),
    changed("version left out", "circulars.CircularVersion", "number = number + 1", NUMBERED),
    changed("addressee of another post", "circulars.Addressee", f"post_id = {_OTHER}", ASKED_OF,
            "obligation_id IS NOT NULL"),
    asked("asked for a version that is not in force", "period_key = replace(period_key, 'v2', 'v9')"),
    asked("asked of a post that was not addressed", "addressee = addressee + 100000"),
    asked("asked until another day", "due_on = due_on + 1, period_end = due_on + 1, overdue_from = overdue_from + 1"),
    changed("confirmed on another day", "circulars.Confirmation", "confirmed_on = confirmed_on - 1", CONFIRMED),
    changed("confirmed by another post", "circulars.Confirmation", f"post_id = {_OTHER}", CONFIRMED),
    changed("confirmed another version", "circulars.Confirmation",
            "version_id = (SELECT min(id) FROM circulars_circularversion)", CONFIRMED),
    gone("confirmation lost", "circulars.Confirmation", CONFIRMED),
    changed("read on another day", "circulars.CircularReading", "read_on = read_on - 1", CONFIRMED),
    changed("read by another post", "circulars.CircularReading", f"post_id = {_OTHER}", CONFIRMED),
]  # fmt: skip

REFUSED_CIRCULARS = [
    refused(
        "two circulars of one number",
        "circulars.Circular",
        "UPDATE circulars_circular SET number = 1 WHERE number IS NOT NULL",
        "circular_number_once",
    ),
    refused(
        "issued without a number",
        "circulars.Circular",
        "UPDATE circulars_circular SET number = NULL",
        "circular_issued_whole",
    ),
    refused(
        "withdrawn without a reason",
        "circulars.Circular",
        "UPDATE circulars_circular SET withdrawn_because = '' WHERE standing = 'withdrawn'",
        "circular_withdrawn_whole",
    ),
    refused(
        "subject without a text",
        "circulars.CircularVersion",
        "UPDATE circulars_circularversion SET text_fr = ''",
        "circular_version_whole_fr",
    ),
    refused(
        "confirmed twice",
        "circulars.Confirmation",
        "UPDATE circulars_confirmation SET obligation_id = (SELECT min(obligation_id) FROM circulars_confirmation)",
        "circulars_confirmation_obligation_id_key",
    ),
]
