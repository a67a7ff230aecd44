"""Opening meetings: the rows of a meeting and of its points, and telling the obligations what stands programmed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from tajadur.duties.obligations.operations.programme import Programmed, hold_programme
from tajadur.duties.obligations.operations.programme import note_programme as note_in_obligations
from tajadur.foundation.calendar import instant

from ..agenda import AgendaPoint, of_kind
from ..models import Meeting, Point, Series
from ..queries.calendar import occurrences
from ..vocabulary import MeetingState, PointKind

AHEAD = timedelta(days=90)
# The longest period that a meeting can fulfil is a year: a complete list looks that far back.
LONGEST_PERIOD = timedelta(days=366)
UNITS_AT_ONCE = 500


def points_of(meeting: Meeting, points: Sequence[AgendaPoint]) -> list[Point]:
    """Unsaved points of a meeting, in order."""
    return [
        Point(meeting=meeting, kind=kind, position=position, **point.columns)
        for kind in PointKind
        for position, point in enumerate(of_kind(points, kind), 1)
    ]


def open_series(all_series: Sequence[Series], *, on: date, at: datetime) -> list[Meeting]:
    """Create the missing meetings of each series up to 90 days after ``on``; returns those created.

    The caller holds the series' rows locked. What exists already (moved, cancelled or reported) is left as it is: the
    day in the series identifies it.
    """
    horizon = on + AHEAD
    firsts = {series.pk: _day_after(series.created_ahead_to) or series.starts_on for series in all_series}
    opened = Meeting.objects.filter(series__in=all_series, occurs_on__gte=min(firsts.values(), default=on))
    there = set(opened.values_list("series_id", "occurs_on"))
    rows = []
    for series in all_series:
        first = firsts[series.pk]
        last = min(filter(None, (horizon, series.ends_on, _eve(series.stopped_on), _eve(series.body.closed_on))))
        rows += [
            _occurrence(series, day, on=on, at=at)
            for day in occurrences(series.rule, series.starts_on, first, last)
            if (series.pk, day) not in there
        ]
        series.created_ahead_to = max(series.created_ahead_to or horizon, horizon)
    made = Meeting.objects.bulk_create(rows, batch_size=1000)
    usual = [point for row in made if row.series for point in points_of(row, row.series.usual_points)]
    Point.objects.bulk_create(usual, batch_size=2000)
    Series.objects.bulk_update(all_series, ["created_ahead_to"], batch_size=500)
    return made


def note_programme(unit_ids: Iterable[int], *, since: date) -> None:
    """Tell the obligations of the units, for periods that end on or after ``since``, what stands programmed.

    Inside the caller's transaction: two at once for one unit follow each other.
    """
    ids = sorted(set(unit_ids))
    for start in range(0, len(ids), UNITS_AT_ONCE):
        part = ids[start : start + UNITS_AT_ONCE]
        hold_programme(unit_ids=part, since=since)
        rows = (
            Meeting.objects.filter(unit_id__in=part, planned_on__gte=since - LONGEST_PERIOD)
            .exclude(state=MeetingState.CANCELLED)
            .values_list("unit_id", "body__body_type_id", "planned_on", "programmed_on")
        )
        note_in_obligations(unit_ids=part, meetings=[Programmed(*row) for row in rows], since=since)


def _occurrence(series: Series, day: date, *, on: date, at: datetime) -> Meeting:
    return Meeting(
        unit_id=series.unit_id,
        body_id=series.body_id,
        series=series,
        occurs_on=day,
        planned_on=day,
        wall_time=series.wall_time,
        zone=series.zone,
        starts_at=instant(day, series.wall_time, series.zone),
        minutes=series.minutes,
        place=series.place,
        programmed_at=at,
        programmed_on=on,
    )


def _day_after(day: date | None) -> date | None:
    return day + timedelta(days=1) if day else None


def _eve(day: date | None) -> date | None:
    return day - timedelta(days=1) if day else None
