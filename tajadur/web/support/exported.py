"""The columns of what is said, planned and promised from above, as a file; and of who says it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.web.exports.columns import ExportedList, day, long_text, number, text

from .labels import post_title

_COLUMNS = (
    text(_("Unit"), "unit.name"),
    text(_("Level"), "unit.kind.name"),
    day(_("Day"), "on"),
    long_text(_("In short"), "text"),
    text(_("Who"), lambda line: post_title(line["post"])),
)
_STATE = text(_("State"), "badge")

# By what is listed; the lines are those of the page: ``views`` makes them.
ADVICE = ExportedList(
    "advice", pgettext_lazy("list", "Advice"), (*_COLUMNS, _STATE, day(_("Answer awaited by"), "due_on"))
)
VISITS = ExportedList("visits", _("Visits"), (*_COLUMNS, _STATE))
PROMISES = ExportedList("promises", _("Promises"), (*_COLUMNS, _STATE))
OBSERVATIONS = ExportedList("observations", _("Observations"), _COLUMNS)
MEMBERS = ExportedList(
    "members",
    _("Those who follow regions"),
    (
        text(_("Post"), lambda line: line[0]),
        number(_("Open promises"), lambda line: line[1].open),
        number(_("Overdue promises"), lambda line: line[1].overdue),
        number(_("Visits owed"), lambda line: line[1].visits),
        number(_("Advice unanswered"), lambda line: line[1].advice),
    ),
)
