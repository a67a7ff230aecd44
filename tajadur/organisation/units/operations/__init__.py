"""Acts on units: laying down the territory, opening, editing, closing, moving."""

from .changing import add_alias, close_unit, edit_unit, set_declared
from .installing import Installed, install_territory
from .moving import apply_move, move_unit
from .opening import open_unit

__all__ = [
    "Installed",
    "add_alias",
    "apply_move",
    "close_unit",
    "edit_unit",
    "install_territory",
    "move_unit",
    "open_unit",
    "set_declared",
]
