"""Reads of meetings and of their reports."""

from .calendar import *  # noqa: F403 - each file lists its own names in __all__
from .feed import *  # noqa: F403
from .meetings import *  # noqa: F403
from .record import *  # noqa: F403
from .reports import *  # noqa: F403
from .sharing import *  # noqa: F403
