"""Which provinces were reached by a session in the last months, and which were not."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from tajadur.organisation.profile.vocabulary import Tree
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import existing, sort_field
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import within
from tajadur.permissions.matrix import Permission
from tajadur.rules.training import covered_since, is_covered

from .attendance import counted_attendance
from .sessions import PROVINCE_DEPTH, ids_of


@dataclass(frozen=True, slots=True)
class ProvinceCoverage:
    """A province with the sessions of the months counted: held in it, or attended by its officers.

    ``last_on``: the last day of the last of them; ``sessions``: how many; ``officers``: how many came, each time.
    """

    id: int
    path: str
    name: str
    last_on: date | None
    sessions: int
    officers: int
    is_covered: bool

    @property
    def region_id(self) -> int:
        """The region it stands in."""
        return ids_of(self.path)[PROVINCE_DEPTH - 1]


def provinces_covered(actor: Actor, on: date, *, under: int | None = None) -> list[ProvinceCoverage]:
    """The open provinces of the territory whose figures the actor reads, by name. Two queries."""
    units = Unit.objects.filter(existing(on), kind__tree=Tree.TERRITORY, depth=PROVINCE_DEPTH, opened_on__lte=on)
    units = within(units, actor, Permission.READ_FIGURES)
    if under is not None:
        units = units.filter(path__contains=f".{under}.")
    provinces = list(units.order_by(sort_field(), "pk"))
    reached: dict[int, dict[int, date]] = {unit.pk: {} for unit in provinces}
    officers = dict.fromkeys(reached, 0)
    for session_id, path, held_path, came, last_on in _attendance(on):
        attended = set(ids_of(path)) if came else set()
        for step in (attended | set(ids_of(held_path))) & reached.keys():
            reached[step][session_id] = last_on
        for step in attended & reached.keys():
            officers[step] += came
    return [_told(unit, reached[unit.pk], officers[unit.pk], on) for unit in provinces]


def _attendance(on: date) -> list[tuple[int, str, str, int, date]]:
    """(session, path of who came, path of where it was held, officers, last day) of what was held in the months."""
    rows = counted_attendance().filter(
        session__cancelled_on=None,
        session__versions__is_current=True,
        session__versions__to_on__gte=covered_since(on),
        session__versions__to_on__lte=on,
    )
    columns = ("session_id", "path", "held_path", "officers")
    return list(rows.annotate(last_on=F("session__versions__to_on")).values_list(*columns, "last_on"))


def _told(unit: Unit, sessions: dict[int, date], officers: int, on: date) -> ProvinceCoverage:
    last_on = max(sessions.values(), default=None)
    return ProvinceCoverage(unit.pk, unit.path, unit.name, last_on, len(sessions), officers, is_covered(last_on, on))
