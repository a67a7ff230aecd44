"""CSV as spreadsheets write it: separated by semicolons, commas, tabs or bars, perhaps with a line that says which."""

import csv
import io
from collections import Counter
from itertools import islice

from ..errors import BadInput
from .limits import MOST_HEIGHT, MOST_ROWS, MOST_WIDTH
from .tables import as_text

SEPARATORS = ";,\t|"
_TRIED = 30


def rows_of(text: str) -> list[list[str]]:
    """The rows. Raises BadInput: sheet_unreadable, sheet_too_many, sheet_too_wide."""
    separator, skipped = _announced(text)
    rows: list[list[str]] = [[] for _ in range(skipped)]  # numbers of rows stay those of the file
    body = text.split("\n", skipped)[-1]
    try:
        reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator or _separator(body))
        for row in reader:
            while row and not row[-1].strip():
                row.pop()
            if len(row) > MOST_WIDTH:
                raise BadInput("file", "sheet_too_wide", most=MOST_WIDTH)
            rows.append([as_text(cell) for cell in row])
            if len(rows) > MOST_HEIGHT:
                raise BadInput("file", "sheet_too_many", most=MOST_ROWS)
    except csv.Error:
        raise BadInput("file", "sheet_unreadable") from None
    return rows


def _announced(text: str) -> tuple[str, int]:
    """(the separator a first line «sep=;» names or nothing, how many lines that takes)."""
    first = text[:20].split("\n", 1)[0].strip('\r\ufeff"')
    if first[:4].lower() == "sep=" and len(first) == 5 and first[4] in SEPARATORS:
        return first[4], 1
    return "", 0


def _separator(text: str) -> str:
    """The separator that cuts the first lines into most columns of the same number."""
    return max(SEPARATORS, key=lambda separator: _evenness(text, separator))


def _evenness(text: str, separator: str) -> int:
    try:
        rows = [row for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), _TRIED) if row]
    except csv.Error:
        return 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(((width - 1) * count for width, count in widths.items()), default=0)
