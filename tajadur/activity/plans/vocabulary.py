"""The words of the plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.rules.plans import Direction, MeasuredIn, PlanMeasure

EDITION, FOLLOWED = "plan", "plan_followed"  # subjects of entries in the audit log
LONGEST_NAME, LONGEST_PROOF, LONGEST_NEWS = 160, 1000, 1000
# An edition of the plan, and the rows under one of its items, have at most so many.
MOST_UNDER_ONE = 30
MOST_OWN_ACTIONS = 20
# A value is stated at most so many months after its day.
MONTHS_BACK = 24


class EditionStatus(models.TextChoices):
    """Where an edition stands: drafted at headquarters, then issued and never changed."""

    DRAFT = "draft", pgettext_lazy("plan", "Draft")
    ISSUED = "issued", pgettext_lazy("plan", "Issued")


class PlanLevel(models.TextChoices):
    """What an edition is made of, each under the one before."""

    AXIS = "axis", pgettext_lazy("plan", "Axis")
    OBJECTIVE = "objective", pgettext_lazy("plan", "Objective")
    ACTION = "plan_action", pgettext_lazy("plan", "Action")
    INDICATOR = "indicator", pgettext_lazy("plan", "Indicator")


MEASURED_IN_WORDS = {
    MeasuredIn.COUNT: pgettext_lazy("plan", "Count"),
    MeasuredIn.SHARE: pgettext_lazy("plan", "Share, in percent"),
    MeasuredIn.YES_NO: pgettext_lazy("plan", "Yes or no"),
}
MEASURED_IN_CHOICES = [(unit.value, words) for unit, words in MEASURED_IN_WORDS.items()]
DIRECTION_WORDS = {
    Direction.UP: pgettext_lazy("plan", "Is to rise"),
    Direction.DOWN: pgettext_lazy("plan", "Is to fall"),
}
DIRECTION_CHOICES = [(way.value, words) for way, words in DIRECTION_WORDS.items()]
MEASURE_WORDS = {
    PlanMeasure.OFFICES_MEETING: _("Meetings of offices reported, of those expected in six months"),
    PlanMeasure.ON_TIME: _("Reported on time, of everything expected in six months"),
    PlanMeasure.WOMEN: _("Women among the holders of posts in offices"),
    PlanMeasure.PREMISES: _("Branches with premises"),
    PlanMeasure.ACTIONS: _("Actions of meetings closed on their day, of those due in twelve months"),
    PlanMeasure.CONGRESSES: _("Congresses held in twelve months"),
}
MEASURE_CHOICES = [(measure.value, words) for measure, words in MEASURE_WORDS.items()]
PROBLEMS = {
    "plan_name_required": _("Write it in this language too."),
    "edition_days": _("The last day comes after the first one."),
    "weight_range": _("A weight is from 1 to 100."),
    "under_required": _("Choose under which it stands."),
    "under_itself": _(
        "This cannot stand there: an objective stands under an axis, an action under an objective, an indicator under "
        "an action, of the same edition."
    ),
    "under_many": _("At most %(most)s can stand under one. Put it under another."),
    "measure_unit": _("What is chosen is measured otherwise: choose «%(unit)s»."),
    "measured_in_required": _("Choose in which unit it is measured."),
    "direction_required": _("Choose whether it is to rise or to fall."),
    "value_required": _("Type a number."),
    "value_yes_no": _("It is answered with yes or no: type 1 or 0."),
    "value_share": _("It is a share: type a percentage from 0 to 100, with one decimal at most."),
    "value_count": _("It is a count: type a whole number, 0 or more."),
    "target_wrong_way": _("The target lies on the wrong side of the start: check both, or whether it is to rise."),
    "plan_due_required": _("Choose by which day."),
    "due_in_edition": _("Choose a day of the edition, from %(first)s to %(last)s."),
    "due_past": _("Choose today or a later day."),
    "edition_ended": _("The edition ended on %(last)s: its days stay as they are."),
    "edition_empty": _("Not complete yet: every axis needs an objective, every objective an action. See %(name)s."),
    "edition_without_axes": _("Not complete yet: an edition needs an axis."),
    "days_outside": _("A day under «%(name)s» lies outside the edition, from %(first)s to %(last)s."),
    "weights_sum": _(
        "The weights under «%(name)s» do not add up to 100: correct them, or leave all of them out. They add up to "
        "%(sum)s."
    ),
    "action_text_required": _("Write what your unit does."),
    "own_actions_many": _("At most %(most)s actions of your own under one objective."),
    "news_required": _("Say in a sentence what was done."),
    "news_day_required": _("Choose the day."),
    "news_in_future": _("This day has not come yet."),
    "news_before": _("Your unit follows this since %(first)s: choose that day or a later one."),
    "proof_required": _("Say in a sentence how it is known."),
    "valued_required": _("Choose the day of the value."),
    "valued_in_future": _("This day has not come yet. State the value once it has."),
    "valued_before_unit": _("The unit exists since %(opened)s: choose that day or a later one."),
    "valued_long_ago": _("Values are stated up to two years back, from %(earliest)s on."),
    "plan_link_unknown": _("Choose an action that your unit follows."),
}
CONFLICTS = {
    "edition_issued": _("This edition was issued meanwhile: it is never changed. Draft another one to follow it."),
    "edition_changed": _("The draft was changed meanwhile: read it again, then issue it."),
    "objective_adopted": _("Your unit adopted this objective already: see its page, and adapt it there."),
    "edition_followed": _("Another edition followed this one: adopt objectives of the edition in force."),
    "unit_closed": _("The unit is closed: nothing is followed any more."),
    "adoption_spoken": _("Something was said under this objective already: it stays."),
    "plan_indicator_measured": _("This indicator is measured from what is recorded: no value is stated."),
    "action_is_done": _("This action is done already."),
}
