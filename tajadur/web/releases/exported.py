"""The columns of requests for a release, as a file."""

from django.utils.translation import gettext_lazy as _

from tajadur.foundation.formats import period
from tajadur.web.exports.columns import ExportedList, day, long_text, text

RELEASES = ExportedList(
    "requests",
    _("Requests"),
    (
        text(_("Unit"), "obligation.unit.name"),
        text(_("Level"), "obligation.unit.kind.name"),
        text(_("Directive"), "obligation.directive.name"),
        text(_("Period"), lambda row: "" if row.obligation.period_key == "once" else period(row.obligation.period_key)),
        text(_("Asked for"), lambda row: row.get_kind_display()),
        long_text(_("Reason"), "reason"),
        day(_("Asked on"), "asked_on"),
    ),
)
