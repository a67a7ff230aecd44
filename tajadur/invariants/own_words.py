"""What units say themselves: under a mandate of their own, on its day, corrected once."""

from collections.abc import Iterable, Iterator
from typing import Any

from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.models import Mandate


def said_by_own(name: str, rows: Iterable[Any]) -> Iterator[str]:
    """Rows with ``unit_id``, ``mandate_id``, ``said_on`` and ``said_at``: of the unit's own mandate, on their day."""
    kept = list(rows)
    units = dict(Mandate.objects.filter(pk__in={row.mandate_id for row in kept}).values_list("pk", "post__unit_id"))
    for row in kept:
        if units.get(row.mandate_id) != row.unit_id:
            yield f"{name} {row.pk} of unit {row.unit_id} was said under a mandate of another unit"
        if row.said_at is not None and row.said_on != civil_day(row.said_at):
            yield f"{name} {row.pk} was said on {row.said_on}, its instant is of {civil_day(row.said_at)}"


def corrected_once(name: str, rows: Iterable[Any]) -> Iterator[str]:
    """Rows with ``corrects`` and ``is_current``: only the last of a chain counts, and a chain is of one unit."""
    by_id = {row.pk: row for row in rows}
    replaced = {row.corrects_id for row in by_id.values() if row.corrects_id}
    for row in by_id.values():
        if row.is_current == (row.pk in replaced):
            yield f"{name} {row.pk} {'counts though it was corrected' if row.is_current else 'counts no longer'}"
        before = by_id.get(row.corrects_id)
        if before and (before.unit_id != row.unit_id or before.said_at > row.said_at):
            yield f"{name} {row.pk} corrects {before.pk} of another unit, or said later"
