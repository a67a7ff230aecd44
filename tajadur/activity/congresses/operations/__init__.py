"""What a region does with its congress, a province with its delegates, those above in words of their own."""

from .commenting import comment_stage
from .delegates import file_delegates, share_seats
from .installing import install_stages
from .marking import Shown, fix_date, mark_stage, take_back
from .redating import StageFields, change_stage, move_stage
from .results import Confirmed, confirm_results, propose_elected, withdraw_elected, withdraw_roster
from .rosters import propose_roster

__all__ = [
    "Confirmed",
    "Shown",
    "StageFields",
    "change_stage",
    "comment_stage",
    "confirm_results",
    "file_delegates",
    "fix_date",
    "install_stages",
    "mark_stage",
    "move_stage",
    "propose_elected",
    "propose_roster",
    "share_seats",
    "take_back",
    "withdraw_elected",
    "withdraw_roster",
]
