"""From a file to lines: each step reads what came, and answers with lines or with the page that asks what is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tajadur.foundation.errors import BadInput
from tajadur.foundation.sheets.layout import Headings, Layout, headings_of
from tajadur.foundation.sheets.letters import LettersUnknown
from tajadur.foundation.sheets.limits import MOST_BYTES
from tajadur.foundation.sheets.lines import Line, lines_of
from tajadur.foundation.sheets.reading import read_tables
from tajadur.foundation.sheets.tables import Table
from tajadur.web.access import ActorRequest

from .forms import HeadingsForm, LettersForm, SheetForm, TableForm
from .kept import opened, sealed

_FEWEST = 2


@dataclass(frozen=True, slots=True)
class SheetPages:
    """One import: its name, its columns, where its pages are (a name of ``urls``, ``args``), what they are called."""

    name: str
    layout: Layout
    url: str
    title: Any
    args: tuple[int, ...] = ()

    @property
    def address(self) -> str:
        """Of the page it begins on."""
        return reverse(self.url, args=self.args)


def lines_sent(request: ActorRequest, pages: SheetPages, form: SheetForm) -> list[Line] | HttpResponse:
    """The lines of what was sent, a file or an answer about it; or the page with the next question.

    Raises BadInput of ``read_tables``, sheet_too_many, import_expired.
    """
    match request.POST.get("step", ""):
        case "letters":
            return _after_letters(request, pages)
        case "table":
            return _after_table(request, pages)
        case "headings":
            return _after_headings(request, pages)
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        raise BadInput("file", "sheet_too_big")
    return _of_data(request, pages, file.read(), "")


def _of_data(request: ActorRequest, pages: SheetPages, data: bytes, letters: str) -> list[Line] | HttpResponse:
    try:
        return _of_tables(request, pages, read_tables(data, letters))
    except LettersUnknown as error:
        form = LettersForm(request.POST if letters else None, error.samples)
        kept = data.decode("latin-1")
        return _asked(request, pages, "letters", form, kept, rows=data.count(b"\n"))


def _after_letters(request: ActorRequest, pages: SheetPages) -> list[Line] | HttpResponse:
    data = opened(request, _name(pages, "letters")).encode("latin-1")
    return _of_data(request, pages, data, request.POST.get("letters", "") or "-")


def _of_tables(request: ActorRequest, pages: SheetPages, tables: list[Table]) -> list[Line] | HttpResponse:
    """The one sheet that can be meant, or the question which."""
    with_heads = [(table, headings_of(table, pages.layout)) for table in tables]
    usable = [pair for pair in with_heads if _rows_below(*pair)]
    whole = [pair for pair in usable if not pair[1].lacking]
    known = [pair for pair in usable if len(pair[1].keys) >= _FEWEST]
    meant = whole or known or usable
    if not meant:
        raise BadInput("file", "sheet_empty")
    if len(meant) > 1:
        return _ask_table(request, pages, [table for table, _headings in meant], None)
    return _of_table(request, pages, *meant[0])


def _rows_below(table: Table, headings: Headings) -> bool:
    return any(any(row) for row in table.rows[headings.row + 1 :])


def _ask_table(request: ActorRequest, pages: SheetPages, tables: Sequence[Table], data: Any) -> HttpResponse:
    kept = [[table.name, table.rows] for table in tables]
    rows = sum(len(table.rows) for table in tables)
    return _asked(request, pages, "table", TableForm(data, tables), kept, rows=rows)


def _after_table(request: ActorRequest, pages: SheetPages) -> list[Line] | HttpResponse:
    tables = [Table(name, rows) for name, rows in opened(request, _name(pages, "table"))]
    form = TableForm(request.POST, tables)
    if not form.is_valid():
        return _ask_table(request, pages, tables, request.POST)
    table = tables[form.cleaned_data["table"]]
    return _of_table(request, pages, table, headings_of(table, pages.layout))


def _of_table(request: ActorRequest, pages: SheetPages, table: Table, headings: Headings) -> list[Line] | HttpResponse:
    if headings.is_clear:
        return lines_of(table, headings, pages.layout)
    return _ask_headings(request, pages, table, HeadingsForm(None, table, headings, pages.layout))


def _ask_headings(request: ActorRequest, pages: SheetPages, table: Table, form: Form) -> HttpResponse:
    return _asked(request, pages, "headings", form, [table.name, table.rows], rows=len(table.rows))


def _after_headings(request: ActorRequest, pages: SheetPages) -> list[Line] | HttpResponse:
    table = Table(*opened(request, _name(pages, "headings")))
    headings = headings_of(table, pages.layout)
    form = HeadingsForm(request.POST, table, headings, pages.layout)
    if not form.is_valid():
        return _ask_headings(request, pages, table, form)
    chosen = Headings(headings.row, headings.titles, form.keys)
    return lines_of(table, chosen, pages.layout, form.once)


def _asked(request: ActorRequest, pages: SheetPages, step: str, form: Form, kept: Any, *, rows: int) -> HttpResponse:
    context = {"form": form, "pages": pages, "rows": sealed(request, _name(pages, step), kept, rows=rows), "step": step}
    response = render(request, f"sheets/{step}.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "private, no-store"
    return response


def _name(pages: SheetPages, step: str) -> str:
    return f"{pages.name}.{step}"
