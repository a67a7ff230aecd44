"""What the figures are called, and what is said of a line that needs attention."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tajadur.activity.congresses.words import past_words
from tajadur.foundation.formats import day_month_year

FIGURES = {
    "reporting": gettext_lazy("Held and reported"),
    "on_time": gettext_lazy("Reported on time"),
    "extended": gettext_lazy("Within an extension"),
    "late": gettext_lazy("Reported late"),
    "not_held": gettext_lazy("Declared not held"),
    "answered": gettext_lazy("Answered"),
    "missing": gettext_lazy("No answer"),
    "programmed": gettext_lazy("Programmed in the first week"),
    "so_far": gettext_lazy("Answered so far"),
}


def vacancy_words(since: date | None) -> str:
    """That a unit has no secretary: since which day, or that none was recorded yet."""
    if since is None:
        return _("No secretary recorded yet")
    return _("No secretary since %(day)s") % {"day": day_month_year(since)}


def line_words(line: str, days: int, vacant_since: date | None) -> str:
    """What a line of ``attention`` is about, with its days; ``vacant_since`` of a vacant post."""
    if line == "congress" and days:
        return _("Congress not held: %(late)s") % {"late": past_words(days)}
    if line == "congress":
        return _("The congress will miss its last day")
    if line == "vacant":
        return vacancy_words(vacant_since)
    if line == "silent":
        return ngettext("No meeting for %(n)s day", "No meeting for %(n)s days", days) % {"n": days}
    return ngettext(
        "%(n)s report missing in the last six periods", "%(n)s reports missing in the last six periods", days
    ) % {"n": days}
