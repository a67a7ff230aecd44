"""Units, mandates and series: what stands where, who holds what, which meetings exist."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr
from django.db.models import F

from tajadur.activity.meetings.models import Meeting, Series
from tajadur.organisation.people.models import Mandate
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


def mandates_do_not_overlap(as_of: AsOf) -> Iterator[str]:
    """No two confirmed holders of an exclusive post on one day, no two confirmed mandates of one person in one post."""
    by_post: dict[int, list[Mandate]] = defaultdict(list)
    for row in Mandate.objects.order_by("post_id", "from_on", "pk"):
        by_post[row.post_id].append(row)
    for post_id, rows in by_post.items():
        single = [row for row in rows if row.exclusive and row.standing == "confirmed"]
        yield from (f"post {post_id} has two holders from {day}" for day in _overlaps(single))
        by_person: dict[int, list[Mandate]] = defaultdict(list)
        for row in (row for row in rows if row.standing == "confirmed"):
            by_person[row.person_id].append(row)
        for mine in by_person.values():
            yield from (f"post {post_id} is held twice by one person from {day}" for day in _overlaps(mine))


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
    wrong = Meeting.objects.exclude(unit_id=F("body__unit_id")).values_list("pk", flat=True)
    yield from (f"meeting {pk} is of a body of another unit" for pk in wrong)


def _overlaps(rows: list[Mandate]) -> Iterator[date]:
    """The first day of each mandate that begins before the one before it ended (both days in office)."""
    last: date | None = date.min
    for row in rows:
        if last is None or row.from_on <= last:
            yield row.from_on
        last = None if last is None or row.to_on is None else max(last, row.to_on)


def _days(rule: str, first: date, last: date) -> list[date]:
    begin = datetime.combine(first, time())
    return [
        start.date() for start in rrulestr(rule, dtstart=begin).between(begin, datetime.combine(last, time()), inc=True)
    ]
