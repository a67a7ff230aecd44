"""What units said of their premises on a day: judged, counted and narrowed by the database, for many units at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, Exists, F, Func, Max, OuterRef, Q, QuerySet, Subquery, Value, When

from tajadur.organisation.profile.models import PostType
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import existing, of_tree, sort_field
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import within
from tajadur.permissions.matrix import Permission, Role
from tajadur.rules.premises import PremisesStatus

from ..models import NoPremises, Premises
from ..vocabulary import PremisesCondition, Sharing


class PlaceTally(NamedTuple):
    """How many units of a region and a province (by their ids, empty at a higher level) are of a status."""

    region: str
    province: str
    status: str
    units: int


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


def standing_words() -> QuerySet[NoPremises]:
    """The words of none as they are said to be today, without those taken back."""
    return NoPremises.objects.filter(is_current=True, is_void=False)


def standing_premises() -> QuerySet[Premises]:
    """Premises as they are said to be today, without those that never were."""
    return Premises.objects.filter(is_current=True, is_void=False)


def held_on(rows: QuerySet[Premises], on: date) -> QuerySet[Premises]:
    """Those of ``rows`` that are held on a day."""
    return rows.filter(Q(to_on=None) | Q(to_on__gte=on), from_on__lte=on)


def with_status(units: QuerySet[Unit], on: date) -> QuerySet[Any]:
    """The units with ``status`` on a day, as ``rules.premises`` judges it, and ``without_on``: since when none."""
    speakers = PostType.objects.filter(body_type__code__in=list(LeadingBody), office=Role.SECRETARY)
    begun = standing_premises().filter(unit=OuterRef("pk"), from_on__lte=on).order_by()
    words = standing_words().filter(unit=OuterRef("pk"), from_on__lte=on).order_by()
    is_asked = Q(kind__in=speakers.values("body_type__unit_kind"), opened_on__lte=on) & existing(on)
    status = Case(
        When(~is_asked, then=Value(PremisesStatus.NOT_ASKED)),
        When(Exists(held_on(begun, on)), then=Value(PremisesStatus.PRESENT)),
        When(Q(without_on=None) | Q(begun_on__gt=F("without_on")), then=Value(PremisesStatus.UNSAID)),
        default=Value(PremisesStatus.ABSENT),
        output_field=CharField(),
    )
    return units.annotate(
        without_on=Subquery(words.values("unit").annotate(last=Max("from_on")).values("last")),
        begun_on=Subquery(begun.values("unit").annotate(last=Max("from_on")).values("last")),
    ).annotate(status=status)


def premises_within(
    actor: Actor, on: date, *, under: int | None = None, kind: int | None = None, tree: str = ""
) -> QuerySet[Any]:
    """The units that exist and whose figures the actor reads, by level and name, with their ``status``."""
    rows = within(Unit.objects.filter(existing(on), opened_on__lte=on), actor, Permission.READ_FIGURES)
    if under is not None:
        rows = rows.filter(path__contains=f".{under}.")
    if kind is not None:
        rows = rows.filter(kind=kind)
    return with_status(rows.filter(of_tree(tree, "")), on).order_by("-kind__tree", "kind__rank", sort_field(), "pk")


def tallies_by_place(rows: QuerySet[Any]) -> list[PlaceTally]:
    """How many of ``rows`` (with their ``status``) are of each region, province and status. One query."""
    counted = rows.order_by().annotate(region=_step(2), province=_step(3)).values_list("region", "province", "status")
    return [PlaceTally(*row) for row in counted.annotate(units=Count("pk"))]


def premises_of(units: Sequence[Any], on: date) -> list[UnitPremises]:
    """What these units (with their ``status``) have, in their order. One query."""
    held: dict[int, list[Premises]] = {}
    present = [unit.pk for unit in units if unit.status == PremisesStatus.PRESENT]
    for row in held_on(standing_premises().filter(unit__in=present), on).order_by("from_on", "pk"):
        held.setdefault(row.unit_id, []).append(row)
    return [_told(unit, held.get(unit.pk, [])) for unit in units]


def premises_on(units: Sequence[int], on: date) -> dict[int, UnitPremises]:
    """The premises of these units on a day, closed ones too. Two queries."""
    rows = with_status(Unit.objects.filter(pk__in=units), on)
    return {row.id: row for row in premises_of(list(rows), on)}


def without_premises(on: date, said_since: date) -> list[tuple[int, date]]:
    """(unit, since which day) of whoever said since ``said_since`` to have no premises, and has none. One query."""
    words = standing_words().filter(said_on__gte=said_since, said_on__lte=on)
    units = with_status(Unit.objects.filter(pk__in=words.values("unit")), on).filter(status=PremisesStatus.ABSENT)
    return list(units.order_by("pk").values_list("pk", "without_on"))


def _step(number: int) -> Func:
    """The id of a unit on the way down to a unit, the root being the first; empty where it ends before."""
    return Func(F("path"), Value("."), Value(number), function="split_part", output_field=CharField())


def _told(unit: Any, held: Sequence[Premises]) -> UnitPremises:
    status = PremisesStatus(unit.status)
    return UnitPremises(
        id=unit.pk,
        path=unit.path,
        kind_id=unit.kind_id,
        name=unit.name,
        status=status,
        since=held[0].from_on if held else unit.without_on if status is PremisesStatus.ABSENT else None,
        conditions=frozenset(PremisesCondition(row.condition) for row in held),
        sharings=frozenset(Sharing(row.sharing) for row in held),
        count=len(held),
    )
