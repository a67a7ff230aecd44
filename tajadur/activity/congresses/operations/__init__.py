"""What a region does with its congress, a province with its delegates, those above in words of their own."""

from .commenting import comment_stage
from .delegates import file_delegates, share_seats
from .installing import install_stages
from .marking import Shown, fix_date, mark_stage, take_back

__all__ = [
    "Shown",
    "comment_stage",
    "file_delegates",
    "fix_date",
    "install_stages",
    "mark_stage",
    "share_seats",
    "take_back",
]
