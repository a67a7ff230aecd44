"""Reading persons, posts, mandates and accounts."""

from .persons import PersonRow, mandate_for, mandates_of, people_for, person_for, waiting_interims, with_mandates
from .posts import Holder, PostRow, holders_on, mandates_ending, post_for, posts_of, vacant_posts

__all__ = [
    "Holder",
    "PersonRow",
    "PostRow",
    "holders_on",
    "mandate_for",
    "mandates_ending",
    "mandates_of",
    "people_for",
    "person_for",
    "post_for",
    "posts_of",
    "vacant_posts",
    "waiting_interims",
    "with_mandates",
]
