"""The units right below one: how many reported the last period due, which are silent."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.queries.counting import with_state
from tajadur.organisation.units.queries.tree import sort_field
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import reach
from tajadur.permissions.matrix import Permission
from tajadur.rules.status import ANSWERED_STATES, NOT_EXPECTED_STATES, REPORTED_STATES, State

SILENT_SHOWN = 6
# The longest two months: the last period due of what is asked monthly or every two months falls within them.
_DUE_LATELY = timedelta(days=62)


@dataclass(frozen=True, slots=True)
class Below:
    """The units right below over their last period due: reported of expected, and who has not answered."""

    reported: int
    expected: int
    silent: list[tuple[int, str]]
    more: int


def units_below(actor: Actor, unit_id: int, on: date) -> Below | None:
    """The last due period of meetings of the units right below the actor reads; None if none was due. One query."""
    due = Obligation.objects.filter(
        reach(actor, Permission.READ_FIGURES),
        unit__parent=unit_id,
        unit__closed_on=None,
        directive__fulfilment=FulfilmentKind.MEETING,
        calendar=True,
        due_on__lt=on,
        due_on__gte=on - _DUE_LATELY,
        addressee=0,
    )
    name = "unit__name_ar" if sort_field() == "sort_ar" else "unit__name_latin"
    rows = with_state(due, on).order_by("directive__rank", "-period_end", f"unit__{sort_field()}")
    latest: dict[int, Any] = {}
    for unit, state, shown, directive in rows.values_list("unit_id", "state", name, "directive_id"):
        # Only the directive that comes first on the pages: two directives have no share in common.
        if not latest or directive == next(iter(latest.values()))[2]:
            latest.setdefault(unit, (State(state), shown, directive))
    expected = {unit: (state, shown) for unit, (state, shown, _) in latest.items() if state not in NOT_EXPECTED_STATES}
    if not latest:
        return None
    silent = [(unit, shown) for unit, (state, shown) in expected.items() if state not in ANSWERED_STATES]
    return Below(
        reported=sum(state in REPORTED_STATES for state, _ in expected.values()),
        expected=len(expected),
        silent=silent[:SILENT_SHOWN],
        more=max(0, len(silent) - SILENT_SHOWN),
    )
