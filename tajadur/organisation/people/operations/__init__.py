"""Acts on persons, posts, mandates and accounts."""

from .first import make_first_administrator
from .mandates import approve_interim, correct_mandate, end_mandate, give_mandate
from .persons import Details, add_person, edit_person, folded_name, phone_e164
from .posts import close_unit, open_posts, open_unit

__all__ = [
    "Details",
    "add_person",
    "approve_interim",
    "close_unit",
    "correct_mandate",
    "edit_person",
    "end_mandate",
    "folded_name",
    "give_mandate",
    "make_first_administrator",
    "open_posts",
    "open_unit",
    "phone_e164",
]
