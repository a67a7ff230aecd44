"""The columns of obligations, as a file."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tajadur.foundation.formats import period
from tajadur.web.components.states import LOOKS
from tajadur.web.exports.columns import ExportedList, day, text


def _period(row: Any) -> str:
    return "" if row.period_key == "once" else period(row.period_key)


OBLIGATIONS = ExportedList(
    "obligations",
    _("Obligations"),
    (
        text(_("Unit"), "unit.name"),
        text(_("Level"), "unit.kind.name"),
        text(_("Directive"), "directive.name"),
        text(_("Period"), _period),
        day(_("Due on"), "due_on"),
        text(_("State"), lambda row: LOOKS[row.state].word),
    ),
)
