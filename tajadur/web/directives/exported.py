"""The columns of directives, as a file."""

from django.utils.translation import gettext_lazy as _

from tajadur.web.exports.columns import ExportedList, number, text

DIRECTIVES = ExportedList(
    "directives",
    _("Directives"),
    (
        text(_("Directive"), "name"),
        text(_("Asked of"), "unit_kind.name"),
        text(_("Within"), "subtree.name"),
        text(_("How often"), lambda row: row.get_period_type_display()),
        number(_("Days after the period"), "report_days"),
        text(_("State"), lambda row: row.get_standing_display()),
    ),
)
