"""Printed documents: the same bytes for the same content, nothing typed is read as markup, a page is quick."""

from datetime import date
from time import perf_counter
from typing import Any

import pytest
import typst

from tajadur.foundation.typesetting import TEMPLATES, typeset

DAY = date(2026, 5, 11)
HOSTILE = '#panic("read") *bold* $x$ @ref <label> \\ #read("/etc/passwd") ] } " // /* `raw` #{sys.exit} \n= Title'


def content(lang: str = "ar", **changes: Any) -> dict[str, Any]:
    words = dict.fromkeys(
        ("title", "party", "law", "foot", "officers_title", "vacant", "statement", "place_and_day", "signature",
         "authority_part", "receipt_number", "receipt_day", "stamp"),
        "تصريح بتجديد المكتب" if lang == "ar" else "Déclaration de renouvellement",
    )  # fmt: skip
    officer = {"number": "1", "post": "الكاتب", "name": "أمينة بنعلي", "since": "11 ماي 2026"}
    lists = {"lines": [{"label": "الوحدة", "text": "وارزازات"}], "heads": ["1", "2", "3", "4"], "officers": [officer]}
    return {"lang": lang, "rtl": lang == "ar", **words, **lists} | changes


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_same_content_gives_the_same_bytes(lang: str) -> None:
    first = typeset("filings/sheet.typ", content(lang), dated=DAY)
    assert first.startswith(b"%PDF-1.7") and first == typeset("filings/sheet.typ", content(lang), dated=DAY)
    assert first != typeset("filings/sheet.typ", content(lang), dated=date(2026, 5, 12))
    assert first != typeset("filings/sheet.typ", content(lang, foot="أخرى"), dated=DAY)


def test_what_is_typed_is_printed_and_never_read_as_markup() -> None:
    officer = {"number": HOSTILE, "post": HOSTILE, "name": HOSTILE, "since": HOSTILE}
    hostile = dict.fromkeys(content(), HOSTILE) | {"lang": "fr", "rtl": False, "heads": [HOSTILE] * 4}
    hostile |= {"lines": [{"label": HOSTILE, "text": HOSTILE}], "officers": [officer]}
    assert typeset("filings/sheet.typ", hostile, dated=DAY).startswith(b"%PDF")
    # The same words as the source of a template stop at once: what is tried above would have been noticed.
    with pytest.raises(typst.TypstError):
        typst.compile(HOSTILE.encode())


def test_a_template_reads_nothing_outside_the_templates(tmp_path: Any) -> None:
    (tmp_path / "outside.txt").write_text("secret")
    reading = f'#read("{tmp_path}/outside.txt")'.encode()
    with pytest.raises(typst.TypstError):
        typst.compile(reading, root=str(TEMPLATES))


def test_a_long_list_goes_over_several_pages_and_stays_quick() -> None:
    officer = {"number": "1", "post": "عضو المكتب", "name": "محمد العلوي", "since": "11 ماي 2026"}
    typeset("filings/sheet.typ", content(), dated=DAY)
    began = perf_counter()
    printed = typeset("filings/sheet.typ", content(officers=[officer] * 120), dated=DAY)
    assert perf_counter() - began < 1.5
    assert len(printed) < 300_000
