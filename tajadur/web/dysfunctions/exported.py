"""The columns of cases, as a file."""

from django.utils.translation import gettext_lazy as _

from tajadur.web.components.cases import case_badge, found_words, kind_words, severity_badge
from tajadur.web.exports.columns import ExportedList, day, number, text

CASES = ExportedList(
    "dysfunctions",
    _("Dysfunctions"),
    (
        text(_("Unit"), "unit.name"),
        text(_("Level"), "unit.kind.name"),
        day(_("Since"), "opened_on"),
        text(_("About"), lambda row: kind_words(row.kind)),
        number(_("How many times"), "recurrence"),
        text(_("Severity"), lambda row: severity_badge(row.severity)),
        text(_("State"), lambda row: case_badge(row.state)),
        text(_("Found by"), lambda row: found_words(row.found_by)),
    ),
)
