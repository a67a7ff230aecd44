"""What is done to obligations. They are the system's own: units fulfil them, levels above release from them."""

from .directing import (
    amend_directive,
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
from .planning import note_planned_day
from .programme import Programmed, note_programme
from .releasing import excuse, extend, reopen
from .settling import settle

__all__ = [
    "Programmed",
    "Source",
    "amend_directive",
    "excuse",
    "extend",
    "issue_directive",
    "issue_exception",
    "note_planned_day",
    "note_programme",
    "record_fulfilment",
    "record_not_held",
    "reopen",
    "settle",
    "withdraw_directive",
    "withdraw_exception",
    "withdraw_fulfilment",
    "withdraw_not_held",
]
