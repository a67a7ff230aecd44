"""The words of electoral readiness."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.rules.elections import MOST_DAYS_BEFORE, MOST_WEIGHT, RECORDED_AFTER, AgeGroup, ItemScope
from tajadur.rules.status import State

SUBJECT = "election"
LONGEST_EVIDENCE = 500
LONGEST_CODE = 40
LONGEST_NAME = 160
MOST_COUNTED = 99_999
MOST_ITEMS = 60


class ElectionKind(models.TextChoices):
    """What is elected."""

    COMMUNAL = "communal", pgettext_lazy("election", "Communal councils")
    ARRONDISSEMENT = "arrondissement", pgettext_lazy("election", "Arrondissement councils")
    PROVINCIAL = "provincial", pgettext_lazy("election", "Prefectural and provincial councils")
    REGIONAL = "regional", pgettext_lazy("election", "Regional councils")
    REPRESENTATIVES = "representatives", pgettext_lazy("election", "Chamber of Representatives, local seats")
    REPRESENTATIVES_REGIONAL = (
        "rep_regional",
        pgettext_lazy("election", "Chamber of Representatives, regional seats"),
    )
    COUNCILLORS = "councillors", pgettext_lazy("election", "Chamber of Councillors")
    CHAMBERS = "chambers", pgettext_lazy("election", "Professional chambers")


# The seats the law sets, for a sheet to be compared with (rooms.md §8: organic law 27-11 as amended in 2021).
KNOWN_SEATS = {ElectionKind.REPRESENTATIVES: 305, ElectionKind.REPRESENTATIVES_REGIONAL: 90}


class ElectionStatus(models.TextChoices):
    """Where an election stands."""

    DRAFT = "draft", pgettext_lazy("election", "Being prepared")
    ISSUED = "issued", pgettext_lazy("election", "Issued")


class ItemEvidence(models.TextChoices):
    """What a unit writes when an item is done."""

    NONE = "none", pgettext_lazy("evidence", "Nothing more")
    NOTE = "note", pgettext_lazy("evidence", "A few words")
    REFERENCE = "reference", pgettext_lazy("evidence", "The number of a paper or a receipt")
    COUNT = "count", pgettext_lazy("evidence", "A count")


SCOPE_WORDS = {
    ItemScope.CONSTITUENCY: pgettext_lazy("scope", "Each constituency"),
    ItemScope.PROVINCE: pgettext_lazy("scope", "Each province"),
    ItemScope.REGION: pgettext_lazy("scope", "Each region"),
    ItemScope.NATION: pgettext_lazy("scope", "The nation"),
}
SCOPE_CHOICES = [(scope.value, words) for scope, words in SCOPE_WORDS.items()]
STATE_WORDS = {
    State.ON_TIME: pgettext_lazy("item", "Done in time"),
    State.LATE: pgettext_lazy("item", "Done late"),
    State.UPCOMING: pgettext_lazy("item", "Later"),
    State.OPEN: pgettext_lazy("item", "To do"),
    State.SILENT: pgettext_lazy("item", "Overdue"),
}
AGE_WORDS = {
    AgeGroup.FROM_18: pgettext_lazy("age", "18 to 24"),
    AgeGroup.FROM_25: pgettext_lazy("age", "25 to 34"),
    AgeGroup.FROM_35: pgettext_lazy("age", "35 to 59"),
    AgeGroup.FROM_60: pgettext_lazy("age", "60 and over"),
}
WOMEN = tuple(f"women_{group}" for group in AgeGroup)
MEN = tuple(f"men_{group}" for group in AgeGroup)

PROBLEMS = {
    "kind_required": _("Choose what is elected."),
    "month_required": _("Choose the month of the election, or its day."),
    "day_outside_month": _("The voting day is not in this month: correct one of them."),
    "election_past": _("This day has passed. Choose one to come."),
    "election_known": _("This election is there already, of this kind and this month."),
    "item_name_required": _("Write in Arabic what is to be done."),
    "scope_required": _("Choose for what it is done once."),
    "owner_required": _("Choose the post that sees to it."),
    "owner_elsewhere": _("This post is of another level than what it is done for."),
    "evidence_unknown": _("Choose what the unit writes when it is done."),
    "item_after_election": _("Nothing is prepared after the election: type 0 or more days before it."),
    "days_range": _("Between 0 and %(most)s."),
    "weight_range": _("Between 1 and %(most)s."),
    "items_many": _("A checklist has at most %(most)s items."),
    "nothing_to_do": _("The checklist is empty: add an item first."),
    "no_constituency": _("No constituency is loaded: bring in their sheet first."),
    "constituencies_overlap": _("Some places are in two constituencies. Correct the sheet and bring it in again."),
    "left_out": _("Some places are in no constituency. Tick below that this is so, or correct the sheet."),
    "done_required": _("Choose the day on which it was done."),
    "done_in_future": _("This day has not come yet. Record it once it is done."),
    "done_after_election": _("The election was on %(day)s: choose that day or an earlier one."),
    "done_long_ago": _("Choose a day from %(earliest)s on."),
    "evidence_required": _("Write what is asked for: it is the proof that it is done."),
    "evidence_count": _("Type a count, a whole number."),
    "election_over": _("The election is over: this was recorded up to %(day)s."),
    "trained_more": _("More are trained than found. Check both."),
    "counts_required": _("Type a number, 0 when there is none."),
    "post_unknown": _("Choose a post of your unit, or of one below it."),
    "post_vacant": _("Nobody holds this post today. Choose one that is held."),
}
PROBLEM_VALUES = {"days": MOST_DAYS_BEFORE, "weight": MOST_WEIGHT, "after": RECORDED_AFTER}
CONFLICTS = {
    "election_issued": _("This election was issued meanwhile: what it asks no longer changes."),
    "day_passed": _("The election took place: its day no longer changes."),
    "record_changed": _("This was changed meanwhile: see what it says now, then write again."),
}
IMPORT_PROBLEMS = {
    "code_missing": _("Which constituency? Write its code."),
    "unit_missing": _("Which commune or arrondissement? Write its code."),
    "unit_unknown": _("No place of the territory has the code «%(code)s»."),
    "unit_closed": _("«%(name)s» no longer exists."),
    "unit_doubled": _("«%(name)s» stands in row %(first)s already."),
    "unit_of_the_nation": _("This is the code of the whole country: write those of its places."),
    "name_missing": _("Write the name of the constituency, in Arabic, in its first row."),
    "seats_missing": _("How many seats? Write it in the first row of the constituency."),
    "not_a_count": _("This is no whole number."),
    "differs": _("The constituency «%(code)s» says otherwise in row %(first)s: «%(before)s»."),
    "quota_above_seats": _("More seats are reserved than there are."),
    "count_too_large": _("At most %(most)s."),
    "text_too_long": _("This is too long: shorten it."),
    "heading_refused": _(
        "The column «%(title)s» would hold something of voters or supporters. Nothing of that kind is kept here: remove"
        " the column, then send the sheet again."
    ),
}
