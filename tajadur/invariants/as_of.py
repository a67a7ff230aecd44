"""The day and instant an invariant is checked for, and how strictly."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class AsOf:
    """A civil day and an instant of it. ``passes_run`` False: what only late passes owe breaks nothing."""

    on: date
    at: datetime
    passes_run: bool = True


Check = Callable[[AsOf], Iterator[str]]
