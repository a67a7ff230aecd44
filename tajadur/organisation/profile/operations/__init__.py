"""Acts on the party's own words."""

from .installing import install_profile

__all__ = ["install_profile"]
