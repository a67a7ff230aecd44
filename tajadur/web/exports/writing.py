"""The file of a list: a sheet, text with columns, or a printed page; laid out as the language reads."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import islice
from typing import IO, Any

from django.http import HttpResponse
from django.utils.translation import get_language_bidi, ngettext, ngettext_lazy
from django.utils.translation import gettext as _

from tajadur.foundation.errors import BadInput
from tajadur.foundation.formats import civil_date, day_month_year, language
from tajadur.foundation.typesetting import typeset
from tajadur.organisation.profile.queries import party_name
from tajadur.web.sheets.writing import Page, PartOfWhole, file_answer, write_csv, write_xlsx

from .columns import CellKind, ExportedList

_ISOLATE, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
FORMATS = ("xlsx", "csv", "pdf")
MOST_PRINTED = 2_000  # rows; more is no paper that anybody reads
# Where the comma is the mark of decimals, spreadsheets expect semicolons between values.
SEPARATORS = {"ar": ";", "fr": ";", "en": ","}
PROBLEMS = {
    "too_many_to_print": ngettext_lazy(
        "More than %(most)s row is not printed. Narrow the list, or take it as an Excel sheet.",
        "More than %(most)s rows are not printed. Narrow the list, or take it as an Excel sheet.",
        "most",
    ),
}


@dataclass(slots=True)
class RowsOfFile:
    """The rows of a file as values, read while they are written; ``count``: how many there were by now."""

    taken: ExportedList
    lines: Iterable[Any]
    count: int = 0

    def titles(self) -> list[str]:
        """Of the columns, in the language in force."""
        return [str(column.title) for column in self.taken.columns]

    def __iter__(self) -> Generator[list[Any], None, None]:
        for line in self.lines:
            self.count += 1
            yield [_value(column.kind, column.value(line)) for column in self.taken.columns]

    def close(self) -> None:
        """Leave what is read from here, with its connection: a reader that is left half way is never collected."""
        if isinstance(self.lines, Generator):
            self.lines.close()


def file_of(rows: RowsOfFile, kind: str, on: date) -> HttpResponse:
    """The file as an answer. Raises BadInput too_many_to_print."""
    out = BytesIO()
    write_file(out, rows, kind, on)
    return file_answer(out.getvalue(), f"{rows.taken.name}-{on:%Y-%m-%d}", kind)


def write_file(out: IO[bytes], rows: RowsOfFile, kind: str, on: date) -> None:
    """Write the file of ``kind`` as of a day. Raises BadInput too_many_to_print."""
    if kind == "csv":
        write_csv(out, rows.titles(), _with_marks(rows), SEPARATORS[language()])
    elif kind == "xlsx":
        widths = [column.kind.value for column in rows.taken.columns]
        write_xlsx(out, [Page(str(rows.taken.title), rows.titles(), rows, widths=widths, filters=True)])
    else:
        out.write(_printed(rows, on))


def _value(kind: CellKind, value: Any) -> Any:
    if value is None or value == "":
        return None
    if kind is CellKind.DAY:
        return civil_date(value)
    return PartOfWhole(value) if kind is CellKind.SHARE and not isinstance(value, str) else value


def _with_marks(rows: RowsOfFile) -> Iterator[list[Any]]:
    """Decimals as the language writes them."""
    mark = "." if language() == "en" else ","
    for row in rows:
        yield [
            str(value).replace(".", mark)
            if isinstance(value, float | Decimal) and not isinstance(value, PartOfWhole)
            else value
            for value in row
        ]


def _printed(rows: RowsOfFile, on: date) -> bytes:
    with closing(iter(rows)) as each:
        lines = list(islice(each, MOST_PRINTED + 1))
    if len(lines) > MOST_PRINTED:
        raise BadInput("", "too_many_to_print", most=MOST_PRINTED)
    count = ngettext("%(n)s row", "%(n)s rows", len(lines)) % {"n": len(lines)}
    lead = _("%(day)s · %(rows)s") % {"day": day_month_year(on), "rows": count}
    content = {
        "lang": language(),
        "rtl": get_language_bidi(),
        "title": str(rows.taken.title),
        "lead": lead,
        "foot": f"{party_name(language())} · {rows.taken.title} · {day_month_year(on)}",
        "heads": rows.titles(),
        "widths": [_width_on_paper(column.kind) for column in rows.taken.columns],
        "rows": [[_on_paper(value) for value in line] for line in lines],
        "dense": len(rows.taken.columns),
    }
    return typeset("printed/list.typ", content, dated=on, standards=())


def _width_on_paper(kind: CellKind) -> int:
    """Shares of the line: a day is never parted, so it has room in the narrowest column."""
    return max(kind.value, 18 if kind is CellKind.DAY else 14)


def _on_paper(value: Any) -> Any:
    """Text, or figures, which keep their own order in a line of Arabic."""
    if value is None:
        return ""
    if isinstance(value, PartOfWhole):
        return {"figures": f"{value:.0%}"}
    if isinstance(value, date):
        return {"figures": f"{value:%d/%m/%Y}"}
    if isinstance(value, int | float | Decimal):
        return {"figures": str(value)}
    return f"{_ISOLATE}{value}{_END}"  # a name in other letters, or a formula, keeps its own order in the line
