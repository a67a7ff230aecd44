"""What units said of their premises, judged by the rule on a day: three queries for many units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language

from tajadur.organisation.profile.models import PostType
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import existing, sort_field
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import within
from tajadur.permissions.matrix import Permission, Role
from tajadur.rules.premises import PremisesFacts, PremisesStatus, is_held, premises_status

from ..models import NoPremises, Premises
from ..vocabulary import PremisesCondition, Sharing

_COLUMNS = ("pk", "path", "name_ar", "name_latin", "kind_id", "opened_on", "closed_on", "is_asked")
# Of fewer units only their own rows are read; of more, the rows of all.
_FEW = 100


class _PremisesRow(NamedTuple):
    """A unit, as the query gives it."""

    id: int
    path: str
    name_ar: str
    name_latin: str
    kind_id: int
    opened_on: date
    closed_on: date | None
    is_asked: bool


class _Held(NamedTuple):
    """Premises of a unit."""

    unit_id: int
    from_on: date
    to_on: date | None
    condition: str
    sharing: str


@dataclass(frozen=True, slots=True)
class UnitPremises:
    """The premises of a unit on a day.

    ``since``: the first day of what it has, or from which it said to have none. ``conditions`` and ``sharings``: of
    all it has on that day.
    """

    id: int
    path: str
    kind_id: int
    name: str
    status: PremisesStatus
    since: date | None = None
    conditions: frozenset[PremisesCondition] = frozenset()
    sharings: frozenset[Sharing] = frozenset()
    count: int = 0

    @property
    def is_shared(self) -> bool:
        """Does it share any of them?"""
        return bool(self.sharings - {Sharing.ALONE})


def premises_within(actor: Actor, on: date, *, under: int | None = None, kind: int | None = None) -> list[UnitPremises]:
    """The units that exist and whose figures the actor reads, by level and name, with their premises. Three queries."""
    rows = within(Unit.objects.filter(existing(on), opened_on__lte=on), actor, Permission.READ_FIGURES)
    if under is not None:
        rows = rows.filter(path__contains=f".{under}.")
    if kind is not None:
        rows = rows.filter(kind=kind)
    return _read(rows.order_by("-kind__tree", "kind__rank", sort_field(), "pk"), on)


def premises_on(units: Sequence[int], on: date) -> dict[int, UnitPremises]:
    """The premises of these units on a day, closed ones too. Three queries."""
    return {row.id: row for row in _read(Unit.objects.filter(pk__in=units), on)}


def without_premises(on: date, said_since: date) -> list[tuple[int, date]]:
    """(unit, since which day) of whoever said since ``said_since`` to have no premises, and has none. Four queries."""
    words = NoPremises.objects.filter(said_on__gte=said_since, said_on__lte=on)
    standing = premises_on(list(words.values_list("unit_id", flat=True).distinct()), on)
    rows = sorted(standing.values(), key=lambda row: row.id)
    return [(row.id, row.since) for row in rows if row.status is PremisesStatus.ABSENT and row.since]


def _read(units: QuerySet[Unit], on: date) -> list[UnitPremises]:
    speaks = PostType.objects.filter(
        body_type__unit_kind=OuterRef("kind"), body_type__code__in=list(LeadingBody), office=Role.SECRETARY
    )
    rows = [_PremisesRow._make(row) for row in units.annotate(is_asked=Exists(speaks)).values_list(*_COLUMNS)]
    few = {"unit_id__in": [row.id for row in rows]} if len(rows) <= _FEW else {}
    held: dict[int, list[_Held]] = {}
    kept = Premises.objects.filter(is_current=True, is_void=False, **few).order_by("from_on", "pk")
    for each in map(_Held._make, kept.values_list(*_Held._fields)):
        held.setdefault(each.unit_id, []).append(each)
    without: dict[int, list[date]] = {}
    for unit_id, day in NoPremises.objects.filter(**few).values_list("unit_id", "from_on"):
        without.setdefault(unit_id, []).append(day)
    in_arabic = (get_language() or "ar").startswith("ar")
    return [_judged(row, held.get(row.id, []), without.get(row.id, []), on, in_arabic) for row in rows]


def _judged(
    row: _PremisesRow, held: Sequence[_Held], without: Sequence[date], on: date, in_arabic: bool
) -> UnitPremises:
    facts = PremisesFacts(
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        is_asked=row.is_asked,
        held=[(each.from_on, each.to_on) for each in held],
        without_from=without,
    )
    status, since, now = premises_status(facts, on), None, []
    if status is PremisesStatus.PRESENT:
        now = [each for each in held if is_held(each.from_on, each.to_on, on)]
        since = min(each.from_on for each in now)
    elif status is PremisesStatus.ABSENT:
        since = max(day for day in without if day <= on)
    return UnitPremises(
        id=row.id,
        path=row.path,
        kind_id=row.kind_id,
        name=row.name_ar if in_arabic else row.name_latin,
        status=status,
        since=since,
        conditions=frozenset(PremisesCondition(each.condition) for each in now),
        sharings=frozenset(Sharing(each.sharing) for each in now),
        count=len(now),
    )
