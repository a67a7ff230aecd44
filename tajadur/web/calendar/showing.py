"""Meetings and last days in the words of a calendar. Never a name of a person."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.meetings.vocabulary import MeetingState
from tajadur.duties.obligations.queries.last_days import LastDay
from tajadur.foundation.calendar import instant
from tajadur.foundation.formats import period
from tajadur.rules.periods import PeriodType
from tajadur.web.templatetags.formats import clock

from .writing import CalendarEvent


def meeting_shown(meeting: Any) -> CalendarEvent:
    """One meeting: the instant comes from the hour on the wall, never from what was derived under older rules."""
    title = f"{meeting.body.body_type.name} · {meeting.unit.name}"
    cancelled = meeting.state == MeetingState.CANCELLED
    return CalendarEvent(
        key=f"meeting-{meeting.pk}",
        sequence=meeting.sequence,
        title=_("Cancelled: %(what)s") % {"what": title} if cancelled else title,
        begins=instant(meeting.planned_on, meeting.wall_time, meeting.zone),
        minutes=meeting.minutes,
        place=meeting.place,
        note=_("Hour in Morocco: %(hour)s") % {"hour": clock(meeting.wall_time)},
        url=settings.BASE_URL + reverse("meetings:detail", args=[meeting.pk]),
        cancelled=cancelled,
    )


def last_day_shown(last: LastDay) -> CalendarEvent:
    """The last day of something owed, as a whole day."""
    row = last.obligation
    what = row.directive.name
    if row.period_key != PeriodType.ONCE:
        what = f"{what} ({period(row.period_key)})"
    return CalendarEvent(
        key=f"obligation-{row.pk}",
        sequence=last.moved_by,
        title=_("Last day: %(what)s · %(unit)s") % {"what": what, "unit": row.unit.name},
        begins=last.day,
        note=_("The day was moved by an extension.") if last.moved_by else "",
        url=settings.BASE_URL + reverse("obligations:detail", args=[row.pk]),
    )
