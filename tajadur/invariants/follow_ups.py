"""The party's own days and ladders of what is promised or awaited: they read back and are possible."""

from collections.abc import Iterator

from tajadur.duties.follow_ups.models import FollowUpTerms
from tajadur.rules.follow_ups import DEFAULT_TERMS, LONGEST_LADDER, FollowUpKind, ladder_of

from .as_of import AsOf


def follow_ups_possible(as_of: AsOf) -> Iterator[str]:
    """A ladder tells each level once a day; days are given where the day is not said each time."""
    for row in FollowUpTerms.objects.order_by("kind"):
        try:
            ladder = ladder_of(row.ladder)
        except ValueError as error:
            yield f"the ladder of {row.kind} cannot be read: {error}"
            continue
        if len(set(ladder)) < len(ladder) or len(ladder) > LONGEST_LADDER:
            yield f"the ladder of {row.kind} tells somebody twice or too often"
        if (row.days is None) != (DEFAULT_TERMS[FollowUpKind(row.kind)].days is None):
            yield f"{row.kind} has days where its day is said each time, or none where it is not"
