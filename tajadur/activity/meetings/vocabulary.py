"""The words of meetings and reports."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tajadur.duties.directives.vocabulary import SERIES_WORDS
from tajadur.rules.actions import ActionState
from tajadur.rules.carry_over import Outcome
from tajadur.rules.cycles import Cycle, CycleUnit
from tajadur.rules.minutes import MinutesState
from tajadur.rules.periods import CALENDAR_TYPES, PeriodType
from tajadur.rules.proposals import ProposalState

OUTCOME_WORDS: Mapping[Outcome, Promise] = {
    Outcome.REACHED: _("Reached"),
    Outcome.PARTLY: _("Partly"),
    Outcome.NOT_REACHED: _("Not reached"),
    Outcome.CARRIED: _("Carried to the next meeting"),
}
ACTION_WORDS: Mapping[ActionState, Promise] = {
    ActionState.DONE: _("Done"),
    ActionState.IN_PROGRESS: _("In progress"),
    ActionState.OPEN: _("To be done"),
    ActionState.NO_NEWS: _("No news"),
}
PROPOSAL_WORDS: Mapping[ProposalState, Promise] = {
    ProposalState.SENT: _("Sent"),
    ProposalState.ON_AGENDA: _("On the agenda"),
    ProposalState.REACHED: OUTCOME_WORDS[Outcome.REACHED],
    ProposalState.PARTLY: OUTCOME_WORDS[Outcome.PARTLY],
    ProposalState.NOT_REACHED: OUTCOME_WORDS[Outcome.NOT_REACHED],
    ProposalState.CARRIED: OUTCOME_WORDS[Outcome.CARRIED],
    ProposalState.WITHDRAWN: _("Taken back"),
}
# What a report says of a point that puts minutes to adoption, under the same codes.
ADOPTION_WORDS: Mapping[Outcome, Promise] = {
    Outcome.REACHED: _("Adopted"),
    Outcome.PARTLY: _("Adopted with corrections"),
    Outcome.NOT_REACHED: _("Sent back"),
    Outcome.CARRIED: OUTCOME_WORDS[Outcome.CARRIED],
}
ADOPTION_CHOICES = [(outcome.value, ADOPTION_WORDS[outcome]) for outcome in Outcome]
MINUTES_WORDS: Mapping[MinutesState, Promise] = {
    MinutesState.DRAFT: _("Minutes in draft"),
    MinutesState.CIRCULATED: _("Minutes circulated, to be adopted"),
    MinutesState.ADOPTED: _("Minutes adopted"),
    MinutesState.CORRECTED: _("Minutes adopted with corrections"),
    MinutesState.SENT_BACK: _("Minutes sent back"),
}
OUTCOME_CHOICES = [(outcome.value, OUTCOME_WORDS[outcome]) for outcome in Outcome]


class MeetingState(models.TextChoices):
    """Where a meeting stands."""

    PROGRAMMED = "programmed", _("Programmed")
    CANCELLED = "cancelled", _("Cancelled")
    REPORTED = "reported", _("Reported")


class PointKind(models.TextChoices):
    """The two kinds of points of a meeting."""

    OBJECTIVE = "objective", _("Objective")
    ITEM = "item", _("Agenda item")


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a series comes back: a cycle and its words. Spelled as an RFC 5545 rule by ``rule_of``."""

    cycle: Cycle
    words: Promise

    @property
    def is_weekly(self) -> bool:
        """Does it count in weeks rather than in months?"""
        return self.cycle.unit is CycleUnit.WEEK


_OWN_PACES = {"fortnightly": Pace(Cycle(CycleUnit.WEEK, 2), _("Every two weeks"))}


def with_own_paces(asked: Mapping[str, Pace]) -> dict[str, Pace]:
    """The paces of directives and our own, the most often first.

    One of our own gives way to a directive's with the same cycle, so that a rule reads back as one pace.
    """
    rules = {pace.cycle.rrule for pace in asked.values()}
    own = {name: pace for name, pace in _OWN_PACES.items() if pace.cycle.rrule not in rules}
    return dict(sorted((own | dict(asked)).items(), key=lambda named: named[1].cycle.longest_days))


# A series may come back as often as a directive asks, more often than once a year; and every two weeks.
PACES = with_own_paces(
    {kind.value: Pace(kind.cycle, SERIES_WORDS[kind]) for kind in CALENDAR_TYPES - {PeriodType.YEARLY}}
)
PACE_CHOICES = [(name, pace.words) for name, pace in PACES.items()]


class NthWeekday(models.TextChoices):
    """Which day of its month a series takes: one weekday of the month, or a day by its number."""

    FIRST = "1", _("First")
    SECOND = "2", _("Second")
    THIRD = "3", _("Third")
    FOURTH = "4", _("Fourth")
    LAST = "-1", _("Last")
    DAY = "day", _("On a fixed day of the month")


class Weekday(models.TextChoices):
    """The days of the week, Monday first, by their RFC 5545 code."""

    MONDAY = "MO", _("Monday")
    TUESDAY = "TU", _("Tuesday")
    WEDNESDAY = "WE", _("Wednesday")
    THURSDAY = "TH", _("Thursday")
    FRIDAY = "FR", _("Friday")
    SATURDAY = "SA", _("Saturday")
    SUNDAY = "SU", _("Sunday")


class DayWarning(models.TextChoices):
    """What is worth knowing about a day before meeting on it. Never blocks."""

    HOLIDAY = "holiday", _("This day is a public holiday: %(name)s.")
    HOLIDAY_ESTIMATED = (
        "holiday_estimated",
        _("This day is probably a public holiday: %(name)s. Its date is an estimate until it is announced."),
    )
    RAMADAN_EVENING = (
        "ramadan_evening",
        _("This evening probably falls in Ramadan, at or near the breaking of the fast. The date is an estimate."),
    )


PROBLEMS = {
    "body_unknown": _("Choose one of the bodies of your unit."),
    "place_missing": _("Say where the meeting takes place."),
    "points_missing": _("Write at least one line."),
    "points_too_many": ngettext_lazy(
        "%(most)s line at most: you wrote %(count)s.",
        "%(most)s lines at most: you wrote %(count)s.",
        "most",
    ),
    "point_too_long": ngettext_lazy(
        "Line %(line)s has %(length)s character. %(limit)s at most: shorten it.",
        "Line %(line)s has %(length)s characters. %(limit)s at most: shorten it.",
        "length",
    ),
    "before_unit": _("The unit did not exist yet on this day: it was opened on %(day)s."),
    "after_unit": _("The unit is closed on this day: it closed on %(day)s."),
    "before_body": _("This body did not exist yet on this day: it was set up on %(day)s."),
    "after_body": _("This body no longer exists on this day: it ended on %(day)s."),
    "too_old": _("This day is too far back. A meeting already held can be recorded from %(day)s on."),
    "too_far": _("This day is more than one year ahead. Choose a day up to %(day)s."),
    "same_day_meeting": _("A meeting of the same body already stands on this day. If there are two, confirm it below."),
    "series_running": _("This body already has a series of meetings that runs. If both are right, confirm it below."),
    "proposal_stays": _("«%(text)s» was sent from below: it stays on the agenda until a report says what came of it."),
    "minutes_stay": _("«%(text)s» stays on the agenda: the minutes wait to be adopted by this meeting."),
    "starts_in_past": _("A series starts today or later."),
    "starts_too_far": _("A series starts within a year. Choose a day up to %(day)s."),
    "ends_before_start": _("The last day comes before the first. Correct one of the two."),
    "rule_unknown": _("This rhythm is not known. Choose one from the list."),
    "rule_never": _("With this rhythm no meeting falls within a year. Change the rhythm or the days."),
    "minutes_out_of_range": _("A meeting lasts from 5 minutes to 24 hours."),
    "already_reported": _("This meeting is already reported: it can no longer be changed here."),
    "already_cancelled": _("This meeting is already cancelled."),
    "not_moved": _("The day and the hour are the same as before. Change one of them."),
    "leaves_period": _(
        "This day lies in another period: the meeting will count for that period only, and no longer for the first one."
        " If this is right, confirm it below."
    ),
    "reason_missing": _("Say why, in a few words."),
    "series_stopped": _("This series is already stopped."),
    "stops_before_today": _("A series stops today or later."),
}

CONFIRMATIONS = {
    "same_day_meeting": _("Yes, this is another meeting on the same day"),
    "series_running": _("Yes, both series run side by side"),
    "leaves_period": _("Yes, move it to the other period"),
}

REPORT_PROBLEMS = {
    "held_in_future": _("A report tells of a meeting already held: the day cannot be after today, %(today)s."),
    "starts_in_future": _("The meeting has not begun yet at this hour. Correct the hour, or report after the meeting."),
    "period_not_open": _("The period of this meeting opens on %(opens_on)s: it cannot be reported before."),
    "held_outside_period": _(
        "This meeting stands in the period from %(first)s to %(last)s, and counts only there."
        " If it was held on another day, move the meeting to that day first, then report it."
    ),
    "period_locked": _("Reports of this period were taken until %(locks_on)s. Ask the level above to reopen it."),
    "before_unit": PROBLEMS["before_unit"],
    "after_unit": PROBLEMS["after_unit"],
    "before_body": PROBLEMS["before_body"],
    "after_body": PROBLEMS["after_body"],
    "place_missing": PROBLEMS["place_missing"],
    "end_before_start": _("The meeting cannot end before it starts. Correct one of the two hours."),
    "past_midnight": _("The end comes before the start. If the meeting went on past midnight, confirm it below."),
    "attendance_negative": _("A count cannot be below zero."),
    "women_above_present": _("There cannot be more women than people present, %(limit)s. Correct one of the two."),
    "youth_above_present": _(
        "There cannot be more young people than people present, %(limit)s. Correct one of the two."
    ),
    "attendance_nobody": _("Nobody was present. If this is right, confirm it below; else correct the count."),
    "attendance_above_ten_times": _(
        "This is more than ten times the body (%(limit)s). If this is right, confirm it below; else correct the count."
    ),
    "attendance_above_body": ngettext_lazy(
        "Present, excused and absent make %(total)s together, and the body has %(limit)s member. Correct the counts;"
        " if more were convened that day, confirm it below.",
        "Present, excused and absent make %(total)s together, and the body has %(limit)s members. Correct the counts;"
        " if more were convened that day, confirm it below.",
        "limit",
    ),
    "outcome_missing": _("Say what came of this point."),
    "adopted_before": _(
        "These minutes are of a meeting held on %(day)s: only a meeting held after it can adopt them or send them back."
    ),
    "corrections_missing": _("Write in the remark which corrections are to be made."),
    "points_changed": _(
        "The points of this meeting have changed since the page was opened. Check them and send again."
    ),
    "rows_too_many": _("%(most)s at most: you wrote %(count)s."),
    "action_without_text": _("Say what has to be done, or clear the day."),
    "action_unknown": _("This action was already changed elsewhere. Reload the page to see it."),
    "owner_missing": _("Choose who will do it."),
    "owner_unknown": _("Choose one of the posts of your unit."),
    "due_missing": _("Give the last day for it."),
    "decision_unknown": _("There is no decision number %(number)s in this report. Leave it empty if there is none."),
    "due_before_meeting": _("The last day cannot come before the meeting, %(day)s."),
    "nothing_changed": _("Nothing is different from the version already sent. Change what must be corrected first."),
    "draft_too_large": _("This text is too long to be kept: %(size)s KB. %(limit)s KB at most: shorten it."),
    "draft_unreadable": _("This could not be read as a draft."),
    "repeated": _("This came twice. Type it once."),
    "number_missing": _("Type a number; 0 if there was nobody."),
}

NEWS_PROBLEMS = {
    "text_missing": _("Say what was done, in one sentence."),
    "told_on_missing": _("Give the day of this news."),
    "told_in_future": _("News is of a day that has come: today, %(today)s, or before."),
    "told_before_opened": _("This action was opened on %(day)s: its news cannot be of a day before."),
    "action_closed": _("This action is done: reopen it first if there is more to tell."),
    "action_dropped": _("A correction of the report took this action out: there is nothing more to tell of it."),
}

PROPOSAL_PROBLEMS = {
    "decision_gone": _("This decision is no longer in the report. Look at the version that counts."),
    "no_body_above": _("No body stands above this unit today: there is nobody to send this to."),
    "origin_unknown": _("Choose one of the proposals that stood on the agenda of this meeting."),
    "already_sent": _("This decision was sent already."),
    "already_answered": _("The body above has said what came of it: it can no longer be taken back."),
    "already_withdrawn": _("This was taken back already."),
}

MINUTES_PROBLEMS = {
    "minutes_not_asked": _("This body does not have its minutes adopted."),
    "not_the_latest": _("A later version of the report counts: circulate that one."),
    "already_circulated": _("This version was circulated already."),
    "already_adopted": _("These minutes are adopted already."),
}

PREPARATION_PROBLEMS = {
    "step_unknown": _("This step is not part of the preparation of this meeting."),
    "already_reported": PROBLEMS["already_reported"],
    "already_cancelled": PROBLEMS["already_cancelled"],
}

REPORT_CONFIRMATIONS = {
    "past_midnight": _("Yes, it went on past midnight"),
    "attendance_nobody": _("Yes, nobody was present"),
    "attendance_above_ten_times": _("Yes, the count is right"),
    "attendance_above_body": _("Yes, so many were convened"),
}
