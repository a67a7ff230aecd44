"""The pass over offices: what is to be declared follows from who holds the post of secretary since when."""

from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.installation import closed_rooms
from tajadur.registry.audit.operations import log_action

from .operations.asking import open_filings, supersede


@transaction.atomic
def follow_filings(*, on: date, at: datetime) -> dict[str, int]:
    """Take back what a later renewal or a closing made idle, ask for what began since; one audit entry if any.

    Two reads over the offices of the territory. Again: nothing; nor where the party has no such declarations.
    """
    if "filings" in closed_rooms():
        return {"superseded": 0, "opened": 0}
    tally = {"superseded": supersede(on=on, at=at), "opened": open_filings(on=on, at=at)}
    if any(tally.values()):
        log_action(act="filing.followed", by=None, at=at, detail={"on": on.isoformat(), **tally})
    return tally
