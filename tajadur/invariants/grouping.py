"""Units a group at a time: what is compared is held in memory for one group only, however large the party."""

from collections.abc import Iterator

from tajadur.organisation.units.models import Unit

UNITS_AT_ONCE = 300


def unit_groups() -> Iterator[list[int]]:
    """The ids of all units, some hundreds at a time."""
    ids = list(Unit.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), UNITS_AT_ONCE):
        yield ids[start : start + UNITS_AT_ONCE]
