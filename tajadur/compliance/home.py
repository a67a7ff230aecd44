"""What a unit's own officers see first: what is due now, the next meeting, their months, who below is silent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.queries.finding import may_on, owed_by_units
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.matrix import Permission, Role
from tajadur.rules.status import REPORTED_STATES, WEAKEST_FIRST, State, is_expected

from .below import Below, units_below
from .programmed import Begun, NextMeeting, begun_of, meetings_programmed, next_meeting_of, regular
from .tasks import Task, tasks_of
from .unit_summaries import own_units

MONTHS = 12
_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class MonthState:
    """A period of what the unit owes each month, and its state; None when nothing was owed."""

    key: str
    end: date
    state: str | None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Owing:
    """What the office of the actor in one unit has to do. ``programmes``: may the actor programme and send?"""

    unit_id: int
    grant: Grant
    tasks: list[Task]
    left_out: int

    @property
    def programmes(self) -> bool:
        """May the actor programme meetings and send reports for the unit?"""
        return self.grant.role == Role.SECRETARY


@dataclass(frozen=True, slots=True)
class Home(Owing):
    """The page of one unit for its officers; ``elsewhere`` is what their other offices have to do."""

    elsewhere: list[Owing]
    next_meeting: NextMeeting | None
    drafts: list[Begun]
    months: list[MonthState]
    met: int
    expected: int
    below: Below | None


def home(actor: Actor, unit_id: int, *, on: date) -> Home:
    """The home of a unit where the actor holds an office, on ``on``, and what is due elsewhere: three queries."""
    units = list(dict.fromkeys([unit_id, *own_units(actor)]))
    first = date(on.year - 1, on.month, 1)
    everything = [
        row
        for row in owed_by_units(units, on, since=first)
        if row.addressee in (0, *actor.post_ids) and row.period_start <= on + _AHEAD
    ]
    # What another body of the unit records is not for a mandate held elsewhere: a committee has its own work only.
    ours = [row for row in everything if may_on(actor, Permission.READ_RECORD, row)]
    programmed = meetings_programmed(actor, units, on)
    here, *elsewhere = [
        Owing(
            unit,
            grant_at(actor, unit),
            *tasks_of(
                [row for row in ours if row.unit_id == unit],
                [meeting for meeting in programmed if meeting.unit_id == unit],
                on,
            ),
        )
        for unit in units
    ]
    rows = regular([row for row in everything if row.unit_id == unit_id])
    meetings = [meeting for meeting in programmed if meeting.unit_id == unit_id]
    since = date(*_last_months(on)[0], 1)
    counted = [row for row in rows if row.period_end >= since and is_expected(row.facts, on)]
    return Home(
        unit_id=unit_id,
        grant=here.grant,
        tasks=here.tasks,
        left_out=here.left_out,
        elsewhere=[owing for owing in elsewhere if owing.tasks],
        next_meeting=next((next_meeting_of(meeting) for meeting in meetings if meeting.planned_on >= on), None),
        drafts=[begun_of(meeting) for meeting in meetings if meeting.__dict__["saved_at"]],
        months=_months(rows, on),
        met=sum(row.__dict__["state"] in REPORTED_STATES for row in counted),
        expected=len(counted),
        below=units_below(actor, unit_id, on),
    )


def grant_at(actor: Actor, unit_id: int) -> Grant:
    """The office of the actor in a unit of their own, a secretary's first."""
    held = [grant for grant in actor.grants if grant.unit_id == unit_id and grant.role in {Role.SECRETARY, Role.MEMBER}]
    return sorted(held, key=lambda grant: grant.role != Role.SECRETARY)[0]


def _months(rows: Sequence[Obligation], on: date) -> list[MonthState]:
    """The last twelve months of the regular meeting.

    A longer period stands in its last month. Weeks stand in the month they end in, which shows the weakest of them: it
    is met when all its weeks are.
    """
    if not rows:
        return []
    by_month: dict[tuple[int, int], Obligation] = {}
    for row in rows:
        ends_in = (row.period_end.year, row.period_end.month)
        by_month[ends_in] = min(by_month.get(ends_in, row), row, key=_strength)
    months = []
    for year, month in _last_months(on):
        obligation = by_month.get((year, month))
        state = obligation.__dict__["state"] if obligation else None
        key, due_on = f"{year}-{month:02}", obligation.due_on if obligation else None
        months.append(MonthState(key, obligation.period_end if obligation else date(year, month, 1), state, due_on))
    return months


def _last_months(on: date) -> list[tuple[int, int]]:
    indexes = [on.year * 12 + on.month - 1 - back for back in range(MONTHS - 1, -1, -1)]
    return [(index // 12, index % 12 + 1) for index in indexes]


def _strength(row: Obligation) -> int:
    return WEAKEST_FIRST.index(State(row.__dict__["state"]))
