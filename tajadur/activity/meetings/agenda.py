"""What is written of a meeting's points: one value, the same from the form to the row and back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self

from django.utils.translation import gettext as _

from .vocabulary import PointKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPoint:
    """An objective or an item of the agenda as written. Each field but ``kind`` is a column of ``Point``.

    A column added here with a default, and to ``Point``, is stored, kept on edit, usual in a series, carried over and
    proposed as last time.
    """

    kind: PointKind
    text: str

    @classmethod
    def of(cls, kind: str, source: Mapping[str, Any]) -> Self:
        """The point of a kind with the columns ``source`` has; those of a newer release are left out."""
        return cls(kind=PointKind(kind), **{name: source[name] for name in WRITTEN if name in source})

    @property
    def shown(self) -> str:
        """The line as pages show it."""
        return self.text

    @property
    def columns(self) -> dict[str, str]:
        """Its columns by name."""
        return {name: getattr(self, name) for name in WRITTEN}

    @classmethod
    def from_usual(cls, kind: PointKind, usual: str | dict[str, str]) -> Self:
        """The point as a series keeps it: its text alone, or its columns by name when it says more."""
        return cls.of(kind, {"text": usual} if isinstance(usual, str) else usual)

    @property
    def usual(self) -> str | dict[str, str]:
        """What a series keeps of it, read by ``from_usual``."""
        filled = {name: value for name, value in self.columns.items() if value}
        return self.text if filled.keys() <= {"text"} else filled


def shown_line(text: str, minutes_on: date | None) -> str:
    """The line of a point in the language of the reader where we worded it: it puts minutes to adoption."""
    if minutes_on is None:
        return text
    return _("Adoption of the minutes of the meeting of %(day)s") % {"day": f"{minutes_on:%d/%m/%Y}"}


# The columns of a point that somebody writes, its text first.
WRITTEN = tuple(field.name for field in fields(AgendaPoint) if field.name != "kind")

# Where each is typed, line by line: the field of the forms, which its problems name too. The text of a kind comes
# first; another field of the same kind says something of the point on the same line.
TYPED: Mapping[str, tuple[PointKind, str]] = {
    "objectives": (PointKind.OBJECTIVE, "text"),
    "agenda": (PointKind.ITEM, "text"),
}


def of_kind(points: Iterable[AgendaPoint], kind: PointKind) -> list[AgendaPoint]:
    """The points of one kind, in their order."""
    return [point for point in points if point.kind == kind]


def field_of(kind: PointKind, column: str) -> str:
    """The field where a column of a kind is typed; the field of its text where it is typed nowhere."""
    named = {place: field for field, place in TYPED.items()}
    return named.get((kind, column)) or named[kind, "text"]
