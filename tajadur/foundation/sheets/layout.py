"""What an import expects of a sheet: its columns, the headings by which each is known, and which cannot be missing."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override

from ..arabic import fold, fold_loose
from ..errors import BadInput
from .limits import LONGEST_CELL
from .tables import Table

_TRIED_ROWS = 30
_LOOKED_AT = 3
_FEWEST = 2  # headings known in a row before it is taken for the row of headings
_PARTS = re.compile(r"[/|()\n:*]+")
# Numbers of order: nothing of them is kept, and everybody writes them.
_COUNTING = frozenset(map(fold, ("ر.ت", "رت", "ر ت", "الرقم الترتيبي", "رقم", "الرقم", "العدد الترتيبي", "N°", "Nº",
                                 "No", "Num", "Numéro", "N° d'ordre", "Ordre", "#", "n")))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, its title in every language, and other headings that offices give it.

    ``once``: where the sheet has no such column, one value may be given for all rows.
    """

    key: str
    title: str | Promise
    spellings: tuple[str, ...] = ()
    once: bool = False


@dataclass(frozen=True)
class Layout:
    """The columns of one import. ``needs``: of each group of keys one column must be there.

    ``refuses``: does a sheet with this heading not come in at all, not even with the column left out?
    """

    columns: tuple[Column, ...]
    needs: tuple[tuple[str, ...], ...]
    refuses: Callable[[str], bool] | None = None

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        """The columns by their keys."""
        return {column.key: column for column in self.columns}

    @cached_property
    def _known(self) -> Mapping[str, str]:
        keys: dict[str, str] = {}
        for column in self.columns:
            keys |= {_key(text): column.key for text in (column.key, *column.spellings)}
        for language, _name in settings.LANGUAGES:
            with override(language):
                keys |= {_key(str(column.title)): column.key for column in self.columns}
        keys.pop("", None)
        return keys

    def key_of(self, heading: str) -> str | None:
        """The column a heading names in any language, also one of two it names («الاسم / Nom»); None for none."""
        text = heading[:LONGEST_CELL]
        if key := self._known.get(_key(text)):
            return key
        keys = {key for part in _PARTS.split(text) if (key := self._known.get(_key(part)))}
        return keys.pop() if len(keys) == 1 else None

    def lacking(self, keys: Sequence[str]) -> list[tuple[str, ...]]:
        """The groups of which no column is there."""
        return [group for group in self.needs if not set(group) & set(keys)]


@dataclass(frozen=True, slots=True)
class Headings:
    """The row of headings of a table: its place, and which column stands where."""

    row: int
    titles: tuple[str, ...]
    keys: Mapping[int, str]
    unknown: tuple[int, ...] = ()
    twice: tuple[str, ...] = ()
    lacking: tuple[tuple[str, ...], ...] = field(default=())

    @property
    def is_clear(self) -> bool:
        """Is every filled column one of ours, each once, and none missing?"""
        return not (self.unknown or self.twice or self.lacking)


def headings_of(table: Table, layout: Layout) -> Headings:
    """The row with most known headings among the first ones; with none, the first that has several cells filled.

    Raises BadInput ``heading_refused`` (param ``title``) on ``file`` where the layout refuses one of them.
    """
    best, most = None, _FEWEST - 1
    for at, row in enumerate(table.rows[:_TRIED_ROWS]):
        known = len({key for cell in row if (key := layout.key_of(cell))})
        if known > most:
            best, most = at, known
    if best is None:
        filled = (at for at, row in enumerate(table.rows[:_TRIED_ROWS]) if sum(map(bool, row)) >= _FEWEST)
        best = next(filled, next(at for at, row in enumerate(table.rows) if any(row)))
    return _read(table, best, layout)


def _read(table: Table, at: int, layout: Layout) -> Headings:
    titles = table.rows[at]
    width = max(len(row) for row in table.rows)
    has_values = {column for row in table.rows[at + 1 :] for column, cell in enumerate(row) if cell}
    keys: dict[int, str] = {}
    unknown: list[int] = []
    for column in range(width):
        title = titles[column] if column < len(titles) else ""
        if key := layout.key_of(title):
            keys[column] = key
        elif column in has_values and not is_counting(title):
            unknown.append(column)
    for column in [column for column in keys if column not in has_values]:
        # A column nobody filled in may stand beside one of the same name.
        if Counter(keys.values())[keys[column]] > 1:
            del keys[column]
    twice = tuple(key for key, count in Counter(keys.values()).items() if count > 1)
    shown = tuple(titles[column] if column < len(titles) else "" for column in range(width))
    if layout.refuses and (refused := next((title for title in shown if layout.refuses(title)), None)):
        raise BadInput("file", "heading_refused", title=refused[:LONGEST_CELL])
    return Headings(at, shown, keys, tuple(unknown), twice, tuple(layout.lacking(list(keys.values()))))


def is_counting(title: str) -> bool:
    """Does the heading stand over numbers of order?"""
    return fold(title) in _COUNTING or title.strip() in {"#", "N°", "Nº"}


def repeats_headings(row: Sequence[str], layout: Layout) -> bool:
    """Is the row the headings once more, in another language or on another page?"""
    first = [cell for cell in row if cell][:_LOOKED_AT]  # enough to tell, and asked of every row
    known = [cell for cell in first if layout.key_of(cell) or is_counting(cell)]
    return len(known) >= _FEWEST


def _key(text: str) -> str:
    """Headings are compared without articles and small words: «تاريخ الانتخاب», «Date d'élection»."""
    return " ".join(_words(text))


def _words(text: str) -> Iterator[str]:
    for word in fold_loose(text).split():
        if word not in {"de", "d", "du", "la", "l", "le", "des", "les", "en", "of", "the", "في"}:
            yield word
