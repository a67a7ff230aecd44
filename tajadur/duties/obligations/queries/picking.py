"""Units picked by hand from a list, each alone or with something it owes."""

from collections.abc import Sequence
from typing import Any

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.units.models import Unit

from ..models import Obligation


def units_picked(pairs: Sequence[tuple[int, int | None]]) -> list[tuple[Unit, Any]]:
    """(unit, the obligation with its directive or None) of each pair of ids, in order: two queries at most.

    Raises NotVisible for what does not exist or is owed by another unit. Who may see or act is asked by the caller.
    """
    units = Unit.objects.in_bulk({unit_id for unit_id, _owed in pairs})
    ids = {pk for _unit, pk in pairs if pk}
    owed = {row.pk: row for row in Obligation.objects.select_related("directive").filter(pk__in=ids)}
    rows = []
    for unit_id, obligation_id in pairs:
        unit, row = units.get(unit_id), owed.get(obligation_id or 0)
        if unit is None or (obligation_id and (row is None or row.unit_id != unit_id)):
            raise NotVisible
        rows.append((unit, row))
    return rows
