"""The plan side by side: each region, each objective and each unit within a reader's reach, from what is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import CharField, Count, Exists, F, Func, OuterRef, Q, QuerySet, Sum, Value

from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import existing, sort_field
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import reach, within
from tajadur.permissions.matrix import Permission
from tajadur.rules.plans import MeanProgress, mean_progress

from ..models import AdoptionProgress, PlanEdition, PlanObjective
from ..vocabulary import EditionStatus


class PlaceProgress(NamedTuple):
    """An objective in a region (its id, empty above regions): sums over the units that adopted it.

    ``stuck``: how many of these units are stuck in it, whatever the number of their actions.
    """

    region: str
    objective: int
    progress: Decimal
    applying: int
    adopted: int
    stuck: int


@dataclass(frozen=True, slots=True)
class WholeProgress:
    """The mean of each axis over its objectives, by their weights, and of the plan over its axes."""

    axes: Mapping[int, MeanProgress]
    whole: MeanProgress


def objectives_in_force(on: date) -> list[PlanObjective]:
    """The objectives of the edition issued last by ``on``, with their ``axis`` and its ``edition``. One query."""
    issued = PlanEdition.objects.filter(status=EditionStatus.ISSUED, issued_on__lte=on).order_by("-number")
    rows = PlanObjective.objects.filter(axis__edition__in=issued.values("pk")[:1])
    return list(rows.select_related("axis__edition").order_by("axis__position", "position"))


def place_standings(actor: Actor, edition_id: int, on: date, *, under: int | None = None) -> list[PlaceProgress]:
    """The sums of each region and objective over the units within reach that exist on ``on``. One query."""
    rows = AdoptionProgress.objects.filter(
        reach(actor, Permission.READ_FIGURES, "adoption__unit__path"), adoption__objective__axis__edition=edition_id
    ).exclude(adoption__unit__closed_on__lte=on)
    if under is not None:
        rows = rows.filter(adoption__unit__path__contains=f".{under}.")
    region = Func(F("adoption__unit__path"), Value("."), Value(2), function="split_part", output_field=CharField())
    counted = (
        rows.order_by()
        .annotate(region=region)
        .values_list("region", "adoption__objective")
        .annotate(
            part=Sum("progress"),
            applying=Count("progress"),
            adopted=Count("pk"),
            ill=Count("pk", filter=Q(stuck__gt=0)),
        )
    )
    return [
        PlaceProgress(place, objective, part or Decimal(0), applying, adopted, stuck)
        for place, objective, part, applying, adopted, stuck in counted
    ]


def by_objective(rows: Iterable[PlaceProgress]) -> dict[int, MeanProgress]:
    """The mean of each objective over the units of these rows that adopted it and to which it applies."""
    sums: dict[int, list[Any]] = {}
    for row in rows:
        known = sums.setdefault(row.objective, [Fraction(0), 0, 0])
        known[0] += Fraction(row.progress)
        known[1] += row.applying
        known[2] += row.adopted
    return {
        objective: MeanProgress(part / applying if applying else None, applying, adopted)
        for objective, (part, applying, adopted) in sums.items()
    }


def whole_standing(objectives: Sequence[PlanObjective], parts: Mapping[int, Fraction | None]) -> WholeProgress:
    """What ``parts``, the progress of objectives by id, come to: axis by axis, and for the plan."""
    of_axis: dict[int, list[tuple[Fraction | None, int | None]]] = {}
    for objective in objectives:
        of_axis.setdefault(objective.axis_id, []).append((parts.get(objective.pk), objective.weight))
    axes = {axis: mean_progress(children) for axis, children in of_axis.items()}
    return WholeProgress(axes, mean_progress([(mean.progress, None) for mean in axes.values()]))


def units_with_plan(
    actor: Actor, edition_id: int, on: date, *, under: int | None = None, state: str = ""
) -> QuerySet[Unit]:
    """The units within reach by level and name. ``state``: those that follow something, nothing, or are stuck."""
    rows = within(Unit.objects.filter(existing(on), opened_on__lte=on), actor, Permission.READ_FIGURES)
    if under is not None:
        rows = rows.filter(path__contains=f".{under}.")
    own = AdoptionProgress.objects.filter(adoption__unit=OuterRef("pk"), adoption__objective__axis__edition=edition_id)
    if state == "stuck":
        rows = rows.filter(Exists(own.filter(stuck__gt=0)))
    elif state in ("follows", "nothing"):
        rows = rows.filter(Exists(own) if state == "follows" else ~Exists(own))
    return rows.select_related("kind").order_by("-kind__tree", "kind__rank", sort_field(), "pk")


def standings_of(units: Sequence[Unit], edition_id: int) -> dict[int, list[AdoptionProgress]]:
    """What each of these units follows of an edition, with how far it is. One query."""
    rows = AdoptionProgress.objects.filter(
        adoption__unit__in=[unit.pk for unit in units], adoption__objective__axis__edition=edition_id
    )
    by_unit: dict[int, list[AdoptionProgress]] = {}
    for row in rows.select_related("adoption").order_by("pk"):
        by_unit.setdefault(row.adoption.unit_id, []).append(row)
    return by_unit
