"""Which pages are a unit's record: who from outside opened one is noted after the page is made, and the unit reads it.

A page says with ``enter(shows=…)`` which part of the record it shows, or why it shows none, and with ``consulted``
whose record it was. Whatever goes wrong with the note, the page is answered: what went wrong is in the log.
"""

import logging
from dataclasses import dataclass
from typing import Any

from django.db import Error
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from psycopg_pool import PoolTimeout

from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import MATRIX, OWN, Permission
from tajadur.registry.audit.operations import log_consultation
from tajadur.registry.audit.vocabulary import RecordPart

logger = logging.getLogger(__name__)

# Pages opened with these are forms of headquarters: what is done there is among the changes of the unit.
OF_HEADQUARTERS = frozenset(
    {
        Permission.READ_DIRECTIVES,
        Permission.DRAFT_DIRECTIVE,
        Permission.ISSUE_DIRECTIVE,
        Permission.MANAGE_UNITS,
        Permission.MANAGE_PEOPLE,
        Permission.MANAGE_MANDATES,
        Permission.APPROVE_INTERIM,
        Permission.REFUSE_INTERIM,
        Permission.CONFIRM_ACTS,
        Permission.INVITE,
        Permission.DECIDE_LETTERS,
        Permission.MANAGE_CHANNELS,
        Permission.MANAGE_BUDGET,
        Permission.DROP_STAGE_CHANGE,
        Permission.DRAFT_PLAN,
        Permission.ISSUE_PLAN,
        Permission.PREPARE_ELECTION,
        Permission.DRAFT_ELECTION,
        Permission.ISSUE_ELECTION,
    }
)
_SEEN = (200, 304)  # a calendar that is told that nothing changed has read it


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """The unit whose record a page shows, and who reads it when the request itself does not say so."""

    id: int
    path: str
    by: Actor | None


def consulted(request: HttpRequest, unit_id: int, path: str, *, by: Actor | None = None) -> None:
    """Say whose record the page shows (see ``ShownRecord``)."""
    request.consulted = ShownRecord(unit_id, path, by)  # type: ignore[attr-defined]


def opens_outside(rule: object) -> bool:
    """May somebody from outside the unit open a page with this rule, where it shows a unit's own record?"""
    if not isinstance(rule, Permission):
        return rule is not None
    return rule not in OF_HEADQUARTERS and any(relations - {OWN} for relations in MATRIX[rule].values())


def note_consultation(request: Any, response: HttpResponseBase, shows: RecordPart | str | None, rule: object) -> None:
    """Note who read whose record, when the page that was answered shows one to somebody from outside."""
    unit: ShownRecord | None = getattr(request, "consulted", None)
    if (
        unit is None
        or request.method != "GET"
        or response.status_code not in _SEEN
        or not isinstance(shows, RecordPart)
    ):
        return
    opened = rule if isinstance(rule, Permission) else Permission.READ_RECORD
    try:
        log_consultation(unit=unit, part=shows, permission=opened, by=unit.by or request.actor)
    except (Error, PoolTimeout):
        logger.exception("A consultation of unit %s (%s) was not noted", unit.id, shows)
