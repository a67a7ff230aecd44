"""What was changed by hand in a series outlives the change of its rhythm."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from tajadur.foundation.calendar import instant

from ..models import Meeting, Series
from ..queries.calendar import occurrences
from ..vocabulary import MeetingState
from .opening import AHEAD


def changed_by_hand(series: Series, *, from_on: date) -> list[Meeting]:
    """Meetings of the series from a day on that its unit moved, whose agenda it wrote, or that it cancelled; locked."""
    by_hand = Q(state=MeetingState.PROGRAMMED, sequence__gt=0) | Q(
        ~Q(cancelled_because=""), state=MeetingState.CANCELLED
    )
    rows = Meeting.objects.filter(by_hand, series=series, occurs_on__gte=from_on)
    return list(rows.select_for_update(no_key=True).order_by("planned_on", "pk"))


def take_over(by_hand: Sequence[Meeting], old: Series, new: Series, *, on: date) -> None:
    """Give each to the new series, as its meeting of the same month: the nearest day that is free.

    One that was moved stays where it is, one cancelled stays cancelled; one of which only the agenda was written goes
    to the new day, hour and place with it. Where the month has no day left it stays as it stands, beside the series.
    """
    last = min(filter(None, (on + AHEAD, new.ends_on)))
    free = occurrences(new.rule, new.starts_on, new.starts_on, last)
    for meeting in by_hand:
        was = meeting.occurs_on
        if was is None:
            continue
        same_month = [day for day in free if (day.year, day.month) == (was.year, was.month)]
        if not same_month:
            continue
        day = min(same_month, key=lambda candidate: (abs((candidate - was).days), candidate))
        free.remove(day)
        if meeting.state == MeetingState.PROGRAMMED and meeting.planned_on == was and meeting.moved_from is None:
            _follow(meeting, old, new, day)
        meeting.series, meeting.occurs_on = new, day
        meeting.save()


def _follow(meeting: Meeting, old: Series, new: Series, day: date) -> None:
    """To the new day, and whatever of hour, place and length was the usual one of the old series."""
    meeting.planned_on = day
    for name in ("wall_time", "place", "minutes"):
        if getattr(meeting, name) == getattr(old, name):
            setattr(meeting, name, getattr(new, name))
    meeting.starts_at = instant(day, meeting.wall_time, meeting.zone)
    meeting.sequence += 1
