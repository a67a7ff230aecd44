"""Help from above, what a unit answers and asks, corrupted."""

from .planting import HELP, Plant, changed
from .plants_of_support import SUPPORT

FOLLOW_UPS = [
    changed("ladder of no shape", "follow_ups.FollowUpTerms", "ladder = '[[1, \"nobody\"]]'", HELP),
    changed("ladder that tells twice", "follow_ups.FollowUpTerms", 'ladder = \'[[0, "owner"], [0, "owner"]]\'', HELP),
    changed("answer without days", "follow_ups.FollowUpTerms", "days = NULL", HELP),
]

PLANTS_OF_HELP: list[Plant] = [*FOLLOW_UPS, *SUPPORT]
