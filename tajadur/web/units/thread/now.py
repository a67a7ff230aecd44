"""The head of the page in words: what is owed, for the office that owes it and for those above."""

from datetime import date
from typing import Any

from tajadur.compliance.now import UnitNow
from tajadur.foundation.formats import period
from tajadur.rules.periods import PeriodType
from tajadur.rules.status import State, days_past
from tajadur.web.compliance.presenters import record_link
from tajadur.web.components.states import days_late, look_of, state_badge
from tajadur.web.home.labels import task_row


def owed_rows(now: UnitNow, on: date) -> list[dict[str, Any]]:
    """What components/task.html takes: tasks for one's own office, what waits for the unit for everybody else."""
    if now.owing:
        return [task_row(task, now.owing, on) for task in now.owing.tasks]
    return [_owed_row(row, on) for row in now.owed]


def _owed_row(row: Any, on: date) -> dict[str, Any]:
    days, look = days_past(row.facts, on), look_of(row.state)
    return {
        "title": row.directive.name
        if row.period_key == PeriodType.ONCE
        else f"{row.directive.name} · {period(row.period_key)}",
        "url": record_link(row.pk),
        "icon": look.icon,
        "tone": look.tone,
        "text": "",
        "badge": state_badge(row.state, days_late(days) if days else ""),
        "hot": row.state == State.SILENT,
        "due_on": row.due_on,
    }
