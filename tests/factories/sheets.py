"""Sheets of people as offices send them."""

import io
from typing import Any

from openpyxl import Workbook

TITLES = ["unit", "body", "post", "name_ar", "name_latin", "sex", "birth_year", "phone", "email", "from_on", "to_on"]


def cells(**said: Any) -> list[Any]:
    """A row by column key."""
    return [said.get(title, "") for title in TITLES]


def csv_file(*rows: list[Any], titles: list[str] | None = None, encoding: str = "utf-8", separator: str = ";") -> bytes:
    """A CSV sheet."""
    lines = [separator.join(map(str, row)) for row in ([titles or TITLES, *rows])]
    return "\r\n".join(lines).encode(encoding)


def xlsx_file(*rows: list[Any], titles: list[str] | None = None) -> bytes:
    """An Excel sheet; values keep their types."""
    book = Workbook()
    sheet = book.active
    for row in [titles or TITLES, *rows]:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
