"""What a unit has to do now: from what it owes and the meetings it programmed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tajadur.activity.meetings.models import Meeting
from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.duties.obligations.models import Obligation
from tajadur.rules.rates import PROGRAMMING_DAYS
from tajadur.rules.status import MISSING_STATES, UNSETTLED_STATES, State, days_past

TASKS = 6
SILENCES = 3  # a unit silent for a year must still see the meeting it has just held
PROGRAMMING = timedelta(days=PROGRAMMING_DAYS)
_HINTED = timedelta(days=14)


class TaskKind(StrEnum):
    """What is to be done."""

    REPORT = "report"  # a meeting that took place
    PROGRAMME = "programme"  # a meeting
    ANSWER = "answer"  # for a period that is past
    DECLARE = "declare"  # what needs no meeting
    CONGRESS = "congress"  # to prepare
    CONFIRM = "confirm"  # a circular, by the post itself
    FILE = "file"  # the office, with the authority


_KINDS = {
    FulfilmentKind.CONGRESS: TaskKind.CONGRESS,
    FulfilmentKind.ACKNOWLEDGE: TaskKind.CONFIRM,
    FulfilmentKind.FILING: TaskKind.FILE,
}


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


def tasks_of(rows: Sequence[Obligation], meetings: Sequence[Meeting], on: date) -> tuple[list[Task], int]:
    """What one unit has to do, most urgent first, and how many things more are left out.

    ``rows`` are what it owes, each with its ``state`` on ``on``; ``meetings`` those programmed, each with the
    ``saved_at`` of its draft.
    """
    tasks = sorted(_tasks(rows, meetings, on), key=lambda task: (not task.is_overdue, task.due_on, task.period_end))
    silences = [task for task in tasks if task.is_overdue and task.kind is TaskKind.ANSWER]
    old = {id(task) for task in silences[:-SILENCES]}
    shown = [task for task in tasks if id(task) not in old][:TASKS]
    return shown, len(tasks) - len(shown)


def _tasks(rows: Sequence[Obligation], meetings: Sequence[Meeting], on: date) -> Iterable[Task]:
    waiting = [row for row in rows if row.__dict__["state"] in UNSETTLED_STATES]
    told: set[int] = set()
    for row in waiting:
        state = row.__dict__["state"]
        own = [meeting for meeting in meetings if _is_for(meeting, row, rows)]
        held = [meeting for meeting in own if meeting.planned_on <= on]
        if row.period_start > on and (own or row.directive.fulfilment != FulfilmentKind.MEETING):
            continue
        if row.directive.fulfilment != FulfilmentKind.MEETING:
            kind, to_report = _KINDS.get(FulfilmentKind(row.directive.fulfilment), TaskKind.DECLARE), None
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
            days=days_past(row.facts, on),
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
            and not any(_is_for(meeting, row, rows) for row in answered)
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


def _is_for(meeting: Meeting, row: Obligation, rows: Sequence[Obligation]) -> bool:
    """Would its report answer ``row``? What stays open gives way to the next one, once that has begun."""
    day = meeting.planned_on
    if meeting.body.body_type_id != row.directive.body_type_id or not row.takes_meeting_of(day):
        return False
    return row.calendar or not any(
        not other.calendar and other.directive_id == row.directive_id and row.period_start < other.period_start <= day
        for other in rows
    )
