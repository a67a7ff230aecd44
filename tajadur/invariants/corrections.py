"""Rows that are said by a unit and corrected by a row beside them: what is so of every such table."""

from collections.abc import Iterable, Iterator
from typing import Any

from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.models import Mandate


def said_by_own(name: str, rows: Iterable[Any]) -> Iterator[str]:
    """Each row with a ``unit_id`` was said under a mandate of that unit, on the day of its instant."""
    kept = list(rows)
    units = dict(Mandate.objects.filter(pk__in={row.mandate_id for row in kept}).values_list("pk", "post__unit_id"))
    for row in kept:
        if units.get(row.mandate_id) != row.unit_id:
            yield f"{name} {row.pk} of unit {row.unit_id} was said under a mandate of another unit"
        if row.said_on != civil_day(row.said_at):
            yield f"{name} {row.pk} was said on {row.said_on}, its instant is of {civil_day(row.said_at)}"


def corrected_once(name: str, rows: Iterable[Any]) -> Iterator[str]:
    """The last row of each chain counts, and no other; each corrects one of its own unit, said before."""
    by_id = {row.pk: row for row in rows}
    replaced = {row.corrects_id for row in by_id.values() if row.corrects_id}
    for row in by_id.values():
        if row.is_current == (row.pk in replaced):
            yield f"{name} {row.pk} {'counts though it was corrected' if row.is_current else 'counts no longer'}"
        before = by_id.get(row.corrects_id)
        if before and (before.unit_id != row.unit_id or before.said_at > row.said_at):
            yield f"{name} {row.pk} corrects {before.pk} of another unit, or said later"
