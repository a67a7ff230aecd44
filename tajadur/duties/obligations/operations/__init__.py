"""What is done to obligations. They are the system's own: units fulfil them, levels above release from them."""

from .directing import (
    amend_directive,
    issue_amendment,
    issue_directive,
    issue_exception,
    withdraw_directive,
    withdraw_exception,
)
from .fulfilling import (
    Source,
    record_fulfilment,
    record_not_held,
    withdraw_fulfilment,
    withdraw_not_held,
)
from .ladders import write_ladders
from .planning import note_planned_day
from .previewing import (
    Preview,
    preview_amendment,
    preview_exception,
    preview_exception_end,
    preview_issue,
    preview_withdrawal,
)
from .programme import Programmed, hold_programme, note_programme
from .releasing import excuse, extend, reopen, stop_unless_extends
from .resolve_fulfilment import resolve_fulfilment
from .snoozing import snooze

__all__ = [
    "Preview",
    "Programmed",
    "Source",
    "amend_directive",
    "excuse",
    "extend",
    "hold_programme",
    "issue_amendment",
    "issue_directive",
    "issue_exception",
    "note_planned_day",
    "note_programme",
    "preview_amendment",
    "preview_exception",
    "preview_exception_end",
    "preview_issue",
    "preview_withdrawal",
    "record_fulfilment",
    "record_not_held",
    "reopen",
    "resolve_fulfilment",
    "snooze",
    "stop_unless_extends",
    "withdraw_directive",
    "withdraw_exception",
    "withdraw_fulfilment",
    "withdraw_not_held",
    "write_ladders",
]
