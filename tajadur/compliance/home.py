"""What a unit's own officers see first: what is due now, the next meeting, their months, who below is silent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.db.models import Count, OuterRef, Q

from tajadur.activity.meetings.models import Draft, Meeting
from tajadur.activity.meetings.vocabulary import MeetingState, PointKind
from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.queries.finding import owed_by_unit
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.matrix import Role
from tajadur.rules.rates import PROGRAMMING_DAYS
from tajadur.rules.status import (
    MISSING_STATES,
    NOT_EXPECTED_STATES,
    REPORTED_STATES,
    WEAKEST_FIRST,
    State,
    days_overdue,
)

from .below import Below, units_below

MONTHS = 12
TASKS = 6
SILENCES = 3  # a unit silent for a year must still see the meeting it has just held
PROGRAMMING = timedelta(days=PROGRAMMING_DAYS)
_BACK = timedelta(days=120)
_AHEAD = timedelta(days=14)
_HINTED = timedelta(days=14)
_WAITING = frozenset({State.UPCOMING, State.OPEN, State.EXTENSION_RUNNING}) | MISSING_STATES


class TaskKind(StrEnum):
    """What is to be done."""

    REPORT = "report"  # a meeting that took place
    PROGRAMME = "programme"  # a meeting
    ANSWER = "answer"  # for a period that is past
    DECLARE = "declare"  # what needs no meeting
    CONGRESS = "congress"  # to prepare


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do; ``days`` overdue, 0 before."""

    kind: TaskKind
    directive: str
    period_key: str
    period_end: date
    due_on: date
    state: str
    days: int
    obligation_id: int | None
    meeting_id: int | None = None
    planned_on: date | None = None
    has_draft: bool = False

    @property
    def is_overdue(self) -> bool:
        """Is its last day past?"""
        return self.state in MISSING_STATES


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The next meeting programmed. ``items`` counts its agenda."""

    id: int
    body: str
    planned_on: date
    wall_time: time
    place: str
    items: int
    members: int


@dataclass(frozen=True, slots=True)
class Begun:
    """A report begun and not sent."""

    meeting_id: int
    planned_on: date
    body: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class MonthState:
    """A period of what the unit owes each month, and its state; None when nothing was owed."""

    key: str
    end: date
    state: str | None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """The page of one unit for its officers. ``programmes``: may the actor programme and send?"""

    unit_id: int
    grant: Grant
    tasks: list[Task]
    left_out: int
    next_meeting: NextMeeting | None
    drafts: list[Begun]
    months: list[MonthState]
    met: int
    expected: int
    below: Below | None

    @property
    def programmes(self) -> bool:
        """May the actor programme meetings and send reports for the unit?"""
        return self.grant.role == Role.SECRETARY


def home(actor: Actor, unit_id: int, *, on: date) -> Home:
    """The home of a unit where the actor holds an office, on ``on``: three queries."""
    grant = _grant_at(actor, unit_id)
    first = date(on.year - 1, on.month, 1)
    rows = [
        row for row in owed_by_unit(unit_id, on, since=first) if row.addressee == 0 and row.period_start <= on + _AHEAD
    ]
    meetings = _meetings(unit_id, on)
    tasks = sorted(_tasks(rows, meetings, on), key=lambda task: (not task.is_overdue, task.due_on, task.period_end))
    silences = [task for task in tasks if task.is_overdue and task.kind is TaskKind.ANSWER]
    old = {id(task) for task in silences[:-SILENCES]}
    shown = [task for task in tasks if id(task) not in old][:TASKS]
    months = _months(rows, on)
    past = [month for month in months if month.due_on and month.due_on < on and month.state not in NOT_EXPECTED_STATES]
    return Home(
        unit_id=unit_id,
        grant=grant,
        tasks=shown,
        left_out=len(tasks) - len(shown),
        next_meeting=next((_next(meeting) for meeting in meetings if meeting.planned_on >= on), None),
        drafts=[_begun(meeting) for meeting in meetings if meeting.__dict__["saved_at"]],
        months=months,
        met=sum(month.state in REPORTED_STATES for month in past),
        expected=len(past),
        below=units_below(actor, unit_id, on),
    )


def _grant_at(actor: Actor, unit_id: int) -> Grant:
    held = [grant for grant in actor.grants if grant.unit_id == unit_id and grant.role in {Role.SECRETARY, Role.MEMBER}]
    return sorted(held, key=lambda grant: grant.role != Role.SECRETARY)[0]


def _meetings(unit_id: int, on: date) -> list[Meeting]:
    drafts = Draft.objects.filter(meeting=OuterRef("pk")).values("saved_at")[:1]
    rows = Meeting.objects.filter(unit_id=unit_id, state=MeetingState.PROGRAMMED, planned_on__gte=on - _BACK)
    return list(
        rows.select_related("body__body_type")
        .annotate(saved_at=drafts, items=Count("points", filter=Q(points__kind=PointKind.ITEM)))
        .order_by("planned_on", "wall_time")[:24]
    )


def _tasks(rows: Sequence[Obligation], meetings: Sequence[Meeting], on: date) -> Iterable[Task]:
    waiting = [row for row in rows if row.__dict__["state"] in _WAITING]
    told: set[int] = set()
    for row in waiting:
        state = row.__dict__["state"]
        own = [meeting for meeting in meetings if _is_for(meeting, row)]
        held = [meeting for meeting in own if meeting.planned_on <= on]
        if row.period_start > on and (own or row.directive.fulfilment != FulfilmentKind.MEETING):
            continue
        if row.directive.fulfilment != FulfilmentKind.MEETING:
            is_congress = row.directive.fulfilment == FulfilmentKind.CONGRESS
            kind, to_report = TaskKind.CONGRESS if is_congress else TaskKind.DECLARE, None
        elif held:
            kind, to_report = TaskKind.REPORT, held[0]
        elif own:
            continue
        else:
            kind, to_report = TaskKind.ANSWER if row.period_end < on else TaskKind.PROGRAMME, None
        if to_report:
            told.add(to_report.pk)
        yield Task(
            kind=kind,
            directive=row.directive.name,
            period_key=row.period_key,
            period_end=row.period_end,
            due_on=row.due_on if kind is not TaskKind.PROGRAMME else min(row.due_on, row.period_start + PROGRAMMING),
            state=state,
            days=_days_past(row, on),
            obligation_id=row.pk,
            meeting_id=to_report.pk if to_report else None,
            planned_on=to_report.planned_on if to_report else None,
            has_draft=bool(to_report and to_report.__dict__["saved_at"]),
        )
    # A hint beside what is owed, never counted: a meeting that no task above names should be reported within a week.
    answered = [row for row in rows if row.__dict__["state"] == State.NOT_HELD]
    for meeting in meetings:
        if (
            on - _HINTED <= meeting.planned_on <= on
            and meeting.pk not in told
            and not any(_is_for(meeting, row) for row in answered)
        ):
            yield Task(
                kind=TaskKind.REPORT,
                directive=meeting.body.body_type.name,
                period_key="",
                period_end=meeting.planned_on,
                due_on=meeting.planned_on + timedelta(days=7),
                state=State.OPEN,
                days=0,
                obligation_id=None,
                meeting_id=meeting.pk,
                planned_on=meeting.planned_on,
                has_draft=bool(meeting.__dict__["saved_at"]),
            )


def _days_past(row: Obligation, on: date) -> int:
    """Days past the last day: of filing for calendar periods, of holding for dated ones, as the countdown says."""
    days = days_overdue(row.facts, on)
    if row.calendar or not days:
        return days
    granted = row.extension_granted_on is not None and row.extension_granted_on <= on
    until = row.extended_until if granted else None
    return (on - max(row.period_end, until or row.period_end)).days


def _is_for(meeting: Meeting, row: Obligation) -> bool:
    if meeting.body.body_type_id != row.directive.body_type_id:
        return False
    return row.period_start <= meeting.planned_on <= row.period_end


def _months(rows: Sequence[Obligation], on: date) -> list[MonthState]:
    """The last twelve months of the first monthly meeting owed.

    A longer period stands in its last month. Weeks stand in the month they end in, which shows the weakest of them: it
    is met when all its weeks are.
    """
    owed = [row for row in rows if row.calendar and row.directive.fulfilment == FulfilmentKind.MEETING]
    if not owed:
        return []
    rank = min(row.directive.rank for row in owed)
    by_month: dict[tuple[int, int], Obligation] = {}
    for row in owed:
        if row.directive.rank == rank:
            ends_in = (row.period_end.year, row.period_end.month)
            by_month[ends_in] = _weakest(by_month.get(ends_in), row)
    months = []
    for back in range(MONTHS - 1, -1, -1):
        index = on.year * 12 + on.month - 1 - back
        year, month = index // 12, index % 12 + 1
        obligation = by_month.get((year, month))
        state = obligation.__dict__["state"] if obligation else None
        key, due_on = f"{year}-{month:02}", obligation.due_on if obligation else None
        months.append(MonthState(key, obligation.period_end if obligation else date(year, month, 1), state, due_on))
    return months


def _weakest(before: Obligation | None, row: Obligation) -> Obligation:
    """Of two periods in one month, the one in the weaker state; of two directives, the later row."""
    if before is None or before.directive_id != row.directive_id:
        return row
    return min(row, before, key=lambda obligation: WEAKEST_FIRST.index(State(obligation.__dict__["state"])))


def _next(meeting: Meeting) -> NextMeeting:
    return NextMeeting(
        id=meeting.pk,
        body=meeting.body.body_type.name,
        planned_on=meeting.planned_on,
        wall_time=meeting.wall_time,
        place=meeting.place,
        items=meeting.__dict__["items"],
        members=meeting.body.members,
    )


def _begun(meeting: Meeting) -> Begun:
    return Begun(meeting.pk, meeting.planned_on, meeting.body.body_type.name, meeting.__dict__["saved_at"])
