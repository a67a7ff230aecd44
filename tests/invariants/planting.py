"""A corruption, and the ways to plant one by plain SQL."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plant:
    """One corruption. ``told``: the invariant that names it, or the constraint of the database that refuses it."""

    what: str
    model: str
    sql: str
    told: str
    is_refused: bool = False

    def __str__(self) -> str:
        return self.what.replace(" ", "-")


OWED = "obligations_obligation"
BRANCH = "(SELECT id FROM directives_directive WHERE code = 'branch-office')"
OFFICE = "(SELECT unit_id FROM meetings_series LIMIT 1)"
LIVE = f"(SELECT min(id) FROM {OWED} WHERE filed_on IS NULL AND cancelled_on IS NULL AND directive_id = {BRANCH})"
FILED = f"(SELECT min(id) FROM {OWED} WHERE source_kind = 'report')"
REPORTING = (
    "(SELECT DISTINCT b.body_type_id FROM meetings_report r JOIN meetings_meeting m ON m.id = r.meeting_id"
    " JOIN units_body b ON b.id = m.body_id)"
)
LAST_REPORT = "(SELECT max(id) FROM meetings_report)"
CORRECTED = "(SELECT max(meeting_id) FROM meetings_report WHERE version = 2)"
CONSULTATION = '"on", unit_id, part, account_id, post_id, mandate_id'
HELD = "(SELECT congress_id FROM congresses_seatshare LIMIT 1)"
FOREIGN = (
    "(SELECT m.id FROM people_mandate m JOIN people_post p ON p.id = m.post_id JOIN units_unit u ON u.id = p.unit_id"
    " WHERE u.depth = 0 LIMIT 1)"
)
LATE = f"(SELECT source_id FROM {OWED} WHERE source_kind = 'report' AND filed_on > due_on)"

DAYS = "the days of an obligation follow from its directive"
FACTS = "the facts of an obligation follow from what was submitted and released"
ASKED = "what the calendar asks is owed exactly once"
NOTED = "what stands programmed is noted"
CAUSE = "what is cancelled has a cause"
RECORDED = "each report submitted is recorded once"
CAMPAIGN = "a campaign asks with numbered versions of a form"
ANSWERED = "answers stand under their declaration"
DECLARED = "each declaration is recorded once"
SUBMITTED = "what is recorded was submitted"
COUNTS = "the counts of a report add up"
AS_SENT = "a report reads as it was sent"
OWN = "a report is the unit's own"
MEETING = "a meeting says of itself what is so"
POINTS = "points are counted and carried once"
ACTION = "an action is part of its meeting"
NUMBERED = "decisions keep their numbers"
GONE_UP = "what goes up is a decision, and stands where it was sent"
CIRCULATED = "minutes that were circulated are of their meeting"
ADOPTION = "minutes wait on the next agenda of their body"
PREPARED = "what is prepared is of its meeting"
NEWS = "news of an action is its unit's own"
FROM_ABOVE = "a note of receipt comes from above"
RECEIPTS = "each receipt was given once"
LADDER = "what is owed has its ladder laid in advance"
STEP = "a step marked as told was told"
NOTICE = "a notice is about what still waits"
MESSAGE = "a message has the instants of its state"
LETTER = "a letter is one row with one fate"
PLACE = "each unit stands where its placement says"
PLACES = "places follow each other without a gap"
SOIL = "a chapter sits on a unit of the territory that was there"
KINDS = "units, bodies and posts are of kinds that fit"
INSIDE = "nothing lives longer than what it is part of"
NAMES = "names are found and sorted as they are written"
HOLDER = "a post for one holder has one, a person holds a post once"
MANDATE = "a mandate says of itself what is so"
CONSULTED = "who consulted a record came from outside"
TWO = "what needs two persons had two"
DOORS = "what opens a door has its days in order"
DIRECTIVE = "a directive asks what can be asked"
HELP = "a ladder of help is possible"
EXCEPTION = "an exception is for a unit that owes"
REQUEST = "a request has one answer"
GRANT = "what was granted was given"
FILED_WITH_AUTHORITY = "an office that began is declared, and asked of its secretary"
RECEIVED = "a receipt of the authority is of its unit and its office"
WORDS_OF_BRANCHES = "a branch speaks of its own situation"
HOUSED = "premises are said by their unit, in order"
ACTIVITIES = "activities near the people are said by their unit, in order"
ISSUED_PLAN = "an edition of the plan reads as it was issued"
FOLLOWED = "what a unit follows of the plan is its own"
STATED = "a value is stated by whoever follows its indicator"
KEPT_MEASURES = "what is measured is kept where it changed"
STANDING_OF_PLAN = "how far a unit is follows from what it said"
TRAINING_NEEDS = "needs of training are said by their unit, in order"
SENT_PACK = "a pack that was sent is as it was sent"
PACK = "a pack is of its meeting and its day"
TRAINED = "training is organised by its unit, in versions"
CAME = "who came to training is said by whoever organised it"
REMEMBERED = "what a person attended is kept by their word"
ISSUED_WHOLE = "an election is issued whole"
READINESS = "readiness is said by the unit it belongs to"
ASKED_FOR = "a request for resources is spoken of in order"
LINE = "a budget line is never overspent"
DELIVERED = "what is delivered was granted"
SEATS = "the seats of a congress add up"
LISTS = "the lists of delegates fit their seats"
STAGES = "the stages of a congress are in order"
CONGRESS = "a congress is of the unit that owes it"
ELECTED = "the elected hold what they were elected to"
ADVICE = "advice and its answers are in order"
VISIT = "a visit says of itself what is so"
PROMISE = "a promise follows what it came from"
SEEN = "an observation is of its unit and its day"
SETTLED = "nothing settled from above is still asked for"
BLANKED = "of whom nothing is kept any more nothing is left"
MERGED = "a record that became another says which"
INSIDE_HALL = "who was counted in had been filed"
VOTED = "what a congress voted was written by its region"
RULE = "a rule about holding posts can be kept"
AGAINST = "what was done against a rule was against it"
CLOSING = "a closing can be withdrawn"
ISSUED = "a stage is as it was issued last"
FORGOTTEN = "a secret shown once is not kept"
SETTINGS = "the settings of the party make sense"
ENDED = "a case ends by somebody's word"
BACK = "a case comes back in order"
WORD = "each word about a case is of who may say it"
REMEDY = "remedies follow each other"
LOOK = "a look sees what is there"
OVERDUE = "a case of a declaration lasts while it is overdue"
UNHOUSED = "a case of no premises lasts while its unit says so"
BY_HAND = "a reminder by hand is noted and told"


def owed(what: str, change: str, told: str, row: str = LIVE) -> Plant:
    """One row of what is owed, changed."""
    return Plant(what, "obligations.Obligation", f"UPDATE {OWED} SET {change} WHERE id = {row}", told)


def changed(what: str, model: str, change: str, told: str, where: str = "") -> Plant:
    """The last row of a table (of those that ``where`` says), changed."""
    table = model.lower().replace(".", "_")
    clause = f"WHERE {where}" if where else ""
    return Plant(what, model, f"UPDATE {table} SET {change} WHERE id = (SELECT max(id) FROM {table} {clause})", told)


def gone(what: str, model: str, told: str, where: str = "") -> Plant:
    """The last row of a table, deleted."""
    table = model.lower().replace(".", "_")
    clause = f"WHERE {where}" if where else ""
    return Plant(what, model, f"DELETE FROM {table} WHERE id = (SELECT max(id) FROM {table} {clause})", told)


def refused(what: str, model: str, sql: str, constraint: str) -> Plant:
    """What the database itself refuses, by the name of the constraint."""
    return Plant(what, model, sql, constraint, is_refused=True)
