"""Meetings of a provincial council: programmed, reported, their minutes circulated."""

from datetime import date
from typing import Any

from tajadur.activity.meetings.models import Meeting, Point, Report
from tajadur.activity.meetings.operations.minutes import circulate_minutes
from tajadur.activity.meetings.operations.validation import PointAnswer
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tests.factories.duties import at_noon
from tests.factories.party import acting
from tests.factories.programme import meeting_on
from tests.factories.reports import submitted


def council_on(day: date, *, unit: Unit, account: Account, on: date, **changed: Any) -> Meeting:
    """A meeting of the council of a province, programmed on ``on``."""
    return meeting_on(day, unit=unit, by=acting(account, on), body="council", **changed)


def council_held(meeting: Meeting, *, account: Account, on: date, minutes: str = "", note: str = "") -> Report:
    """The report of a meeting of a council sent on ``on``; ``minutes``: what it says of minutes on its agenda."""
    outcomes = {
        point.pk: PointAnswer(minutes, note) if point.minutes_of_id and minutes else PointAnswer("reached")
        for point in meeting.points.all()
    }
    counts: dict[str, Any] = {"present": 30, "excused": 5, "women": 10, "youth": 6}
    submitted(meeting, acting(account, on), at=at_noon(on), outcomes=outcomes, **counts)
    return Report.objects.get(meeting=meeting)


def circulated(report: Report, *, account: Account, on: date) -> None:
    """Its minutes are circulated on ``on``."""
    circulate_minutes(report_id=report.pk, by=acting(account, on), at=at_noon(on))


def adoptions(meeting: Meeting) -> list[int]:
    """Of which meetings the minutes stand on the agenda of this one."""
    points = Point.objects.filter(meeting=meeting, minutes_of__isnull=False).order_by("position")
    return [point.minutes_of_id or 0 for point in points]
