"""How many must be present for a body to decide?"""


def quorum(
    size: int, *, count: int | None = None, share_percent: int | None = None, more_than: bool = False
) -> int | None:
    """The number of members that must be present in a body of ``size``; None when the body has no rule.

    ``count`` is a fixed number (never more than the body); ``share_percent`` a share of the members, rounded up, or the
    next whole number above it when ``more_than`` (half plus one). When both are given the larger holds. Raises
    ValueError for a negative size or count or a share outside 0–100.
    """
    if size < 0 or (count is not None and count < 0):
        raise ValueError("a body has no negative number of members")
    if share_percent is not None and not 0 <= share_percent <= 100:
        raise ValueError(f"{share_percent} % is no share of a body")
    if count is None and share_percent is None:
        return None
    by_share = 0
    if share_percent is not None:
        by_share = size * share_percent // 100 + 1 if more_than else -(-size * share_percent // 100)
    return min(size, max(count or 0, by_share))


def is_quorum_reached(present: int, needed: int | None) -> bool | None:
    """Did enough attend? None when the body has no rule."""
    return None if needed is None else present >= needed
