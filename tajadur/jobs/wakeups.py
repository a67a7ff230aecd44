"""Which wake-ups a worker answers. No instant of another host is asked: hosts need not agree on the time."""

from time import monotonic

_answered: dict[str, float] = {}


def is_one_of_a_crowd(name: str, *, every: float) -> bool:
    """Has this process answered a wake-up of this pass less than half of ``every`` seconds ago?

    After a night without a worker thousands of wake-ups wait. Each process answers one of each pass, and the others,
    which would find nothing left to do, cost it nothing.
    """
    now = monotonic()
    last = _answered.get(name)
    if last is not None and now - last < every / 2:
        return True
    _answered[name] = now
    return False
