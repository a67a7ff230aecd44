"""The columns of campaigns and of their branches, as a file."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tajadur.web.exports.columns import ExportedList, day, number, share, text


def _declared(line: dict[str, Any]) -> float | None:
    progress = line["progress"]
    return progress.declared / progress.owed if progress.owed else None


CAMPAIGNS = ExportedList(
    "census",
    _("Census campaigns"),
    (
        text(_("Campaign"), "campaign.directive.name"),
        text(_("State"), "badge"),
        day(_("Opens"), "campaign.opens_on"),
        day(_("Closes"), "campaign.closes_on"),
        number(_("Branches that owe"), "progress.owed"),
        number(_("Declared"), "progress.declared"),
        share(_("Share declared"), _declared),
    ),
)
BRANCHES = ExportedList(
    "census-branches",
    _("Branches of a campaign"),
    (text(_("Branch"), "unit.name"), text(_("Code"), "unit.code"), day(_("Declared on"), "filed_on")),
)
