"""How many activities of each kind and month, with how many people, within the reach of a reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import TruncMonth

from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import existing, of_tree, sort_field
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import reach, within
from tajadur.permissions.matrix import Permission

from ..models import ProximityActivity
from ..vocabulary import MONTHS_COUNTED, ProximityKind


@dataclass(frozen=True, slots=True)
class ActivityTally:
    """Activities and the people they reached, each counted once in each activity."""

    activities: int = 0
    reached: int = 0

    def __add__(self, other: "ActivityTally") -> "ActivityTally":
        return ActivityTally(self.activities + other.activities, self.reached + other.reached)


@dataclass(frozen=True, slots=True)
class KindsByMonth:
    """The tallies of each (month by its first day, kind) of the months counted, the newest month first."""

    months: list[date]
    cells: dict[tuple[date, ProximityKind], ActivityTally]

    def of(self, month: date | None = None, kind: ProximityKind | None = None) -> ActivityTally:
        """The sum over what is given."""
        return _sum(
            tally
            for (its_month, its_kind), tally in self.cells.items()
            if month in (None, its_month) and kind in (None, its_kind)
        )

    @property
    def kinds(self) -> list[ProximityKind]:
        """The kinds of which there is an activity, in their order."""
        return [kind for kind in ProximityKind if any(its_kind is kind for _month, its_kind in self.cells)]


def first_month(on: date) -> date:
    """The first day of the months counted on ``on``."""
    index = on.year * 12 + on.month - MONTHS_COUNTED
    return date(index // 12, index % 12 + 1, 1)


def current_activities() -> QuerySet[ProximityActivity]:
    """Activities as they are said to be today, without those that did not take place."""
    return ProximityActivity.objects.filter(is_current=True, is_void=False)


def kinds_by_month(actor: Actor, on: date, *, under: int | None = None, tree: str = "") -> KindsByMonth:
    """The activities of units that stood within the reader's reach on their day. One query."""
    near = reach(actor, Permission.READ_FIGURES, "path", of_their_day=True)
    rows = current_activities().filter(near, of_tree(tree), held_on__gte=first_month(on), held_on__lte=on)
    if under is not None:
        rows = rows.filter(path__contains=f".{under}.")
    return _by_month(rows, on)


def kinds_by_month_of(unit: Unit, on: date) -> KindsByMonth:
    """The activities of one unit. One query."""
    rows = current_activities().filter(unit=unit, held_on__gte=first_month(on), held_on__lte=on)
    return _by_month(rows, on)


def units_counted(
    actor: Actor,
    on: date,
    *,
    under: int | None = None,
    kind: str = "",
    acted: bool | None = None,
    tree: str = "",
) -> QuerySet[Unit]:
    """The units within reach by level and name, with ``activities``, ``reached`` and ``last_on`` of the months counted.

    ``kind``: of one kind alone. ``acted``: only those with an activity, or only those without.
    """
    rows = Unit.objects.filter(existing(on), of_tree(tree, ""), opened_on__lte=on)
    rows = within(rows, actor, Permission.READ_FIGURES)
    if under is not None:
        rows = rows.filter(path__contains=f".{under}.")
    counted = current_activities().filter(held_on__gte=first_month(on), held_on__lte=on)
    if kind:
        counted = counted.filter(kind=kind)
    if acted is not None:
        units = Q(pk__in=counted.values("unit"))
        rows = rows.filter(units if acted else ~units)
    own = counted.filter(unit=OuterRef("pk")).order_by().values("unit")
    return (
        rows.select_related("kind")
        .annotate(
            activities=Subquery(own.annotate(n=Count("pk")).values("n")),
            reached=Subquery(own.annotate(n=Sum("reached")).values("n")),
            last_on=Subquery(own.annotate(last=Max("held_on")).values("last")),
        )
        .order_by("-kind__tree", "kind__rank", sort_field(), "pk")
    )


def _by_month(rows: QuerySet[ProximityActivity], on: date) -> KindsByMonth:
    counted = (
        rows.annotate(month=TruncMonth("held_on"))
        .order_by()
        .values_list("month", "kind")
        .annotate(n=Count("pk"), people=Sum("reached"))
    )
    cells = {(month, ProximityKind(kind)): ActivityTally(n, people) for month, kind, n, people in counted}
    index = on.year * 12 + on.month - 1
    months = [date((index - ago) // 12, (index - ago) % 12 + 1, 1) for ago in range(MONTHS_COUNTED)]
    return KindsByMonth(months, cells)


def _sum(tallies: Iterable[ActivityTally]) -> ActivityTally:
    whole = ActivityTally()
    for tally in tallies:
        whole += tally
    return whole
