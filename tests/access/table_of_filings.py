"""The rows of declarations to the authority."""

from typing import Any

from tajadur.activity.filings.models import FilingReceipt
from tests.access.roles import PEOPLE, RECORD, SECRETARY_ONLY, WITH_RECORD
from tests.access.rows import Row, of
from tests.access.world import World


def receipt(world: World, target: str) -> dict[str, Any]:
    """Another number and today."""
    known = FilingReceipt.objects.get(filing=world.filings[target], replaced_at=None)
    return {"number": "12/2026", "received_on": world.today.isoformat(), "corrects": known.pk}


def _sheet(world: World, target: str) -> dict[str, Any]:
    return {"filing_id": world.filings[target], "language": "ar"}


FILINGS: dict[str, Row] = {
    "filings:index": Row(get=WITH_RECORD),
    "filings:detail": Row(get=RECORD, at=of("filing")),
    "filings:receipt": Row(post=SECRETARY_ONLY, at=of("filing"), data=receipt, writes=True),
    "filings:sheet": Row(get=PEOPLE, at=_sheet),
}
