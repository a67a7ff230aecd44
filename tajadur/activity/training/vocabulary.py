"""The words of training."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.rules.training import NeedState, TrainingState

SUBJECT, NEED_SUBJECT = "training", "training_need"  # of their entries in the audit log
LONGEST_PLACE = 200
LONGEST_PROGRAMME = 3000
LONGEST_NAMES = 300
LONGEST_REASON = 300
MOST_SEATS = 2000
MOST_PEOPLE = 5000
# A session lasts at most so many days, and is recorded at most so many months after or before its first.
LONGEST_DAYS = 31
MONTHS_AROUND = 24


class TrainingKind(models.TextChoices):
    """What is taught."""

    ORGANISATION = "organisation", pgettext_lazy("training", "Running a branch")
    MEETINGS = "meetings", pgettext_lazy("training", "Meetings, minutes and reports")
    COMMUNICATION = "communication", pgettext_lazy("training", "Communication and media")
    DIGITAL = "digital", pgettext_lazy("training", "Digital tools")
    LAW = "law", pgettext_lazy("training", "Law of parties and public freedoms")
    LOCAL = "local", pgettext_lazy("training", "Local authorities and the work of the elected")
    ELECTIONS = "elections", pgettext_lazy("training", "Running an election campaign")
    FINANCE = "finance", pgettext_lazy("training", "Accounts and proofs")
    LEADERSHIP = "leadership", pgettext_lazy("training", "Leadership of women and young people")
    DOCTRINE = "doctrine", pgettext_lazy("training", "History and ideas of the party")
    OTHER = "other", pgettext_lazy("training", "Another subject")


class NeedPriority(models.TextChoices):
    """How pressing a need is, in the words of the unit."""

    HIGH = "high", pgettext_lazy("priority of a need", "High")
    MEDIUM = "medium", pgettext_lazy("priority of a need", "Medium")
    LOW = "low", pgettext_lazy("priority of a need", "Low")


# The counts of who came: women and men of each age group (``rooms.md`` §5), and how many of them are elected, officers.
AGE_GROUPS = {
    "18_24": pgettext_lazy("age group", "18 to 24"),
    "25_34": pgettext_lazy("age group", "25 to 34"),
    "35_59": pgettext_lazy("age group", "35 to 59"),
    "60": pgettext_lazy("age group", "60 and more"),
}
SEXES = {"women": pgettext_lazy("attendance", "Women"), "men": pgettext_lazy("attendance", "Men")}
PEOPLE = tuple(f"{sex}_{group}" for sex in SEXES for group in AGE_GROUPS)
OF_WHICH = {
    "elected": pgettext_lazy("attendance", "Elected to a council"),
    "officers": pgettext_lazy("attendance", "Officers of the unit"),
}
COUNTS = (*PEOPLE, *OF_WHICH)

STATE_WORDS = {
    TrainingState.PLANNED: pgettext_lazy("training session", "Planned"),
    TrainingState.RUNNING: pgettext_lazy("training session", "Running"),
    TrainingState.UNDECLARED: pgettext_lazy("training session", "Attendance to be declared"),
    TrainingState.HELD: pgettext_lazy("training session", "Held"),
    TrainingState.CANCELLED: pgettext_lazy("training session", "Cancelled"),
}
NEED_WORDS = {
    NeedState.OPEN: pgettext_lazy("training need", "Not met yet"),
    NeedState.MET: pgettext_lazy("training need", "Met"),
    NeedState.WITHDRAWN: pgettext_lazy("training need", "Taken back"),
}

NEED_PROBLEMS = {
    "kind_required": _("Choose the subject."),
    "priority_required": _("Say how pressing it is."),
    "people_required": _("Type how many people need it."),
    "people_range": _("Type a number from 1 to %(most)s."),
    "need_open": _("Your unit has said so on %(since)s and it is not met yet: correct that one instead."),
}
SESSION_PROBLEMS = {
    "kind_required": _("Choose the subject."),
    "from_required": _("Choose the first day."),
    "to_required": _("Choose the last day."),
    "days_order": _("The last day comes before the first one."),
    "days_many": _("Too long: it ends on %(latest)s at the latest. Organise a second session."),
    "before_unit": _("The unit exists since %(opened)s: choose that day or a later one."),
    "days_far": _("Choose days from %(earliest)s to %(latest)s."),
    "days_attended": _("Attendance was declared already: the session cannot lie ahead."),
    "place_required": _("Write where it takes place."),
    "programme_required": _("Write the programme."),
    "seats_required": _("Type how many seats there are."),
    "seats_range": _("Type a number from 1 to %(most)s."),
    "invited_required": _("Choose at least one unit to invite."),
    "invited_unknown": _("Invite units of your own, from the list."),
    "trainer_unknown": _("Choose trainers from the list."),
    "province_unknown": _("Choose a province from the list."),
    "reason_required": _("Say why it is cancelled: those invited read it."),
}
ATTENDANCE_PROBLEMS = {
    "session_ahead": _("The session ends on %(day)s: declare who came once it is over."),
    "unit_required": _("Choose the unit from which they came."),
    "unit_unknown": _("Choose a unit that was invited, from the list."),
    "unit_counted": _("This unit was declared already: correct that line instead."),
    "nobody": _("Nobody is counted. Type how many came, or declare nothing of this unit."),
    "count_range": _("Type a number from 0 to %(most)s."),
    "more_than_came": _("More than came: %(people)s came in all."),
    "over_seats": _("Present in all: %(people)s; seats: %(seats)s. If this is right, say so below and send again."),
}
PERSON_PROBLEMS = {
    "person_required": _("Choose a person."),
    "person_not_agreed": _("This person has not agreed, or agreed no longer: what they attended is not kept."),
    "session_ahead": ATTENDANCE_PROBLEMS["session_ahead"],
}
NEED_CONFLICTS = {
    "need_corrected": _("This was corrected meanwhile: see what it says now, then correct it again."),
}
SESSION_CONFLICTS = {
    "session_changed": _("The session was changed meanwhile: see what it says now, then change it again."),
    "session_cancelled": _("The session was cancelled: nothing of it can be changed any more."),
    "session_attended": _("Attendance was declared: take it back first, or correct the session instead."),
    "attendance_corrected": _("This was corrected meanwhile: see what it says now, then correct it again."),
}
