"""The council of the province that is shown: two sessions held, the minutes of one adopted by the other, one to come.

Written by the acts of the application itself, so that even three months of history have it.
"""

from datetime import date, time, timedelta
from random import Random
from uuid import UUID

from tajadur.activity.meetings.agenda import AgendaPoint
from tajadur.activity.meetings.models import Meeting, Report
from tajadur.activity.meetings.operations.minutes import circulate_minutes
from tajadur.activity.meetings.operations.preparation import mark_prepared
from tajadur.activity.meetings.operations.programme import programme_meeting
from tajadur.activity.meetings.operations.reports import submit_report
from tajadur.activity.meetings.operations.validation import PointAnswer, ReportData
from tajadur.activity.meetings.vocabulary import PointKind
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.actors import actor_of
from tajadur.organisation.people.models import Account
from tajadur.organisation.profile.models import PreparationStep
from tajadur.organisation.units.models import Body
from tajadur.permissions.actors import Actor

from . import words
from .people import PROVINCE

# Days before the last day of the sample; the session to come stands this many days after it.
_HELD, _AHEAD = (70, 35), 16
_PROGRAMMED, _REPORTED, _CIRCULATED = 20, 2, 6  # days before a session; days after it
_DONE = {"agenda": 10, "place": 2}  # step -> days before the last day: one in time, one late; the papers wait
_BEGINS, _MORNING = time(10), time(9)


def hold_council(*, seed: int, on: date) -> None:
    """Hold what the history has not yet: two sessions of the council that is shown; prepare the next one by half."""
    body = Body.objects.get(unit__code=PROVINCE, body_type__code="council")
    random = Random(f"{seed}/council")
    if Report.objects.filter(meeting__body=body).count() < len(_HELD):
        for ago in _HELD:
            _hold(body, on - timedelta(days=ago), random)
    coming = Meeting.objects.filter(body=body, planned_on__gte=on, state="programmed").order_by("planned_on").first()
    if coming is None:
        coming = _programme(body, on + timedelta(days=_AHEAD), programmed_on=on - timedelta(days=14))
    for code, ago in _DONE.items():
        day = max(on - timedelta(days=ago), coming.programmed_on)
        step = PreparationStep.objects.get(body_type=body.body_type_id, code=code)
        mark_prepared(
            meeting_id=coming.pk, step_id=step.pk, is_done=True, by=_secretary(day), at=instant(day, time(20))
        )


def _hold(body: Body, day: date, random: Random) -> None:
    """A session is programmed, held and reported; it adopts what waits, and its own minutes are circulated."""
    meeting = _programme(body, day, programmed_on=day - timedelta(days=_PROGRAMMED))
    reported_on, circulated_on = (day + timedelta(days=after) for after in (_REPORTED, _CIRCULATED))
    convened = body.members
    present = round(convened * random.uniform(0.6, 0.8))
    receipt = submit_report(
        meeting_id=meeting.pk,
        data=ReportData(
            held_on=day, started=_BEGINS, ended=time(12, 30), place=words.PLACES[0], present=present, excused=2,
            women=present // 3, youth=present // 4, text=words.TEXTS[0],
            outcomes={pk: PointAnswer("reached") for pk in meeting.points.values_list("pk", flat=True)},
        ),
        client_key=UUID(int=random.getrandbits(128), version=4),
        by=_secretary(reported_on),
        at=instant(reported_on, _MORNING),
    )  # fmt: skip
    circulate_minutes(
        report_id=receipt.submission_id, by=_secretary(circulated_on), at=instant(circulated_on, _MORNING)
    )


def _programme(body: Body, day: date, *, programmed_on: date) -> Meeting:
    points = [(PointKind.OBJECTIVE, words.OBJECTIVES[0]), *((PointKind.ITEM, text) for text in words.ITEMS[1:4])]
    return programme_meeting(
        unit_id=body.unit_id,
        body_id=body.pk,
        planned_on=day,
        wall_time=_BEGINS,
        place=words.PLACES[0],
        points=[AgendaPoint(kind=kind, text=text) for kind, text in points],
        by=_secretary(programmed_on),
        at=instant(programmed_on, _BEGINS),
    )


def _secretary(day: date) -> Actor:
    """Who writes for the province, on a day."""
    return actor_of(Account.objects.get(username="province"), day)
