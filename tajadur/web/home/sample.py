"""The sample of the demonstration grows old: offered to be moved forward, to administrators only."""

from datetime import date, datetime

from django.conf import settings

from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may_anywhere, require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.sample import building

SEED = 1


def is_demo() -> bool:
    """Is this the demonstration?"""
    return bool(settings.DEMO)


def stale_sample(actor: Actor) -> date | None:
    """The last day of a sample more than a week old, for administrators of a demonstration; else None, no query."""
    if not is_demo() or not may_anywhere(actor, Permission.MANAGE_UNITS):
        return None
    return building.stale_since(actor.on)


def bring_forward(actor: Actor, at: datetime) -> bool:
    """Add what the invented party did since. Raises PermissionDenied; False when there was nothing to add."""
    require_anywhere(actor, Permission.MANAGE_UNITS)
    return building.move_forward(seed=SEED, on=actor.on, at=at)
