"""The columns of requests for resources and of budget lines, as a file."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from tajadur.activity.resources.queries.requests import status_on
from tajadur.rules.resources import Turn
from tajadur.web.access import ActorRequest
from tajadur.web.exports.columns import ExportedList, Reading, day, number, text

from . import presenters


def _stood(request: ActorRequest, rows: list[Any]) -> Iterable[dict[str, Any]]:
    for asked in rows:
        now = status_on(asked, request.actor.on)
        turn = presenters.turn_words(now) if now.turn is not Turn.NOBODY else ""
        yield {"asked": asked, "now": now, "badge": presenters.state_badge(now), "turn": turn}


def dirhams(centimes: int | None) -> Decimal | None:
    """An amount that can be added up."""
    return None if centimes is None else Decimal(centimes) / 100


def _amount(name: str) -> Reading:
    return lambda row: dirhams(getattr(row.line, name)) if row.line else None


REQUESTS = ExportedList(
    "resources",
    _("Requests for resources"),
    (
        text(_("Unit"), "asked.unit.name"),
        text(_("Level"), "asked.unit.kind.name"),
        text(_("Asked for"), "asked.kind.name"),
        number(_("Amount, in dirhams"), lambda line: dirhams(line["asked"].amount)),
        day(_("Asked on"), "asked.asked_at"),
        text(_("Where it stands"), "badge"),
        day(_("Since"), "now.since"),
        text(_("Whose turn"), "turn"),
        day(_("Awaited by"), "now.due_on"),
        day(_("Needed by"), "asked.needed_by"),
    ),
    _stood,
)
BUDGET = ExportedList(
    "budget",
    _("The budget of resources"),
    (
        text(_("Kind"), "kind.name"),
        number(_("Set, in dirhams"), _amount("amount")),
        number(_("Granted, in dirhams"), _amount("granted")),
        number(_("Left, in dirhams"), _amount("left")),
    ),
)
