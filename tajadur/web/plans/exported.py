"""The columns of the units that follow the plan, and of its editions, as a file."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.web.exports.columns import ExportedList, day, number, share, text


def _mean(line: dict[str, Any]) -> float | None:
    mean = line["mean"]
    return mean["part"] / mean["whole"] if mean["whole"] else None


# The lines are those of the page: ``views`` makes them.
UNITS_OF_PLAN = ExportedList(
    "plan",
    pgettext_lazy("menu", "The plan"),
    (
        text(_("Unit"), "unit.name"),
        text(_("Level"), "unit.kind.name"),
        number(_("Objectives it follows"), "followed"),
        share(_("The whole plan"), _mean),
        number(pgettext_lazy("plan", "Stuck"), "stuck"),
    ),
)
EDITIONS = ExportedList(
    "plan-editions",
    _("Editions of the plan"),
    (
        text(_("Name"), "name"),
        number(pgettext_lazy("plan", "Edition"), "number"),
        day(_("Starts"), "starts_on"),
        day(_("Ends"), "ends_on"),
        day(_("Issued on"), "issued_on"),
        text(_("State"), lambda row: row.get_status_display()),
    ),
)
