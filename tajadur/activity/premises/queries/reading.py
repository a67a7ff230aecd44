"""The premises of one unit: what it has and had, what was said before each correction, with whom it may share."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import existing, sort_field
from tajadur.rules.opening_hours import OpenSpan
from tajadur.rules.premises import is_held

from ..models import NoPremises, OpeningHours, Premises


@dataclass(frozen=True, slots=True)
class PremisesRecord:
    """Premises as they are said to be today, and as they were said to be before, the last correction first."""

    row: Premises
    former: list[Premises] = field(default_factory=list)

    def is_held(self, on: date) -> bool:
        """Does the unit have them on ``on``?"""
        return not self.row.is_void and is_held(self.row.from_on, self.row.to_on, on)


def records_of(unit: Unit) -> list[PremisesRecord]:
    """All premises of a unit, those that began last first; rows carry ``shared_with`` and ``hours``. Two queries."""
    rows = list(
        Premises.objects.filter(unit=unit)
        .select_related("shared_with")
        .prefetch_related("hours")
        .order_by("-from_on", "-pk")
    )
    by_id = {row.pk: row for row in rows}
    return [PremisesRecord(row, _before(row, by_id)) for row in rows if row.is_current]


def _before(row: Premises, by_id: dict[int, Premises]) -> list[Premises]:
    former: list[Premises] = []
    while row.corrects_id is not None:
        row = by_id[row.corrects_id]
        former.append(row)
    return former


def premises_row(unit: Unit, premises_id: int) -> Premises:
    """One row of the unit, with its ``hours``. Raises NotVisible."""
    row = Premises.objects.filter(unit=unit, pk=premises_id).prefetch_related("hours").first()
    if row is None:
        raise NotVisible
    return row


def spans_of_premises(hours: Iterable[OpeningHours]) -> list[OpenSpan]:
    """The hours as the rules take them."""
    return sorted(OpenSpan(row.weekday, row.opens, row.closes) for row in hours)


def last_word_without(unit: Unit) -> NoPremises | None:
    """The last time the unit said that it has none."""
    return NoPremises.objects.filter(unit=unit).order_by("-said_on", "-pk").first()


def units_sharing_with(unit: Unit, on: date) -> list[Unit]:
    """The units that say to share their premises with this one on a day. One query."""
    held = Q(to_on=None) | Q(to_on__gte=on)
    rows = Premises.objects.filter(held, shared_with=unit, is_current=True, is_void=False, from_on__lte=on)
    return list(Unit.objects.filter(pk__in=rows.values("unit")).order_by(sort_field(), "pk"))


def units_to_share_with(unit: Unit, on: date) -> QuerySet[Unit]:
    """Whom a unit can share premises with: those above it, those beside and right below it; not the root of a tree."""
    above = [int(pk) for pk in unit.path.rstrip(".").split(".")[:-1]]
    near = Q(pk__in=above) | Q(parent=unit)
    if len(above) > 1:  # beside a region stand all regions
        near |= Q(parent=unit.parent_id)
    rows = Unit.objects.filter(existing(on), near, opened_on__lte=on, depth__gt=0).exclude(pk=unit.pk)
    return rows.order_by("depth", sort_field(), "pk")
