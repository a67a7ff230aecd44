"""The pass over circulars in force: who left owes nothing more, who took a post up is asked."""

from datetime import date, datetime

from django.db import transaction

from tajadur.registry.audit.operations import log_action

from .operations.asking import ask, take_back


@transaction.atomic
def follow_circulars(*, on: date, at: datetime) -> dict[str, int]:
    """Cancel what is owed by former holders, and ask those who hold a post since; one audit entry if anything changed.

    Two reads over the addressees of circulars in force. Again: nothing.
    """
    tally = {"taken_back": take_back(on=on, at=at), "asked": ask(on=on, at=at)}
    if any(tally.values()):
        log_action(act="circular.followed", by=None, at=at, detail={"on": on.isoformat(), **tally})
    return tally
