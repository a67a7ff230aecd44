"""Who came to a session, unit by unit, as counts."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import sort_field

from ..models import SessionAttendance, SessionInvitation, SessionVersion
from ..vocabulary import COUNTS


@dataclass(frozen=True)
class KeptAttendance:
    """What is said today of the people of a unit, and what was said before, the last first."""

    row: SessionAttendance
    former: list[SessionAttendance]


def counted_attendance() -> QuerySet[SessionAttendance]:
    """What counts today."""
    return SessionAttendance.objects.filter(is_current=True, is_void=False)


def attendance_of(session_id: int) -> list[KeptAttendance]:
    """Everything said of a session, with its unit, those taken back last. One query."""
    rows = SessionAttendance.objects.filter(session=session_id).select_related("unit__kind")
    by_id = {row.pk: row for row in rows.order_by("is_void", "unit__depth", f"unit__{sort_field()}", "pk")}
    kept = []
    for row in by_id.values():
        if row.is_current:
            former, before = [], row.corrects_id
            while before is not None:
                former.append(by_id[before])
                before = by_id[before].corrects_id
            kept.append(KeptAttendance(row, former))
    return kept


def sums_of(rows: list[KeptAttendance]) -> dict[str, int]:
    """Each count summed over what is said today."""
    return {name: sum(getattr(kept.row, name) for kept in rows if not kept.row.is_void) for name in COUNTS}


def units_to_count(version: SessionVersion, on: date) -> QuerySet[Unit]:
    """The units that stood on the first day among those invited and below them; and any that was counted already."""
    paths = SessionInvitation.objects.filter(version=version).values_list("unit__path", flat=True)
    near = Q(pk__in=counted_attendance().filter(session=version.session_id).values("unit"))
    for path in paths:
        near |= Q(Q(closed_on=None) | Q(closed_on__gt=version.from_on), path__startswith=path, opened_on__lte=on)
    return Unit.objects.filter(near).order_by("depth", sort_field(), "pk")


def attendance_row(session_id: int, attendance_id: int) -> SessionAttendance:
    """One row of the session, with its unit. Raises NotVisible."""
    rows = SessionAttendance.objects.filter(session=session_id, pk=attendance_id)
    row = rows.select_related("unit").first()
    if row is None:
        raise NotVisible
    return row
