"""Programming in tests: the small party's meetings as its secretaries programme them."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from tajadur.activity.meetings.agenda import AgendaPoint
from tajadur.activity.meetings.models import Meeting, Series
from tajadur.activity.meetings.operations.programme import programme_meeting
from tajadur.activity.meetings.operations.series import programme_series
from tajadur.activity.meetings.vocabulary import PointKind
from tajadur.organisation.profile.queries import MOST_DAYS_AWAY, estimates
from tajadur.organisation.units.models import Body, Unit
from tajadur.permissions.actors import Actor
from tests.factories.duties import at_noon

FIRST_SATURDAY = "FREQ=MONTHLY;BYDAY=1SA"


def plain_day(first: date) -> date:
    """The first day from ``first`` on that, with the next one, lies far from any Islamic holiday: it costs no query."""
    days = (first + timedelta(days=ahead) for ahead in range(60))
    known = [one.estimated_on for year in (first.year, first.year + 1) for one in estimates(year)]
    return next(day for day in days if all(abs((one - day).days) > MOST_DAYS_AWAY + 1 for one in known))


def body_of(unit: Unit, code: str = "office") -> Body:
    """A body of a unit by the code of its type."""
    return Body.objects.get(unit=unit, body_type__code=code)


def written(objectives: Sequence[str], agenda: Sequence[str]) -> list[AgendaPoint]:
    """Points of which only the text is written."""
    both = ((PointKind.OBJECTIVE, objectives), (PointKind.ITEM, agenda))
    return [AgendaPoint(kind=kind, text=text) for kind, texts in both for text in texts]


def said(
    *,
    objectives: Sequence[str] = ("تتبع القرارات",),
    agenda: Sequence[str] = ("الوضعية التنظيمية", "مختلفات"),
    **changed: Any,
) -> dict[str, Any]:
    """What is usually said about a meeting."""
    usual = {"wall_time": time(18, 30), "place": "مقر الفرع", "points": written(objectives, agenda)}
    return usual | changed


def meeting_on(day: date, *, unit: Unit, by: Actor, body: str = "office", **changed: Any) -> Meeting:
    """One meeting programmed by its secretary."""
    return programme_meeting(
        unit_id=unit.pk, body_id=body_of(unit, body).pk, planned_on=day, by=by, at=at_noon(by.on), **said(**changed)
    )


def series_from(day: date, *, unit: Unit, by: Actor, rule: str = FIRST_SATURDAY, **changed: Any) -> Series:
    """A series programmed by its secretary."""
    return programme_series(
        unit_id=unit.pk,
        body_id=body_of(unit).pk,
        rule=rule,
        starts_on=day,
        by=by,
        at=at_noon(by.on),
        **said(**changed),
    )
