"""The words of premises."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.rules.map_links import NAMED_SITES
from tajadur.rules.opening_hours import MOST_BLOCKS
from tajadur.rules.premises import PremisesStatus

SUBJECT = "premises"
LONGEST_ADDRESS = 200
# Premises that a unit has on one day.
MOST_AT_ONCE = 5


class PremisesCondition(models.TextChoices):
    """In which state premises are."""

    GOOD = "good", pgettext_lazy("premises", "In good state")
    NEEDS_WORK = "needs_work", pgettext_lazy("premises", "Needs work")
    UNUSABLE = "unusable", pgettext_lazy("premises", "Cannot be used at present")


class Sharing(models.TextChoices):
    """With whom premises are shared."""

    ALONE = "alone", pgettext_lazy("premises", "Ours alone")
    UNIT = "unit", pgettext_lazy("premises", "Shared with a unit of the party")
    OTHERS = "others", pgettext_lazy("premises", "Shared with others")


# Three marks and three words: none, silence, and nothing asked.
STATUS_WORDS = {
    PremisesStatus.PRESENT: pgettext_lazy("premises", "Has premises"),
    PremisesStatus.ABSENT: pgettext_lazy("premises", "Has none"),
    PremisesStatus.UNSAID: pgettext_lazy("premises", "Has not said"),
    PremisesStatus.NOT_ASKED: pgettext_lazy("premises", "Not asked"),
}
STATUS_CHOICES = [(status.value, words) for status, words in STATUS_WORDS.items()]
_SITES = ", ".join(NAMED_SITES)
PROBLEMS = {
    "address_required": _("Write where the premises are."),
    "from_required": _("Choose the day from which you have them."),
    "without_from_required": _("Choose the day from which you have none."),
    "from_in_future": _("This day has not come yet. Record it once it has."),
    "from_before_unit": _("The unit exists since %(opened)s: choose that day or a later one."),
    "to_before_from": _("The last day comes before the first one. Check both."),
    "to_after_closing": _("The unit closes on %(closed)s: choose an earlier last day."),
    "condition_required": _("Choose in which state they are."),
    "sharing_required": _("Choose whether you share them."),
    "shared_unit_required": _("Choose the unit with which you share them."),
    "shared_unit_unasked": _("A unit is chosen, but not that you share with it: choose one or the other."),
    "shared_unit_unknown": _("This unit cannot be chosen: one above yours, beside it or right below it."),
    "hours_day_required": _("Choose the days on which these hours hold."),
    "hours_time_required": _("Type both hours, from and to."),
    "hours_order": _("The closing hour comes after the opening hour."),
    "hours_overlap": _("Two spans of hours of one day overlap or touch: make one of them."),
    "hours_many": _("At most %(most)s spans of hours can be recorded."),
    "map_link_long": _("This link is too long: use the short link of the map."),
    "map_link_not_https": _("A link to a map begins with https://. Copy it from the map once more."),
    "map_link_broken": _("This is no plain link to a map. Copy it from the map once more."),
    "map_link_elsewhere": _("Only links to a map are kept: %(sites)s."),
    "premises_many": _("%(most)s premises at most on one day. End one of them first."),
    "premises_recorded": _("Premises at this address are recorded already, since %(first)s. Correct those instead."),
    "premises_in_force": _("Premises are recorded on this day. Say first until which day you had them."),
    "without_already": _("You said so already, from %(day)s on."),
}
CONFLICTS = {"premises_corrected": _("This was corrected meanwhile: see what it says now, then correct it again.")}
PROBLEM_VALUES = {"sites": _SITES, "most": MOST_BLOCKS}
