"""Acts on units: laying down the territory, opening, editing, closing, moving."""

from .changing import MOST_MEMBERS, add_alias, close_unit, edit_unit, remove_alias, set_declared, set_members
from .installing import Installed, install_territory
from .moving import apply_move, move_unit
from .opening import open_unit

__all__ = [
    "MOST_MEMBERS",
    "Installed",
    "add_alias",
    "apply_move",
    "close_unit",
    "edit_unit",
    "install_territory",
    "move_unit",
    "open_unit",
    "remove_alias",
    "set_declared",
    "set_members",
]
