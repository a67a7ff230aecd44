"""The columns of what units said of their premises, as a file."""

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.web.exports.columns import ExportedList, day, number, text

# The lines are those of the page: ``views`` makes them.
PREMISES = ExportedList(
    "premises",
    pgettext_lazy("menu", "Premises"),
    (
        text(_("Unit"), "unit.name"),
        text(_("Level"), "level"),
        text(pgettext_lazy("menu", "Premises"), "status"),
        number(_("How many"), "unit.count"),
        day(_("Since"), "unit.since"),
        text(_("State of premises"), lambda line: " · ".join(strip_tags(badge) for badge in line["conditions"])),
    ),
)
