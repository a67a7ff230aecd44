"""Acts on the party's own words."""

from .days import confirm_day
from .installing import install_profile

__all__ = ["confirm_day", "install_profile"]
