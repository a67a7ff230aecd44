"""What must hold before a meeting is programmed or moved. Problems are gathered, then raised at once."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from tajadur.foundation.errors import BadInput, NeedsConfirmation
from tajadur.foundation.text import clean_line
from tajadur.organisation.profile.models import BodyType
from tajadur.organisation.units.models import Body, Unit
from tajadur.rules.periods import CALENDAR_TYPES, PeriodType, period_of

from ..agenda import AgendaPoint, field_of, of_kind
from ..models import Meeting, Point, Series
from ..vocabulary import MeetingState, PointKind

POINTS_MOST = 20
PAST_DAYS, AHEAD_DAYS = 31, 366


def earliest_day(body_type: BodyType, on: date) -> date:
    """The first day a meeting held may be recorded for: 31 days back or the start of the last period, the earlier."""
    kind = body_type.usual_period if body_type.usual_period in CALENDAR_TYPES else PeriodType.MONTHLY
    this = period_of(kind, on)
    before = this and period_of(kind, this.start - timedelta(days=1))
    return min(on - timedelta(days=PAST_DAYS), before.start if before else on)


def latest_day(on: date) -> date:
    """The last day for which a meeting may be programmed."""
    return on + timedelta(days=AHEAD_DAYS)


def day_problems(unit: Unit, body: Body, day: date, *, field: str) -> list[BadInput]:
    """The problems of a ``day`` outside the life of the unit or the body. ``closed_on`` is the first day after it."""
    problems = []
    if day < unit.opened_on:
        problems.append(BadInput(field, "before_unit", day=unit.opened_on))
    elif day < body.opened_on:
        problems.append(BadInput(field, "before_body", day=body.opened_on))
    if unit.closed_on and day >= unit.closed_on:
        problems.append(BadInput(field, "after_unit", day=unit.closed_on))
    elif body.closed_on and day >= body.closed_on:
        problems.append(BadInput(field, "after_body", day=body.closed_on))
    return problems


def check_meeting_day(
    *,
    unit: Unit,
    body: Body,
    day: date,
    on: date,
    confirmed: Collection[str],
    but: int | None = None,
    field: str = "planned_on",
) -> list[BadInput]:
    """The problems of one meeting on ``day``; ``but`` is the meeting that is being moved."""
    problems = day_problems(unit, body, day, field=field)
    earliest, latest = earliest_day(body.body_type, on), latest_day(on)
    if day < earliest:
        problems.append(BadInput(field, "too_old", day=earliest))
    if day > latest:
        problems.append(BadInput(field, "too_far", day=latest))
    if not problems and "same_day_meeting" not in confirmed and has_meeting_on(body, [day], but=but):
        problems.append(NeedsConfirmation(field, "same_day_meeting"))
    return problems


def has_meeting_on(body: Body, days: Sequence[date], *, but: int | None = None, but_series: int | None = None) -> bool:
    """Does a meeting of the body that is not cancelled stand on one of the ``days``?"""
    rows = Meeting.objects.filter(body=body, planned_on__in=days).exclude(state=MeetingState.CANCELLED)
    if but_series:
        rows = rows.exclude(series_id=but_series, state=MeetingState.PROGRAMMED)
    return rows.exclude(pk=but).exists() if but else rows.exists()


def has_running_series(body: Body, *, but: int | None, first: date, last: date | None) -> bool:
    """Does another series of the body run on some day of ``first … last``?"""
    rows = (
        Series.objects.filter(body=body).exclude(pk=but or 0).exclude(ends_on__lt=first).exclude(stopped_on__lte=first)
    )
    return (rows.filter(starts_on__lte=last) if last else rows).exists()


def check_minutes(minutes: int) -> list[BadInput]:
    """A problem unless the meeting lasts from 5 minutes to a day."""
    return [] if 5 <= minutes <= 1440 else [BadInput("minutes", "minutes_out_of_range")]


def check_place(typed: str) -> tuple[str, list[BadInput]]:
    """(the cleaned place, its problems)."""
    try:
        place = clean_line(typed, field="place")
    except BadInput as error:
        return "", [error]
    return place, [] if place else [BadInput("place", "place_missing")]


def check_points(typed: Sequence[AgendaPoint]) -> tuple[list[AgendaPoint], list[BadInput]]:
    """(the cleaned points, their problems): of each kind 1 to 20, none empty, none repeated.

    Of points with the same text the first stands; each column is as long as its column of the table at most.
    """
    kept: list[AgendaPoint] = []
    problems: list[BadInput] = []
    for kind in PointKind:
        kind_kept, kind_problems = _check_kind(of_kind(typed, kind), kind)
        kept += kind_kept
        problems += kind_problems
    return kept, problems


def _check_kind(typed: Sequence[AgendaPoint], kind: PointKind) -> tuple[list[AgendaPoint], list[BadInput]]:
    field = field_of(kind, "text")
    if len(typed) > 10 * POINTS_MOST:  # far beyond any form: not even cleaned
        return [], [BadInput(field, "points_too_many", most=POINTS_MOST, count=len(typed))]
    kept: dict[str, AgendaPoint] = {}
    for number, point in enumerate(typed, 1):
        try:
            clean = _clean_point(point, number)
        except BadInput as error:
            return [*kept.values()], [error]
        if clean.text:
            kept.setdefault(clean.text, clean)
        elif any(clean.columns.values()):  # something is said of a point that is not named
            return [*kept.values()], [BadInput(field, "points_missing")]
    if not kept:
        return [], [BadInput(field, "points_missing")]
    if len(kept) > POINTS_MOST:
        return [*kept.values()], [BadInput(field, "points_too_many", most=POINTS_MOST, count=len(kept))]
    return [*kept.values()], []


def _clean_point(point: AgendaPoint, number: int) -> AgendaPoint:
    """The point with each column as one line. Raises BadInput of the field where the column is typed."""
    clean = {}
    for name, value in point.columns.items():
        field, limit = field_of(point.kind, name), Point.limit_of(name)
        try:
            clean[name] = clean_line(value, field=field, limit=limit)
        except BadInput as error:
            if error.code == "text_too_long":
                raise BadInput(field, "point_too_long", line=number, **error.params) from None
            raise
    return AgendaPoint.of(point.kind, clean)


def stop_for(problems: Sequence[BadInput]) -> None:
    """Raise what is wrong as BadInput; else the questions, if any, as NeedsConfirmation."""
    wrong = [problem for problem in problems if not isinstance(problem, NeedsConfirmation)]
    if wrong:
        raise BadInput.of(*wrong)
    if problems:
        raise NeedsConfirmation.of(*problems)
