"""The columns of the board of congresses, as a file."""

from django.utils.translation import gettext_lazy as _

from tajadur.web.exports.columns import ExportedList, day, long_text, text

BOARD = ExportedList(
    "congresses",
    _("Regional congresses"),
    (
        text(_("Unit"), "name"),
        text(_("Forecast"), "badge"),
        long_text(_("Why"), "reason"),
        day(_("Planned for"), "planned_on"),
    ),
)
