"""A person takes along what is kept about them."""

from datetime import datetime

from tajadur.permissions.actors import Actor
from tajadur.registry.audit.operations import log_action


def note_data_taken(*, by: Actor, at: datetime) -> None:
    """It leaves the application: the log says when."""
    subject = ("person", by.person_id) if by.person_id else None
    log_action(act="take_own_data", by=by, at=at, subject=subject)
