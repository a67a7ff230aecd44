"""The columns of proximity activities by unit, as a file."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.web.exports.columns import ExportedList, day, number, text

UNITS_COUNTED = ExportedList(
    "proximity",
    pgettext_lazy("menu", "Proximity activities"),
    (
        text(_("Unit"), "name"),
        text(_("Level"), "kind.name"),
        number(_("Activities"), "activities"),
        number(_("People reached"), "reached"),
        day(_("The last one"), "last_on"),
    ),
)
