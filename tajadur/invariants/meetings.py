"""Meetings, their points and their series: each column that follows from others."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from django.db.models import Count, F, Max, Min, Q

from tajadur.activity.meetings.models import Draft, Meeting, Point, PointOutcome, Report, Series
from tajadur.foundation.calendar import civil_day

from .as_of import AsOf

MEETING = (
    "pk", "unit_id", "body__unit_id", "series_id", "series__body_id", "body_id", "occurs_on", "planned_on",
    "wall_time", "zone", "starts_at", "state", "programmed_at", "programmed_on", "moved_from", "cancelled_because",
    "sequence", "unit__opened_on", "series__rule", "series__starts_on",
)  # fmt: skip


def meetings_consistent(as_of: AsOf) -> Iterator[str]:
    """The instant of a meeting is that of its local hour, its state that of its report, its day one of its series."""
    reported = set(Report.objects.values_list("meeting_id", flat=True).distinct())
    for row in Meeting.objects.order_by("pk").values_list(*MEETING, named=True).iterator(2000):
        begins = datetime.combine(row.planned_on, row.wall_time, tzinfo=ZoneInfo(row.zone))
        if row.starts_at != begins:
            yield f"meeting {row.pk} starts at {row.starts_at}, its local hour is {begins}"
        if row.unit_id != row.body__unit_id:
            yield f"meeting {row.pk} is of a body of another unit"
        if (row.state == "reported") != (row.pk in reported):
            yield f"meeting {row.pk} is {row.state}, its reports say otherwise"
        if row.cancelled_because and row.state != "cancelled":
            yield f"meeting {row.pk} is {row.state} and has a reason to be cancelled"
        if row.planned_on < row.unit__opened_on:
            yield f"meeting {row.pk} is planned before its unit was opened"
        if row.programmed_on != civil_day(row.programmed_at) and row.moved_from is None:
            yield f"meeting {row.pk} stands programmed since {row.programmed_on}, its instant is of another day"
        if row.moved_from is not None and not row.sequence:
            yield f"meeting {row.pk} was moved and calendars were not told"
        if row.series_id is None:
            if row.occurs_on is not None:
                yield f"meeting {row.pk} has a day in a series and no series"
        elif row.body_id != row.series__body_id:
            yield f"meeting {row.pk} is of another body than its series"
        elif not _is_a_day_of(row.series__rule, row.series__starts_on, row.occurs_on):
            yield f"meeting {row.pk} is for {row.occurs_on}, which is no day of its series"
        elif row.planned_on != row.occurs_on and row.moved_from is None:
            yield f"meeting {row.pk} is planned for another day than that of its series and was never moved"


def series_consistent(as_of: AsOf) -> Iterator[str]:
    """A series is of a body of its unit, and has no meeting further ahead than it was opened."""
    for pk in Series.objects.exclude(unit_id=F("body__unit_id")).values_list("pk", flat=True):
        yield f"series {pk} is of a body of another unit"
    beyond = Meeting.objects.filter(occurs_on__gt=F("series__created_ahead_to")).values_list("pk", flat=True)
    yield from (f"meeting {pk} lies further ahead than its series was opened" for pk in beyond)


def points_consistent(as_of: AsOf) -> Iterator[str]:
    """Points count from one; a carried one has its kind and comes from an earlier meeting of the body, once."""
    groups = Point.objects.values("meeting_id", "kind").annotate(n=Count("pk"), first=Min("position"))
    odd = groups.annotate(last=Max("position")).exclude(first=1, last=F("n")).order_by()
    for row in odd:
        yield f"the points «{row['kind']}» of meeting {row['meeting_id']} do not count from 1 to {row['n']}"
    carried = Point.objects.exclude(carried_from=None)
    strange = carried.exclude(kind=F("carried_from__kind"), meeting__body_id=F("carried_from__meeting__body_id"))
    for pk in strange.values_list("pk", flat=True):
        yield f"point {pk} is carried from a point of another kind or body"
    for pk in carried.filter(meeting_id=F("carried_from__meeting_id")).values_list("pk", flat=True):
        yield f"point {pk} is carried from its own meeting"
    for pk in carried.exclude(text=F("carried_from__text")).values_list("pk", flat=True):
        yield f"point {pk} was carried with other words"
    twice = carried.values("carried_from_id", "meeting_id").annotate(n=Count("pk")).filter(n__gt=1).order_by()
    for row in twice:
        yield f"point {row['carried_from_id']} is carried {row['n']} times to meeting {row['meeting_id']}"


def outcomes_complete(as_of: AsOf) -> Iterator[str]:
    """Each version of a report says what came of each point of its meeting, and of no other."""
    stray = PointOutcome.objects.exclude(point__meeting_id=F("report__meeting_id"))
    for pk in stray.values_list("pk", flat=True):
        yield f"outcome {pk} is about a point of another meeting"
    points = Counter(
        Point.objects.filter(meeting__state="reported").values_list("meeting_id", flat=True).iterator(5000)
    )
    answers = Counter(PointOutcome.objects.values_list("report_id", flat=True).iterator(5000))
    for pk, meeting_id in Report.objects.order_by("pk").values_list("pk", "meeting_id").iterator(5000):
        if answers[pk] != points[meeting_id]:
            yield f"report {pk} answers {answers[pk]} of the {points[meeting_id]} points of its meeting"


def drafts_open(as_of: AsOf) -> Iterator[str]:
    """A draft is of a meeting still to be reported, or of a correction; never of one that was cancelled."""
    for pk in Draft.objects.filter(Q(meeting__state="cancelled") | Q(version=0)).values_list("pk", flat=True):
        yield f"draft {pk} is of a meeting that was cancelled, or has no version"
    corrected = Draft.objects.filter(meeting__state="reported").values_list(
        "pk", "payload", "meeting__reports__version"
    )
    versions: dict[int, set[str]] = defaultdict(set)
    based: dict[int, str] = {}
    for pk, payload, version in corrected:
        versions[pk].add(str(version))
        based[pk] = str(payload.get("base_version", "")) if isinstance(payload, dict) else ""
    for pk, base in based.items():
        if base not in versions[pk]:
            yield f"draft {pk} is of a meeting reported already and corrects no version of it"


@cache
def _rule(rule: str, first: date) -> Any:
    return rrulestr(rule, dtstart=datetime.combine(first, time()))


def _is_a_day_of(rule: str, first: date, day: date | None) -> bool:
    if day is None:
        return False
    midnight = datetime.combine(day, time())
    return bool(_rule(rule, first).before(midnight, inc=True) == midnight)
