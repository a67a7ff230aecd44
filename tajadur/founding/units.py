"""The units of a party's file: in the file itself, or in a CSV beside it for more than a few."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .marks import Marks, Mistake
from .party_file import LevelOf, UnitOf
from .table import PartyTable

MOST_UNITS = 5000
_COLUMNS = ("code", "level", "under")


def read_units(
    head: PartyTable,
    values: dict[str, Any],
    path: Path,
    marks: Marks,
    languages: tuple[str, ...],
    levels: list[LevelOf],
) -> list[UnitOf]:
    """The units, those above first; every mistake goes to ``marks``.

    A unit has one name for each script, so «fr» is its name in Latin letters wherever French is offered.
    """
    languages = tuple(code for code in languages if code != "en" or "fr" not in languages)
    beside, inside = head.text("units_file", limit=200, required=False), head.raw("units")
    if bool(beside) == bool(inside):
        head.wrong("units_file", "Give the units either as [[units]] or in a CSV file named by «units_file».")
        return []
    if beside:
        rows = list(_rows_of(beside, path, head, marks))
    else:
        rows = [(nth, row) for nth, row in enumerate(inside if isinstance(inside, list) else [inside])]
    if len(rows) > MOST_UNITS:
        head.wrong("units_file", f"There are {len(rows)} units: {MOST_UNITS} at most.")
    ranks, above_of = {level.code: level.rank for level in levels}, {level.code: level.under for level in levels}
    made: dict[str, UnitOf] = {}
    places: dict[str, PartyTable] = {}
    for nth, row in rows[:MOST_UNITS]:
        table = (
            _CsvRow(nth, row, marks, languages, beside) if beside else PartyTable("units", nth, row, marks, languages)
        )
        code, level, under = table.code(), table.choice("level", ranks), table.text("under", limit=40, required=False)
        names = table.names()
        table.end()
        if code in made:
            table.wrong("code", f"The unit «{code}» is there twice.")
        if code:
            name_ar, name_latin = names["ar"], names["fr" if "fr" in languages else "en"]
            made[code] = UnitOf(code, level, under, name_ar or name_latin, name_latin or name_ar)
            places[code] = table
    for code, unit in made.items():
        _stands(unit, made, places[code], above_of)
    roots = [unit for unit in made.values() if not unit.under]
    if made and len(roots) != 1:
        head.wrong("units_file", f"{len(roots)} units stand under none: exactly one does, the whole organisation.")
    return sorted(made.values(), key=lambda unit: ranks.get(unit.level, 0))


def _stands(unit: UnitOf, made: dict[str, UnitOf], table: PartyTable, above_of: dict[str, str]) -> None:
    if not unit.under:
        if above_of.get(unit.level):
            table.wrong("under", f"«under» is missing: a unit of the level «{unit.level}» stands under another.")
        return
    above = made.get(unit.under)
    if above is None:
        table.wrong("under", f"No unit has the code «{unit.under}».")
    elif above_of.get(unit.level) != above.level:
        wanted = above_of.get(unit.level) or "none"
        table.wrong("under", f"«{unit.under}» is of the level «{above.level}»; the level above is «{wanted}».")


def _rows_of(name: str, path: Path, head: PartyTable, marks: Marks) -> Iterator[tuple[int, dict[str, str]]]:
    beside = path.parent / name
    if "/" in name or "\\" in name or not name.endswith(".csv"):
        head.wrong("units_file", "«units_file» must be the name of a .csv file in the same folder.")
        return
    try:
        text = beside.read_bytes().decode("utf-8-sig")
    except OSError as error:
        head.wrong("units_file", f"The file «{name}» cannot be read: {error.strerror}.")
        return
    except UnicodeDecodeError:
        head.wrong("units_file", f"The file «{name}» is not written in UTF-8.")
        return
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first and "," not in first else ",")
    columns = [column.strip() for column in next(reader, [])]
    if missing := [column for column in _COLUMNS if column not in columns]:
        marks.mistakes.append(Mistake(1, f"The column {', '.join(missing)} is missing.", name))
        return
    for cells in reader:
        if any(cell.strip() for cell in cells):
            if len(cells) > len(columns):
                marks.mistakes.append(Mistake(reader.line_num, "This line has more cells than the first.", name))
            yield reader.line_num, dict(zip(columns, (cell.strip() for cell in cells), strict=False))


class _CsvRow(PartyTable):
    """A line of the CSV: its columns ``name_fr`` are the names by language."""

    def __init__(self, line: int, row: dict[str, str], marks: Marks, languages: tuple[str, ...], file: str) -> None:
        named = {key.removeprefix("name_"): text for key, text in row.items() if key.startswith("name_")}
        plain = {key: text for key, text in row.items() if not key.startswith("name_")}
        super().__init__("units", line, plain | ({"name": named} if named else {}), marks, languages)
        self._file = file

    def wrong(self, key: str, sentence: str) -> None:
        """Write down a mistake of a cell."""
        self._marks.mistakes.append(Mistake(self.nth, sentence, self._file))
