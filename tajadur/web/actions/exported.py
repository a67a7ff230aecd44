"""The columns of actions and of decisions, as a file."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tajadur.web.exports.columns import ExportedList, day, long_text, number, text


def _state(line: Any) -> str:
    late = f" · {_now('Past its day')}" if line.row.is_late else ""
    return f"{line.row.words}{late}"


# Its lines are those of the page: ``lists`` makes them, which knows the day.
ACTIONS = ExportedList(
    "actions",
    _("Actions"),
    (
        long_text(_("Action"), "row.text"),
        text(_("Unit"), "item.unit.name"),
        text(_("Body"), "item.body.body_type.name"),
        text(_("Who does it"), "row.owner"),
        day(_("By which day"), "row.due_on"),
        number(_("Age in days"), "days"),
        text(_("State"), _state),
    ),
)
DECISIONS = ExportedList(
    "decisions",
    _("Decisions"),
    (
        long_text(_("Decision"), "text"),
        text(_("Unit"), "report.meeting.unit.name"),
        text(_("Body"), "report.meeting.body.body_type.name"),
        day(_("Held on"), "report.held_on"),
    ),
)
