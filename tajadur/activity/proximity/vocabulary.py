"""The words of proximity activities."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SUBJECT = "proximity"
LONGEST_PLACE = 200
LONGEST_HELP = 1000
MOST_REACHED = 100_000
# An activity is recorded at most so many months after its day.
MONTHS_BACK = 24
# Months of which the lists count.
MONTHS_COUNTED = 12


class ProximityKind(models.TextChoices):
    """What was done near the people."""

    RECEPTION = "reception", pgettext_lazy("proximity", "Reception and listening")
    PROCEDURES = "procedures", pgettext_lazy("proximity", "Help with procedures")
    HEALTH = "health", pgettext_lazy("proximity", "Health caravan")
    SCHOOLING = "schooling", pgettext_lazy("proximity", "Support for schooling")
    SOLIDARITY = "solidarity", pgettext_lazy("proximity", "Solidarity and aid")
    ENVIRONMENT = "environment", pgettext_lazy("proximity", "Cleaning and environment")
    CULTURE = "culture", pgettext_lazy("proximity", "Culture and sport")
    AWARENESS = "awareness", pgettext_lazy("proximity", "Awareness meeting")
    OTHER = "other", pgettext_lazy("proximity", "Another activity")


PROBLEMS = {
    "kind_required": _("Choose what was done."),
    "held_required": _("Choose the day on which it took place."),
    "held_in_future": _("This day has not come yet. Record the activity once it took place."),
    "held_before_unit": _("The unit exists since %(opened)s: choose that day or a later one."),
    "held_long_ago": _("Activities are recorded up to two years back, from %(earliest)s on."),
    "place_required": _("Write where it took place."),
    "reached_required": _("Type how many people were reached, a count alone."),
    "reached_range": _("Type a number from 1 to %(most)s."),
    "help_required": _("Say in a sentence which help was given, without names."),
}
CONFLICTS = {"activity_corrected": _("This was corrected meanwhile: see what it says now, then correct it again.")}
