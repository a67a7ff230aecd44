"""The columns of meetings and of reports, as a file."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from tajadur.web.access import ActorRequest
from tajadur.web.components.meetings import meeting_badge
from tajadur.web.exports.columns import ExportedList, day, text


def _stood(request: ActorRequest, rows: list[Any]) -> Iterable[dict[str, Any]]:
    return ({"meeting": row, "state": meeting_badge(row, request.actor.on)} for row in rows)


MEETINGS = ExportedList(
    "meetings",
    _("Meetings"),
    (
        text(_("Unit"), "meeting.unit.name"),
        text(_("Level"), "meeting.unit.kind.name"),
        text(_("Body"), "meeting.body.body_type.name"),
        day(_("Day"), "meeting.planned_on"),
        text(_("Hour"), lambda line: f"{line['meeting'].wall_time:%H:%M}" if line["meeting"].wall_time else ""),
        text(_("Place"), "meeting.place"),
        text(_("State"), "state"),
    ),
    _stood,
)
REPORTS = ExportedList(
    "reports",
    _("Reports to note"),
    (
        text(_("Unit"), "meeting.unit.name"),
        text(_("Level"), "meeting.unit.kind.name"),
        text(_("Body"), "meeting.body.body_type.name"),
        day(_("Held on"), "held_on"),
        day(_("Sent on"), "submitted_on"),
    ),
)
