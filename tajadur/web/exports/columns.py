"""What the columns of an exported list are: each says its title, its kind of value, and how it is read from a line."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from html import unescape
from typing import Any

from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from tajadur.web.access import ActorRequest

Reading = str | Callable[[Any], Any]


class CellKind(Enum):
    """The kind of value of a column, with how wide a sheet draws it (in characters)."""

    TEXT = 26
    LONG = 60
    NUMBER = 12
    SHARE = 11
    DAY = 13


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column. ``reads`` is a path into the line («unit.kind.name») or a function of it.

    A day is a ``date``, a share a number from 0 to 1, a number one that can be added up; all else is text.
    """

    title: str | Promise
    reads: Reading
    kind: CellKind = CellKind.TEXT

    def value(self, line: Any) -> Any:
        """What stands in the cell; None where there is nothing. What a page draws as a badge is its word."""
        value = _followed(line, self.reads) if isinstance(self.reads, str) else self.reads(line)
        if isinstance(value, SafeString):
            return unescape(strip_tags(value)).strip()
        if self.kind in (CellKind.TEXT, CellKind.LONG):
            return None if value is None else str(value)
        return value


def _same(_request: ActorRequest, rows: list[Any]) -> Iterable[Any]:
    return rows


@dataclass(frozen=True, slots=True)
class ExportedList:
    """A list that can be taken away: its name in files and in the audit log, its title, its columns.

    ``lines`` makes the lines of some hundred rows at once, as the page does for its fifty: no query for each row.
    ``persons``: its rows tell of persons, and that they were read is noted as on the page.
    """

    name: str
    title: str | Promise
    columns: Sequence[ExportColumn]
    lines: Callable[[ActorRequest, list[Any]], Iterable[Any]] = _same
    persons: bool = False

    def with_lines(self, lines: Callable[[list[Any]], Iterable[Any]]) -> "ExportedList":
        """The same list, with lines made by what only the view knows."""
        return replace(self, lines=lambda _request, rows: lines(rows))


def text(title: str | Promise, reads: Reading) -> ExportColumn:
    """A name, a state, a word."""
    return ExportColumn(title, reads)


def long_text(title: str | Promise, reads: Reading) -> ExportColumn:
    """What somebody wrote."""
    return ExportColumn(title, reads, CellKind.LONG)


def number(title: str | Promise, reads: Reading) -> ExportColumn:
    """What can be added up."""
    return ExportColumn(title, reads, CellKind.NUMBER)


def share(title: str | Promise, reads: Reading) -> ExportColumn:
    """Part of a whole, from 0 to 1."""
    return ExportColumn(title, reads, CellKind.SHARE)


def day(title: str | Promise, reads: Reading) -> ExportColumn:
    """A civil day."""
    return ExportColumn(title, reads, CellKind.DAY)


def _followed(line: Any, path: str) -> Any:
    value = line
    for step in path.split("."):
        if value is None:
            return None
        value = value[step] if isinstance(value, dict) else getattr(value, step)
    return value
