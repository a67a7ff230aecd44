"""The constituencies of an election that is being prepared, from a sheet: all of them at once, in place of the last."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission

from ..models import Constituency, ConstituencyPart
from .import_plan import SheetRow, plan_constituencies
from .steps import hold_draft, log


@transaction.atomic
def import_constituencies(*, election_id: int, rows: Sequence[SheetRow], on: date, by: Actor, at: datetime) -> int:
    """Load what ``rows`` say instead of what is there; returns how many constituencies there are.

    Places in two constituencies are loaded as they are: they are shown, and the election is not issued before they are
    corrected. Raises NotVisible, PermissionDenied, Conflict ``election_issued``, BadInput ``rows_flawed``.
    """
    election, grant = hold_draft(election_id, Permission.DRAFT_ELECTION, by)
    plan = plan_constituencies(rows, on)
    if plan.flaws or not plan.planned:
        raise BadInput("", "rows_flawed")
    Constituency.objects.filter(election=election).delete()
    loaded = Constituency.objects.bulk_create(
        [
            Constituency(
                election=election, code=row.code, name_ar=row.name_ar, name_latin=row.name_latin or row.name_ar,
                seats=row.seats or 0, quota=row.quota or 0, stations=row.stations, owner_id=row.owner_id,
            )
            for row in plan.planned
        ],
        batch_size=1000,
    )  # fmt: skip
    ConstituencyPart.objects.bulk_create(
        [
            ConstituencyPart(constituency=constituency, unit=unit)
            for constituency, row in zip(loaded, plan.planned, strict=True)
            for _row, unit in row.units.values()
        ],
        batch_size=1000,
    )
    log("constituencies", election.pk, by, at, grant, constituencies=len(loaded), seats=plan.seats)
    return len(loaded)
