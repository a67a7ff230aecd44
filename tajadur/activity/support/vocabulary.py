"""The words of advice, visits, promises and observations."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import models
from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.rules.support import AdviceState, PromiseState, VisitState

TEXT_LIMIT = 4000
SHORT_LIMIT = 500
LOOKED_BACK = timedelta(days=30)  # a visit that nobody planned is noted within a month
LOOKED_AHEAD = timedelta(days=366)
PROMISED_AHEAD = timedelta(days=731)

# What notices are about.
ADVICE, VISIT, PROMISE = "advice", "visit", "promise"


class SubjectKind(models.TextChoices):
    """What of the unit advice or an observation is about; nothing when it is about the unit as a whole."""

    MEETING = "meeting", _("A meeting")
    OBLIGATION = "owed", _("Something owed")
    CASE = "case", _("A dysfunction")


class AnswerKind(models.TextChoices):
    """What the unit says to advice."""

    ANSWER = "answer", _("An answer")
    QUESTION = "question", _("A question back")


class VisitOutcome(models.TextChoices):
    """What was said to have come of a visit; nothing while nothing was said."""

    MADE = "made", pgettext_lazy("visit", "Made")
    NOT_MADE = "not_made", pgettext_lazy("visit", "Not made")
    CANCELLED = "cancelled", pgettext_lazy("visit", "Cancelled")


class VisitSide(models.TextChoices):
    """On which side of a visit a post stood."""

    VISITOR = "visitor", _("Visits")
    MET = "met", _("Was met")


ADVICE_WORDS: Mapping[AdviceState, Words] = {
    AdviceState.WITHDRAWN: pgettext_lazy("advice", "Withdrawn"),
    AdviceState.ANSWERED: pgettext_lazy("advice", "Answered"),
    AdviceState.USED: pgettext_lazy("advice", "Used"),
    AdviceState.READ: pgettext_lazy("advice", "Read"),
    AdviceState.UNREAD: pgettext_lazy("advice", "Not read yet"),
}
VISIT_WORDS: Mapping[VisitState, Words] = {
    VisitState.CANCELLED: pgettext_lazy("visit", "Cancelled"),
    VisitState.MADE: pgettext_lazy("visit", "Made"),
    VisitState.NOT_MADE: pgettext_lazy("visit", "Not made"),
    VisitState.OVERDUE: pgettext_lazy("visit", "Nothing said since"),
    VisitState.PLANNED: pgettext_lazy("visit", "Planned"),
}
PROMISE_WORDS: Mapping[PromiseState, Words] = {
    PromiseState.WITHDRAWN: pgettext_lazy("promise", "Withdrawn"),
    PromiseState.KEPT: pgettext_lazy("promise", "Kept"),
    PromiseState.KEPT_LATE: pgettext_lazy("promise", "Kept late"),
    PromiseState.OVERDUE: pgettext_lazy("promise", "Overdue"),
    PromiseState.OPEN: pgettext_lazy("promise", "Open"),
}

PROBLEMS = {
    "text_required": _("Write it in a sentence or two."),
    "subject_unknown": _("Choose what it is about again: this is not of this unit."),
    "unit_closed": _("This unit is closed since %(day)s: nothing new is said to it."),
    "advice_withdrawn": _("This advice was withdrawn on %(day)s: it needs no answer any more."),
    "answer_kind": _("Choose: an answer, or a question back."),
    "visit_day_required": _("Choose the day of the visit."),
    "visit_in_the_past": _("A visit is moved to today or a later day."),
    "visit_not_ahead": _("Plan the visit for today or a later day."),
    "visit_too_long_ago": _("A visit is noted within a month: from %(earliest)s on."),
    "visit_too_far": _("Plan a visit within a year, until %(latest)s."),
    "visit_after_closing": _("This unit closes on %(day)s. Choose a day before it."),
    "visitors_required": _("Choose who visits, yourself or somebody who follows this unit."),
    "visitors_unknown": _("Choose who visits again: one of these posts does not stand above this unit."),
    "met_required": _("Choose whom you met, by post."),
    "met_unknown": _("Choose whom you met again: one of these posts is not of this unit."),
    "made_day_required": _("Give the day on which the visit was made."),
    "made_in_the_future": _("The visit is said to be made on %(day)s, which is still to come. Say it once it is made."),
    "made_too_long_ago": _("The visit was planned on %(day)s: it cannot have been made that long before."),
    "not_made_too_early": _("The visit is planned for %(day)s. Until then it can be cancelled or moved."),
    "reason_required": _("Write the reason in a sentence."),
    "same_day": _("The visit is planned for this day already."),
    "promise_due_required": _("Give the day by which it will be done."),
    "promise_before_visit": _("The promise is dated %(due)s, before the visit of %(day)s it was made on."),
    "promise_in_the_past": _("A promise is for today or later."),
    "promise_too_far": _("Promise within two years, until %(latest)s."),
    "promise_owner": _("Choose who will do it again: this post does not stand above this unit."),
    "decision_unknown": _("Choose the decision of the organisation pole again."),
    "proof_required": _("Say how it can be seen that it was done."),
    "kept_day_required": _("Give the day on which it was done."),
    "kept_in_the_future": _("This day is still to come. Say it once it is done."),
    "kept_before_promised": _("It was promised only on %(day)s: it cannot have been kept before."),
    "observed_day_required": _("Give the day on which this was seen."),
    "observed_in_the_future": _("This day is still to come. Note what was seen by today."),
    "observed_before_unit": _("The unit exists from %(day)s only."),
}
CONFLICTS = {
    "visit_settled": _("Somebody said a moment ago what came of this visit. What you typed was not kept: see below."),
    "visit_not_made": _("This visit was not made: nothing can be promised on it."),
    "promise_settled": _("This promise was kept or withdrawn meanwhile. What you typed was not kept: see below."),
    "advice_withdrawn": _("This advice was withdrawn already."),
}
