"""How vital a unit is, and what it has still to do: from its last periods, its actions and its terms of office."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tajadur.activity.meetings.models import ActionItem
from tajadur.duties.obligations.models import Obligation
from tajadur.rules.need import PERIODS_LOOKED_AT, DuePeriod, Vitality, vitality
from tajadur.rules.status import REPORTED_STATES, State, is_expected, state_on

from .unit_summaries import UnitSummary, is_in_force

ActionDays = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Actions:
    """The action items of a unit: open, and of these past their day."""

    open: int = 0
    late: int = 0


def actions_of(unit_id: int) -> list[ActionDays]:
    """(day due, day closed) of the action items that are open, or were due: one query."""
    rows = ActionItem.objects.filter(unit_id=unit_id, dropped_on=None).exclude(
        Q(due_on=None) & Q(closed_on__isnull=False)
    )
    return list(rows.order_by("-pk").values_list("due_on", "closed_on")[:500])


def counted_actions(items: Sequence[ActionDays], on: date) -> Actions:
    """How many of the actions are open on a day, and past theirs."""
    running = [due for due, closed in items if closed is None or closed > on]
    return Actions(open=len(running), late=sum(due is not None and due < on for due in running))


def lately_due(rows: Iterable[Obligation], on: date) -> list[Obligation]:
    """The last periods due among ``rows`` of one directive, oldest first, as the page of figures chooses them.

    Not among them: what was cancelled. Nothing is asked then, or another frequency came in its place.
    """
    due = [row for row in rows if row.due_on < on and not _is_cancelled(row, on)]
    return sorted(due, key=lambda row: row.period_end)[-PERIODS_LOOKED_AT:]


def vitality_of(unit: UnitSummary, owed: Sequence[Obligation], items: Sequence[ActionDays], on: date) -> Vitality:
    """The shares of a unit over what it owed in its last periods due, the oldest first."""
    periods = []
    waiting = [(day, end) for day, end in items if day and day < on]
    for row in owed:
        state = state_on(row.facts, on)
        # Periods overlap where a frequency gave way to another: an action counts once, in the first that holds its day.
        due_items = [(day, end) for day, end in waiting if row.period_start <= day <= row.period_end]
        waiting = [(day, end) for day, end in waiting if not row.period_start <= day <= row.period_end]
        periods.append(
            DuePeriod(
                held=state in REPORTED_STATES,
                on_time=state == State.ON_TIME,
                actions_due=len(due_items),
                actions_closed_on_day=sum(end is not None and end <= day for day, end in due_items),
                office_in_mandate=any(is_in_force(term, min(row.period_end, on)) for term in unit.terms),
                expected=is_expected(row.facts, on),
            )
        )
    return vitality(periods)


def _is_cancelled(row: Obligation, on: date) -> bool:
    return row.filed_on is None and row.cancelled_on is not None and row.cancelled_on <= on
