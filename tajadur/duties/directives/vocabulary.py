"""The words of directives."""

from collections.abc import Mapping

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tajadur.rules.periods import CALENDAR_TYPES, PeriodType
from tajadur.rules.reminders import LadderAnchor, Level

PERIOD_WORDS: Mapping[PeriodType, Promise] = {
    PeriodType.WEEKLY: _("Weekly"),
    PeriodType.MONTHLY: _("Monthly"),
    PeriodType.TWO_MONTHLY: _("Every two months"),
    PeriodType.QUARTERLY: _("Quarterly"),
    PeriodType.FOUR_MONTHLY: _("Every four months"),
    PeriodType.SIX_MONTHLY: _("Every six months"),
    PeriodType.YEARLY: _("Yearly"),
    PeriodType.DATED: _("Each year by a day"),
    PeriodType.ONCE: _("Once"),
}
# The words of a series of meetings, where they differ from those of a directive's frequency.
SERIES_WORDS: Mapping[PeriodType, Promise] = {
    **PERIOD_WORDS,
    PeriodType.WEEKLY: _("Every week"),
    PeriodType.MONTHLY: _("Every month"),
    PeriodType.QUARTERLY: _("Every three months"),
}
# A type of period without its words fails here, at import.
PERIOD_CHOICES = [(kind.value, PERIOD_WORDS[kind]) for kind in PeriodType]
CALENDAR_CHOICES = [(kind.value, PERIOD_WORDS[kind]) for kind in PeriodType if kind in CALENDAR_TYPES]


def period_choices() -> list[tuple[str, Promise]]:
    """The choices of the models, asked for by name: another type of period needs no migration."""
    return PERIOD_CHOICES


LEVEL_WORDS: Mapping[Level, Promise] = {
    Level.POST: _("The post itself"),
    Level.ABOVE: _("The level above"),
    Level.CELL: _("The follow-up cell"),
    Level.SECRETARY_GENERAL: _("The Secretary General"),
}
LEVEL_CHOICES = [(level.value, LEVEL_WORDS[level]) for level in Level]
# The levels that may excuse, extend and reopen.
RELEASING_LEVELS = tuple(level for level in Level if level is not Level.POST)
LADDER_ANCHOR_WORDS: Mapping[LadderAnchor, Promise] = {
    LadderAnchor.PERIOD_END: _("Last day of the period"),
    LadderAnchor.DUE: _("Last day for the report"),
    LadderAnchor.OVERDUE: _("First overdue day"),
}
LADDER_ANCHOR_CHOICES = [(anchor.value, LADDER_ANCHOR_WORDS[anchor]) for anchor in LadderAnchor]

# The audit log's words for writing a draft.
DIRECTIVE_DRAFTED = ("directive.drafted", "directive.edited")
EXCEPTION_DRAFTED = ("exception.drafted", "exception.edited")
AMENDMENT_DRAFTED = ("directive.amendment_drafted",)


class FulfilmentKind(models.TextChoices):
    """What fulfils a directive. Kinds whose app does not exist yet are fulfilled by a declaration."""

    MEETING = "meeting", _("Meeting of a body")
    CONGRESS = "congress", _("Congress")
    CENSUS = "census", _("Declaration of the organisational situation")
    DECLARATION = "declaration", _("Declaration")
    FORM = "form", _("Form of a census campaign")
    ACKNOWLEDGE = "acknowledge", _("Acknowledgement of a circular")
    FILING = "filing", _("Declaration to the authority")


# What is asked of posts: a circular makes its own directive, the law another; their pages are not those of directives.
ASKED_OF_POSTS = (FulfilmentKind.ACKNOWLEDGE, FulfilmentKind.FILING)
ASKED_OF_UNITS = tuple(kind for kind in FulfilmentKind if kind not in ASKED_OF_POSTS)
ASKED_OF_UNITS_CHOICES = [(kind.value, kind.label) for kind in ASKED_OF_UNITS]


class DirectiveStatus(models.TextChoices):
    """Drafted, then issued, then perhaps withdrawn."""

    DRAFT = "draft", _("Draft")
    ISSUED = "issued", _("Issued")
    WITHDRAWN = "withdrawn", _("Withdrawn")


PROBLEMS = {
    "unit_unknown": _("Choose a unit from the list."),
    "directive_unknown": _("This directive is not asked any more."),
    "reason_required": _("Write the reason in a sentence."),
    "authority_required": _("Say who decided it, for example «Political Bureau, 12 May 2026»."),
    "dates_contradict": _("The dates contradict: %(last)s is before %(first)s."),
    "choice_unknown": _("Choose one of the frequencies of the list."),
    "frequency_unchanged": _("This is already the frequency of the directive."),
    "frequency_not_for_dated": _("This directive is asked by a day: it can be suspended, not given another frequency."),
    "exception_cuts_a_period": _(
        "These days cut a period in two. From %(first)s to %(last)s would not: change the days, or suspend instead."
    ),
    "exception_overlaps": _("Another exception of the same unit covers some of these days. End it first."),
    "unit_owes_nothing": _("This unit does not owe this directive itself. Tick «everything below it too»."),
    "nothing_owes_below": _("Neither this unit nor any below it owes this directive. Choose another unit."),
    "code_taken": _("Another directive has this code."),
    "name_required": _("Write the name in this language."),
    "days_out_of_range": _("Type a number of days from 0 to %(most)s."),
    "body_required": _("Choose the body whose meeting is asked."),
    "body_of_another_kind": _("This body belongs to another kind of unit than the one that owes."),
    "dated_needs_days": _("Give the day it opens and the day it is due by."),
    "day_of_no_year": _("No year has day %(day)s of month %(month)s."),
    "once_needs_dates": _("Give both dates."),
    "term_not_amendable": _("This cannot be amended: withdraw the directive and draft a new one."),
    "period_type_fixed": _("This frequency cannot be changed: withdraw the directive and draft a new one."),
    "ladder_too_long": ngettext_lazy(
        "A ladder has %(most)s step at most.",
        "A ladder has %(most)s steps at most.",
        "most",
    ),
    "ladder_before_opening": _(
        "Step %(row)s would go on %(day)s, before the period opens. Bring it nearer to its day."
    ),
    "ladder_twice": _("Step %(row)s would tell the same level twice on one day, for example on %(day)s."),
    "nothing_changed": _("Nothing was changed: there is nothing to amend."),
    "period_type_already_changing": _("The frequency already changes on %(day)s."),
}
