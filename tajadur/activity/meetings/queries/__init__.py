"""Reads of meetings and of their reports."""

from .meetings import *  # noqa: F403 - each file lists its own names in __all__
from .reports import *  # noqa: F403
