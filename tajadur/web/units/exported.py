"""The columns of units and of chapters, as a file."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tajadur.foundation.installation import scripts
from tajadur.web.exports.columns import ExportedList, day, number, text


def _other_name(unit: Any) -> str:
    """Its name in the letters that the page is not in; nothing where the party writes in one script."""
    names = {unit.name_ar, unit.name_latin} - {unit.name} if len(scripts()) > 1 else set()
    return next(iter(names), "")


UNITS = ExportedList(
    "units",
    _("Units"),
    (
        text(_("Code"), "code"),
        text(_("Unit"), "name"),
        text(_("Name in the other letters"), _other_name),
        text(_("Level"), "kind.name"),
        text(_("Under"), "parent.name"),
        text(_("Code of the parent"), "parent.code"),
        number(_("Units below"), "below"),
        day(_("Closed from"), "closed_on"),
    ),
)
# The lines are those of the page: ``chapters`` makes them.
CHAPTERS = ExportedList(
    "chapters",
    _("Chapters"),
    (
        text(_("Chapter"), "name"),
        text(_("Organisation"), "organisation"),
        text(_("Territory"), "place"),
        day(_("Territory closed from"), "place_closed_on"),
    ),
)
