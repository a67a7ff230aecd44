"""When the question is asked, how strictly, and what an answer looks like."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """The civil day and instant of the question. ``passes_run`` False: what only late passes owe is no fault."""

    on: date
    at: datetime
    passes_run: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken invariant: its name and what breaks it, by ids, codes and days; never a person's name."""

    invariant: str
    what: str

    def __str__(self) -> str:
        return f"{self.invariant}: {self.what}"


Check = Callable[[Moment], Iterator[str]]
