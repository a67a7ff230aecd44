"""What is in a file of a list: values of their kind, nothing that runs, laid out as the language reads."""

import io
import re
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import translation
from python_calamine import CalamineWorkbook

from tajadur.foundation.errors import BadInput
from tajadur.web.components.states import state_badge
from tajadur.web.exports.columns import ExportedList, day, number, share, text
from tajadur.web.exports.offering import RowsOffered, offer_rows
from tajadur.web.exports.writing import MOST_PRINTED, RowsOfFile, write_file

ON = date(2026, 11, 25)
RUNS = ["=1+1", "+212661", "-5", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0", '=HYPERLINK("http://a")', "#N/A"]
LIST = ExportedList(
    "things",
    "A list: of [things]/all",
    (
        text("Name", "name"),
        day("Day", "on"),
        number("Count", "count"),
        number("Amount", lambda line: Decimal("12.5")),
        share("Share", "part"),
        text("State", lambda line: state_badge("on_time")),
        text("Under", "above.name"),
    ),
)


def line(name: str = "Rabat", **said: Any) -> dict[str, Any]:
    return {"name": name, "on": ON, "count": 7, "part": 0.61, "above": None, **said}


def written(kind: str, lines: list[dict[str, Any]], language: str = "ar") -> bytes:
    out = io.BytesIO()
    with translation.override(language):
        write_file(out, RowsOfFile(LIST, lines), kind, ON)
    return out.getvalue()


def sheet_of(content: bytes) -> list[list[Any]]:
    """The sheet as another library than its writer reads it."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def xml_of(content: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()


def test_a_sheet_holds_real_days_and_numbers() -> None:
    titles, row = sheet_of(written("xlsx", [line()], "en"))
    assert titles == ["Name", "Day", "Count", "Amount", "Share", "State", "Under"]
    assert row == ["Rabat", ON, 7, 12.5, 0.61, "On time", ""]
    assert isinstance(row[1], date)


@pytest.mark.parametrize("typed", RUNS)
def test_what_looks_like_a_formula_is_text_in_a_sheet_and_led_by_an_apostrophe_in_csv(typed: str) -> None:
    content = written("xlsx", [line(typed)])
    assert sheet_of(content)[1][0] == typed.replace("\r", "\n")  # as XML reads it
    assert "<f>" not in xml_of(content)
    assert re.search(r'<c r="A2"[^>]* t="inlineStr"', xml_of(content))
    first = written("csv", [line(typed)]).decode("utf-8-sig").split("\r\n", 1)[1]
    assert first.lstrip('"').startswith("#" if typed.startswith("#") else f"'{typed[0]}")


@pytest.mark.parametrize(("language", "is_mirrored"), [("ar", True), ("fr", False), ("en", False)])
def test_a_sheet_lies_as_the_language_reads_with_its_titles_frozen_and_filters(
    language: str, is_mirrored: bool
) -> None:
    xml = xml_of(written("xlsx", [line(), line()], language))
    assert ('rightToLeft="1"' in xml) is is_mirrored
    assert 'state="frozen"' in xml and 'ySplit="1"' in xml
    assert '<autoFilter ref="A1:G3"' in xml
    assert 'width="26"' in xml and 'width="13"' in xml


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("ar", "Rabat;2026-11-25;7;12,5;61%;داخل الأجل;"),
        ("fr", "Rabat;2026-11-25;7;12,5;61%;Dans les délais;"),
        ("en", "Rabat,2026-11-25,7,12.5,61%,On time,"),
    ],
)
def test_csv_has_its_mark_and_the_separator_of_the_language(language: str, first: str) -> None:
    content = written("csv", [line()], language)
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\xef\xbb\xbf") == 1
    assert content.decode("utf-8-sig").split("\r\n")[1] == first


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_list_is_printed_whatever_letters_are_typed_in_it(language: str) -> None:
    assert written("pdf", [line("سلا"), line("☑ 漢 #set page")], language).startswith(b"%PDF")


@pytest.mark.django_db
def test_what_nobody_reads_on_paper_is_not_printed() -> None:
    with pytest.raises(BadInput, match="too_many_to_print"):
        written("pdf", [line()] * (MOST_PRINTED + 1))


def test_rows_are_handed_over_only_where_a_file_is_made() -> None:
    request = RequestFactory().get("/")
    offer_rows(request, [1])
    request.takes_rows = True  # type: ignore[attr-defined]
    with pytest.raises(RowsOffered) as offered:
        offer_rows(request, [1, 2])
    assert offered.value.rows == [1, 2]


def test_a_day_of_an_instant_is_that_of_morocco() -> None:
    from datetime import UTC, datetime

    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC) + timedelta(hours=1)
    assert sheet_of(written("xlsx", [line(on=late)]))[1][1] == date(2026, 3, 2)
