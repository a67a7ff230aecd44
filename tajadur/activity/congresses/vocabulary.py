"""The words of congresses."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tajadur.rules.stages import StageAnchor

_STAGE_ANCHORS = {
    StageAnchor.EVENT: _("the last day, until a date is fixed; then that date"),
    StageAnchor.HELD: _("the day it was held"),
}
# From which day a stage is counted: a value without its words does not import.
STAGE_ANCHOR_CHOICES = [(anchor.value, _STAGE_ANCHORS[anchor]) for anchor in StageAnchor]


class EvidenceKind(models.TextChoices):
    """What shows that a stage is done."""

    NOTE = "note", _("A note")
    COUNT = "count", _("A number")
    REFERENCE = "reference", _("The number or address of a document")
    MEETING = "meeting", _("A meeting of the unit")


class Basis(models.TextChoices):
    """By what seats are shared out among the provinces."""

    MEMBERS = "members", _("Members of the branch offices")
    BRANCHES = "branches", _("Number of branches")


class ResolutionKind(models.TextChoices):
    """What is put to the vote."""

    MOTION = "motion", _("Motion")
    RESOLUTION = "resolution", _("Resolution")


class ElectedStatus(models.TextChoices):
    """Where the election of somebody stands."""

    PROPOSED = "proposed", _("Proposed")
    CONFIRMED = "confirmed", _("Confirmed")


# Codes that the screens and the operations know by name. The other stages are data only.
DATE, CALL, DELEGATES, HELD, DECLARED = "date-place", "call", "delegates", "held", "declared"
# The bodies a congress elects, the one that prepares it and ends with its results, and the longest list of names.
OFFICE, COUNCIL, COMMITTEE, CONGRESS = "office", "council", "preparatory", "congress"
MOST_ELECTED = 400

PROBLEMS = {
    "date_not_fixed": _("The day of the congress is not fixed yet: fix it first."),
    "day_not_come": _("The congress begins on %(day)s: this is written from that day on."),
    "day_over": _("The congress began on %(day)s and its desks are closed."),
    "lists_missing": _("No province has filed its delegates yet: there is nobody to make a code for."),
    "code_unknown": _("No delegate of this congress has this code. Read it again, digit by digit."),
    "code_counted": ngettext_lazy(
        "This code was counted in already, %(minutes)s minute ago. It counts once, whatever the desk.",
        "This code was counted in already, %(minutes)s minutes ago. It counts once, whatever the desk.",
        "minutes",
    ),
    "province_unknown": _("Choose the province from the list."),
    "more_than_filed": ngettext_lazy(
        "This province filed %(filed)s delegate, and %(inside)s are counted in already: no more can come in.",
        "This province filed %(filed)s delegates, and %(inside)s are counted in already: no more can come in.",
        "filed",
    ),
    "checked_in_already": ngettext_lazy(
        "%(inside)s delegate of your province is counted in at the congress: the list cannot be shorter.",
        "%(inside)s delegates of your province are counted in at the congress: the list cannot be shorter.",
        "inside",
    ),
    "resolution_text": _("Write the text that was put to the vote."),
    "resolution_kind": _("Choose what it is from the list."),
    "nobody_voted": _("Give the counts: nobody was counted for, against or abstaining."),
    "resolutions_too_many": ngettext_lazy(
        "A congress writes %(most)s text at most.", "A congress writes %(most)s texts at most.", "most"
    ),
    "votes_over_present": ngettext_lazy(
        "%(cast)s vote was counted, and only %(present)s delegates are counted in. Check, or confirm below.",
        "%(cast)s votes were counted, and only %(present)s delegates are counted in. Check, or confirm below.",
        "cast",
    ),
    "written_meanwhile": _(
        "Somebody else has written here since you opened this form. If yours is to stand, tick and send again."
    ),
    "cast_over_present": ngettext_lazy(
        "%(cast)s ballot was cast, and only %(present)s delegates are counted in. Check, or confirm below.",
        "%(cast)s ballots were cast, and only %(present)s delegates are counted in. Check, or confirm below.",
        "cast",
    ),
    "nobody_stood": _("At least one candidate stood."),
    "spoiled_over_cast": _("These cannot be more than the %(cast)s ballots cast."),
    "won_over_valid": _("This cannot be more than the %(valid)s valid ballots."),
    "stage_name_required": _("Give the stage a name in each of the three languages; the Arabic one is what most read."),
    "stage_name_taken": _("Another stage already bears this name."),
    "stage_offset": ngettext_lazy(
        "More than %(most)s day from the day is no target anybody can keep. Choose a smaller number.",
        "More than %(most)s days from the day is no target anybody can keep. Choose a smaller number.",
        "most",
    ),
    "stage_held": _("The day held is the day of the congress itself: it is never moved away from it."),
    "stage_counts_from_held": _("Only a stage that comes after the congress is counted from the day it was held."),
    "stage_too_early": _("«%(stage)s», which it waits for, is due later: this stage cannot be due before it."),
    "stage_leaves_late": _("«%(stage)s» waits for this stage and would be due before it."),
    "stage_later": _("«%(stage)s» comes later in the order: a stage waits only for those before it."),
    "stage_order": _("«%(stage)s» and this stage wait for each other in this order: they cannot change places."),
    "stage_edge": _("This stage already stands at this end of the list."),
    "stage_changed": _(
        "Somebody changed this stage meanwhile. What you typed is kept: read the page again, then save."
    ),
    "stage_waits": _("A change of this stage waits already: it is issued or dropped first."),
    "stage_not_waiting": _("This change was decided a moment ago."),
    "stage_by_oneself": _("You asked for this change yourself: another person issues it."),
    "day_required": _("Choose the day on which it was done."),
    "in_future": _("This day has not come yet. Today is %(day)s."),
    "before_opening": _("The edition opened on %(day)s: nothing of it can have been done before."),
    "needs": _("«%(stage)s» comes first and is not marked done yet. Mark it, with its day, then come back."),
    "before": _("«%(stage)s» was done on %(day)s: this stage cannot have been done before it."),
    "after": _("«%(stage)s», which rests on this stage, was done on %(day)s: choose that day or an earlier one."),
    "built_on": _("«%(stage)s» is already marked done and rests on this stage. Take that one back first."),
    "not_done": _("This stage is not marked done: there is nothing to take back."),
    "by_its_own_form": _("This stage is marked by fixing the date and the place."),
    "congress_held": _("The congress is held: this can no longer be changed."),
    "not_held_yet": _("This is filled in once the congress is held."),
    "already_declared": _("A declaration already says that the congress was held on %(day)s."),
    "not_asked": _("No congress is asked of this region for this edition any more."),
    "evidence_required": _("Say in a few words what shows it: a number, a reference or a note."),
    "count_required": _("Give the number."),
    "meeting_unknown": _("Choose the meeting again: none of your unit was found under this number."),
    "date_required": _("Choose the day of the congress."),
    "place_required": _("Say where the congress will be held."),
    "date_past": _("A date is fixed ahead: choose today or a later day."),
    "date_too_early": _("The edition opens on %(day)s. Choose that day or a later one."),
    "date_after_deadline": ngettext_lazy(
        "This is after the last day, %(deadline)s. You may keep this date: it will be shown as late by %(days)s day, "
        "and the Secretary General may still give an extension.",
        "This is after the last day, %(deadline)s. You may keep this date: it will be shown as late by %(days)s days, "
        "and the Secretary General may still give an extension.",
        "days",
    ),
    "seats_required": _("Give the number of delegates of the whole congress."),
    "floor_too_high": ngettext_lazy(
        "%(total)s seats do not give %(floor)s to the %(provinces)s province.",
        "%(total)s seats do not give %(floor)s to each of the %(provinces)s provinces.",
        "provinces",
    ),
    "no_provinces": _("No province stands below this region: there is nobody to give seats to."),
    "delegates_filed": ngettext_lazy(
        "%(n)s province has already filed its delegates by the present shares.",
        "%(n)s provinces have already filed their delegates by the present shares.",
        "n",
    ),
    "seats_not_shared": _("The region has not shared out the seats yet. Come back once it has."),
    "over_quota": ngettext_lazy(
        "Your province has %(seats)s seat: %(elected)s delegates are too many.",
        "Your province has %(seats)s seats: %(elected)s delegates are too many.",
        "seats",
    ),
    "shares_over_whole": _("These cannot be more than the delegates elected, %(elected)s."),
    "elected_required": _("Give the number of delegates elected."),
    "names_over_count": ngettext_lazy(
        "There is %(names)s name for a number of delegates of %(elected)s.",
        "There are %(names)s names for a number of delegates of %(elected)s.",
        "names",
    ),
    "delegates_missing": ngettext_lazy(
        "Delegates of %(missing)s of %(whole)s provinces are not filed yet.",
        "Delegates of %(missing)s of %(whole)s provinces are not filed yet.",
        "missing",
    ),
    "comment_required": _("Write the comment first."),
    "post_unknown": _("Choose the post again: none that this congress elects was found under this number."),
    "names_required": _("Write at least one name, one person a line."),
    "names_too_many": ngettext_lazy(
        "%(n)s name is more than %(most)s: one list at a time.",
        "%(n)s names are more than %(most)s: one list at a time.",
        "n",
    ),
    "line_no_arabic_name": _("Line %(row)s: there is no name in Arabic letters."),
    "line_two_names": _("Line %(row)s: two names in the same letters. One person a line."),
    "line_year": _("Line %(row)s: this is no year of birth. Write four digits, for example 1991."),
    "line_twice": _("Line %(row)s: the same person as on line %(first)s."),
    "line_namesakes": ngettext_lazy(
        "Line %(row)s: %(n)s person known here has this name. Add the year of birth, or choose that person under "
        "«One by one».",
        "Line %(row)s: %(n)s persons known here have this name. Add the year of birth of the one you mean, or choose "
        "that person under «One by one».",
        "n",
    ),
    "line_taken": _("Line %(row)s: already proposed for this post."),
    "same_persons": _(
        "Already known here: %(names)s. If they are the same persons, tick below and send again; if one is somebody "
        "else of that name, add the year of birth to the line."
    ),
    "women_named": ngettext_lazy(
        "%(named)s woman is named in the list: the number cannot be lower.",
        "%(named)s women are named in the list: the number cannot be lower.",
        "named",
    ),
    "shares_over_elected": _("These cannot be more than the %(elected)s elected to this body."),
    "name_required": _("Give the name in Arabic, or choose a person already known."),
    "post_taken": _("This post has one holder: somebody is already proposed for it."),
    "already_confirmed": _("This is already confirmed: it can no longer be changed here."),
    "nobody_proposed": _("Nobody proposed for this body is left to take back."),
    "nobody_elected": _("Nobody is proposed yet: the region has not filed who was elected."),
}
