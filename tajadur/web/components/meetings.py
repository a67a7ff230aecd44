"""How a meeting looks: what stands out about it, in at most one badge."""

from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tajadur.activity.meetings.vocabulary import MeetingState

from .states import badge


def meeting_badge(meeting: Any, on: date) -> SafeString:
    """The badge of a meeting on a day; nothing for one that comes as it was programmed."""
    if meeting.state == MeetingState.REPORTED:
        return badge("ok", "circle-check", _("Reported"))
    if meeting.state == MeetingState.CANCELLED:
        return badge("idle", "ban", _("Cancelled"))
    if meeting.planned_on < on:
        if meeting.is_not_held:
            return badge("info", "message-square-text", _("Declared not held"))
        return badge("warn", "clock-3", _("Awaiting its report"))
    if meeting.planned_on == on:
        return badge("info", "calendar-days", _("Today"))
    return badge("info", "calendar-clock", _("Moved")) if meeting.moved_from else SafeString("")
