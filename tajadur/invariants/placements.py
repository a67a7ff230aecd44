"""Where every unit stood on a day, by the placements alone."""

from collections import defaultdict
from datetime import date

from tajadur.organisation.units.models import Placement


class PlacementsByDay:
    """Ancestors by day, computed in Python and kept for the days already asked."""

    def __init__(self) -> None:
        self._rows: dict[int, list[tuple[date, date | None, int | None]]] = defaultdict(list)
        for unit_id, parent_id, from_on, to_on in Placement.objects.values_list(
            "unit_id", "parent_id", "from_on", "to_on"
        ):
            self._rows[unit_id].append((from_on, to_on, parent_id))
        self._paths: dict[date, dict[int, str | None]] = defaultdict(dict)

    def parent(self, unit_id: int, day: date) -> int | None:
        """The parent on ``day``; None for a root or a unit that stood nowhere."""
        row = self._row(unit_id, day)
        return row[2] if row else None

    def path(self, unit_id: int, day: date) -> str | None:
        """``1.5.12.``, or None when the unit or one above it stood nowhere on ``day``."""
        known = self._paths[day]
        if unit_id not in known:
            row = self._row(unit_id, day)
            if row is None:
                known[unit_id] = None
            elif row[2] is None:
                known[unit_id] = f"{unit_id}."
            else:
                above = self.path(row[2], day)
                known[unit_id] = None if above is None else f"{above}{unit_id}."
        return known[unit_id]

    def _row(self, unit_id: int, day: date) -> tuple[date, date | None, int | None] | None:
        return next((row for row in self._rows[unit_id] if row[0] <= day and (row[1] is None or day < row[1])), None)
