"""Printed documents: a Typst template and its content in, a PDF out. Same template, content, day: same bytes.

What is typed reaches the template as values, never as its source: a mark of Typst in a name is printed as it stands.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typst import Fonts, PDFStandard

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FONTS = str(files("fontpkg_ibm_plex_sans_arabic").joinpath("files"))
# Kept for years and read aloud: an archive's format, tagged. Both ask that the document names itself and its language.
STANDARDS: list["PDFStandard"] = ["a-2a", "ua-1"]


def typeset(
    template: str, content: Mapping[str, object], *, dated: date, standards: Sequence["PDFStandard"] = STANDARDS
) -> bytes:
    """The PDF of ``template`` (a path below ``templates``) with ``content`` (plain values, as JSON can hold them).

    ``dated`` stands in the file as the day it was made: a day of what it tells, not of the clock. No font of the
    system, no package and no file outside ``templates`` is read. With ``standards`` a letter that no face has is
    refused (RuntimeError); without any it is printed as a box.
    """
    import typst  # 7 MB in each process, for whoever prints

    midnight = datetime(dated.year, dated.month, dated.day, tzinfo=UTC)
    return typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(content, ensure_ascii=False, sort_keys=True)},
        pdf_standards=list(standards),
        timestamp=midnight,
    )


@cache
def typesetter() -> str:
    """The program and its faces with their versions: with others the same content may give other bytes."""
    return f"typst {version('typst')}, IBM Plex Sans Arabic {version('fontpkg-ibm-plex-sans-arabic')}"


@cache
def _fonts() -> "Fonts":
    """The faces, looked up once for each process."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
