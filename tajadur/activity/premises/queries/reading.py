"""The premises of one unit: what it has and had, what was said before each correction, with whom it may share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.db.models import Q, QuerySet

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import existing, sort_field
from tajadur.rules.opening_hours import OpenSpan

from ..models import NoPremises, OpeningHours, Premises

_Row = TypeVar("_Row", Premises, NoPremises)


@dataclass(frozen=True)
class KeptRecord(Generic[_Row]):
    """What is said today, and what was said before, the last correction first."""

    row: _Row
    former: list[_Row]


def records_of(unit: Unit) -> list[KeptRecord[Premises]]:
    """All premises of a unit, those that began last first; rows carry ``shared_with`` and ``hours``. Two queries."""
    rows = Premises.objects.filter(unit=unit).select_related("shared_with").prefetch_related("hours")
    return _with_former(rows.order_by("-from_on", "-pk"))


def words_of(unit: Unit) -> list[KeptRecord[NoPremises]]:
    """Every word of a unit that it has none, the last said first. One query."""
    return _with_former(NoPremises.objects.filter(unit=unit).order_by("-said_on", "-pk"))


def _with_former(rows: Iterable[_Row]) -> list[KeptRecord[_Row]]:
    by_id = {row.pk: row for row in rows}
    records = []
    for row in by_id.values():
        if row.is_current:
            former, before = [], row.corrects_id
            while before is not None:
                former.append(by_id[before])
                before = by_id[before].corrects_id
            records.append(KeptRecord(row, former))
    return records


def premises_row(unit: Unit, premises_id: int) -> Premises:
    """One row of the unit, with its ``hours``. Raises NotVisible."""
    row = Premises.objects.filter(unit=unit, pk=premises_id).prefetch_related("hours").first()
    if row is None:
        raise NotVisible
    return row


def spans_of_premises(hours: Iterable[OpeningHours]) -> list[OpenSpan]:
    """The hours as the rules take them."""
    return sorted(OpenSpan(row.weekday, row.opens, row.closes) for row in hours)


def word_without(unit: Unit, word_id: int) -> NoPremises:
    """One time the unit said so. Raises NotVisible."""
    row = NoPremises.objects.filter(unit=unit, pk=word_id).first()
    if row is None:
        raise NotVisible
    return row


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
