"""The pass over training: whoever organised a session that is over hears that attendance is to be declared."""

from datetime import date, datetime, timedelta

from django.db import transaction

from tajadur.rules.training import TrainingState

from .operations.notifying import TOLD_FOR, tell_undeclared
from .queries.sessions import current_versions, with_state


@transaction.atomic
def follow_training(*, on: date, at: datetime) -> int:
    """Sessions that ended before ``on`` without a word on who came; returns how many posts heard now. Again: none."""
    recent = current_versions().filter(to_on__gte=on - timedelta(days=TOLD_FOR), to_on__lt=on)
    return tell_undeclared(list(with_state(recent, on).filter(state=TrainingState.UNDECLARED)), on=on, at=at)
