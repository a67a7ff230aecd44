"""Acts on meetings and on their reports."""

from .programme import *  # noqa: F403 - each file lists its own names in __all__
from .reports import *  # noqa: F403
