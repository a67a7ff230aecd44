"""What is owed as the passes will have left it by a day to come: for looking ahead, never kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.db import transaction

from tajadur.organisation.units.nightly import apply_moves

from ..vocabulary import HORIZON_DAYS
from .opening import open_periods
from .sync_obligations import cancel_and_rewrite


@contextmanager
def standing_on(day: date, *, on: date, at: datetime) -> Iterator[None]:
    """Inside, units stand where they will on ``day``, and every period begun by then is opened; rolled back after.

    Periods are written some weeks ahead: for a day within these weeks nothing needs to be played.
    """
    if day <= on + timedelta(days=HORIZON_DAYS):
        yield
        return
    with transaction.atomic():
        try:
            apply_moves(on=day, at=at)
            cancel_and_rewrite(on=day, at=at)
            open_periods(on=day, at=at, horizon_days=0)
            yield
        finally:
            transaction.set_rollback(True)
