"""What the reader chose of the list within reach: for the list itself, and for the acts of help for all of it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from tajadur.duties.obligations.queries.counting import in_states
from tajadur.duties.obligations.queries.finding import obligations_for, periods_begun, under, unit_answers_to
from tajadur.organisation.units.queries.tree import of_tree
from tajadur.permissions.matrix import Permission
from tajadur.rules.status import ANSWERED_STATES, MISSING_STATES, RELEASED_STATES, UNSETTLED_STATES, State
from tajadur.web.access import ActorRequest
from tajadur.web.paging import number_in, text_in
from tajadur.web.trees import tree_of

PERIODS_SHOWN = 600  # all of many years: each can be chosen
GROUPS = {
    "late": MISSING_STATES,
    "soon": UNSETTLED_STATES - MISSING_STATES - {State.UPCOMING},
    "answered": ANSWERED_STATES,
    "released": RELEASED_STATES,
    "upcoming": frozenset({State.UPCOMING}),
}


@dataclass(frozen=True, slots=True)
class ReachChosen:
    """The rows that answer to what was chosen, and the choices themselves; ``periods`` are those that can be chosen."""

    rows: QuerySet[Any]
    directive: int | None
    unit: int | None
    region: int | None
    body: int | None
    words: str
    period: str
    periods: list[str]
    state: str


def narrowed(request: ActorRequest) -> ReachChosen:
    """The obligations within reach that the address asks for. One query for the periods."""
    actor, asked = request.actor, request.GET
    rows = obligations_for(actor, Permission.READ_FIGURES, actor.on)
    directive, unit, region, body = (number_in(request, name) for name in ("directive", "unit", "region", "body"))
    words = text_in(request, "q")
    if tree := tree_of(request, Permission.READ_FIGURES).narrows:
        rows = rows.filter(of_tree(tree))
    if directive:
        rows = rows.filter(directive_id=directive)
    if body:
        rows = rows.filter(directive__body_type_id=body)
    for place in filter(None, (unit, region)):
        rows = rows.filter(under(place))
    if words:
        rows = rows.filter(unit_answers_to(words))
    periods = periods_begun(rows, actor.on, limit=PERIODS_SHOWN)
    period = asked.get("period", "") if asked.get("period", "") in periods else ""
    if period:
        rows = rows.filter(period_key=period)
    state = asked.get("state", "late")
    if state in GROUPS:
        rows = in_states(rows, GROUPS[state], actor.on)
    return ReachChosen(rows, directive, unit, region, body, words, period, periods, state)
