"""Units and series: what stands where, which meetings exist."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from tajadur.activity.meetings.models import Meeting, Series
from tajadur.organisation.units.models import Unit

from .as_of import AsOf
from .placements import PlacementsByDay

AHEAD = timedelta(days=89)


def paths_follow_placements(as_of: AsOf) -> Iterator[str]:
    """The path, depth and parent of each unit are those of its placements; a move of today may wait for its pass."""
    placements = PlacementsByDay()
    rows = {row.pk: row for row in Unit.objects.only("id", "path", "depth", "parent_id", "code")}
    for row in rows.values():
        above = rows[row.parent_id].path if row.parent_id else ""
        if row.path != f"{above}{row.pk}." or row.depth != row.path.count(".") - 1:
            yield f"unit {row.code} has path {row.path} at depth {row.depth} under {above or 'nothing'}"
        elif as_of.passes_run and row.path != placements.path(row.pk, as_of.on):
            yield f"unit {row.code} has path {row.path}, its placements say {placements.path(row.pk, as_of.on)}"


def series_have_meetings(as_of: AsOf) -> Iterator[str]:
    """Each day of the rule, from the first day to where the series was opened ahead, has exactly one meeting."""
    there = Counter(Meeting.objects.exclude(series=None).values_list("series_id", "occurs_on"))
    for (series_id, day), count in there.items():
        if count > 1:
            yield f"series {series_id} has {count} meetings for {day}"
    for row in Series.objects.filter(unit__closed_on=None, body__closed_on=None, stopped_on=None):
        last = min(filter(None, (row.created_ahead_to, row.ends_on)), default=None)
        wanted = min(filter(None, (as_of.on + AHEAD, row.ends_on)))
        if as_of.passes_run and (last is None or last < wanted) and wanted >= as_of.on:
            yield f"series {row.pk} is opened up to {last}, it should be up to {wanted}"
        for day in _days(row.rule, row.starts_on, last) if last else ():
            if not there[row.pk, day]:
                yield f"series {row.pk} has no meeting for {day}"


def _days(rule: str, first: date, last: date) -> list[date]:
    begin = datetime.combine(first, time())
    return [
        start.date() for start in rrulestr(rule, dtstart=begin).between(begin, datetime.combine(last, time()), inc=True)
    ]
