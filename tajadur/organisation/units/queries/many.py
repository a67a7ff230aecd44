"""Many units at once: an act of help reaches all of them or none; those it is not for are told apart first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission

from ..models import Unit

MOST_AT_ONCE = 200  # as many as one reads over before confirming; a form holds two fields for each


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why something is left out of an act: a code, and the day its sentence names, if any."""

    because: str
    day: date | None = None


@dataclass(slots=True)
class UnitsAtOnce:
    """Those the act is for, in the order asked, each with the grant it is done under; and those it is not for."""

    units: dict[int, Unit]
    grants: dict[int, Grant]
    left_out: dict[int, LeftOut] = field(default_factory=dict)

    def leave_out(self, unit_id: int, because: str, day: date | None = None) -> None:
        """The act is not for this unit."""
        self.units.pop(unit_id, None)
        self.left_out.setdefault(unit_id, LeftOut(because, day))


def units_at_once(by: Actor, unit_ids: Iterable[int], permission: Permission, on: date) -> UnitsAtOnce:
    """The units, for an act of ``by`` on ``on``; those closed by then are left out. One query.

    Raises NotVisible or PermissionDenied when one of them is out of reach, BadInput ``no_units``, ``too_many_units``.
    """
    wanted = list(dict.fromkeys(unit_ids))
    if not wanted:
        raise BadInput("", "no_units")
    if len(wanted) > MOST_AT_ONCE:
        raise BadInput("", "too_many_units", n=len(wanted), most=MOST_AT_ONCE)
    known = Unit.objects.select_related("kind").in_bulk(wanted)
    if len(known) < len(wanted):
        raise NotVisible
    units = {pk: known[pk] for pk in wanted}
    chosen = UnitsAtOnce(units, {pk: require(by, permission, unit) for pk, unit in units.items()})
    for pk, unit in list(units.items()):
        if unit.closed_on is not None and unit.closed_on <= on:
            chosen.leave_out(pk, "closed", unit.closed_on)
    return chosen


def none_left() -> BadInput:
    """Every one of those chosen is left out."""
    return BadInput("", "all_left_out")
