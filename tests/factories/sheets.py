"""Sheets of people as offices send them, and a corner of the country as the census names it."""

import io
import re
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from tajadur.foundation.arabic import searchable, sort_key_ar
from tajadur.organisation.people.operations.posts import open_posts
from tajadur.organisation.units.models import Unit
from tests.factories.party import FOUNDED_ON, Party, make_unit

TITLES = ["unit", "body", "post", "name_ar", "name_latin", "sex", "birth_year", "phone", "email", "from_on", "to_on"]
OFFICE = Path(__file__).parent / "sheets"


def cells(**said: Any) -> list[Any]:
    """A row by column key."""
    return [said.get(title, "") for title in TITLES]


def csv_file(*rows: list[Any], titles: list[str] | None = None, encoding: str = "utf-8", separator: str = ";") -> bytes:
    """A CSV sheet."""
    lines = [separator.join(map(str, row)) for row in ([titles or TITLES, *rows])]
    return "\r\n".join(lines).encode(encoding)


def xlsx_file(*rows: list[Any], titles: list[str] | None = None) -> bytes:
    """An Excel sheet; values keep their types."""
    return xlsx_book({"Sheet": [titles or TITLES, *rows]})


def xlsx_book(sheets: dict[str, list[list[Any]]]) -> bytes:
    """An Excel workbook; values keep their types."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def office_sheet(name: str) -> bytes:
    """A sheet as an office made it, from the folder beside."""
    return (OFFICE / name).read_bytes()


def send(client: Client, data: bytes, name: str = "people.csv", **more: str) -> Any:
    """The answer to a sheet sent to be checked."""
    return client.post(reverse("people:import"), {"file": SimpleUploadedFile(name, data), **more})


def answer(client: Client, page: Any, **answers: str) -> Any:
    """The answer to what a page about the sheet asks."""
    step = re.search(r'name="step" value="([^"]+)"', page.content.decode())
    return client.post(reverse("people:import"), {"step": step[1] if step else "", "rows": payload(page), **answers})


def payload(page: Any) -> str:
    """What goes to the browser and back."""
    return re.search(r'name="rows" value="([^"]+)"', page.content.decode())[1]  # type: ignore[index]


def census_corner(party: Party) -> dict[str, Unit]:
    """Units with the names and codes of the census, under the small party's root; by code."""
    places = {
        "06": ("region", "الدار البيضاء-سطات", "Casablanca-Settat", None, ("كازا سطات",)),
        "06.141": ("province", "الدار البيضاء", "Casablanca", "06", ("كازا", "casa")),
        "06.141.01.21": ("branch", "عين الشق", "Aïn Chock", "06.141", ()),
        "06.141.01.22": ("branch", "الحي الحسني", "Hay Hassani", "06.141", ()),
        "06.461": ("province", "سطات", "Settat", "06", ()),
        "06.461.01.15": ("branch", "سطات", "Settat", "06.461", ()),
        "06.461.07.01": ("branch", "أولاد امراح", "Oulad M'Rah", "06.461", ()),
        "01": ("region", "طنجة-تطوان-الحسيمة", "Tanger-Tétouan-Al Hoceima", None, ()),
        "01.051": ("province", "الحسيمة", "Al Hoceima", "01", ()),
        "01.051.01.03": ("branch", "الحسيمة", "Al Hoceima", "01.051", ()),
        "01.051.01.05": ("branch", "بني بوعياش", "Bni Bouayach", "01.051", ()),
        "01.051.07.19": ("branch", "أولاد امراح", "Oulad M'Rah", "01.051", ()),
        "09": ("region", "سوس-ماسة", "Souss-Massa", None, ()),
        "09.001": ("province", "أكادير إدا وتنان", "Agadir-Ida-Ou-Tanane", "09", ()),
        "09.001.01.01": ("branch", "أكادير", "Agadir", "09.001", ()),
        "12": ("region", "الداخلة-وادي الذهب", "Dakhla-Oued Ed-Dahab", None, ()),
        "12.330": ("province", "وادي الذهب", "Oued Ed-Dahab", "12", ()),
    }
    units: dict[str, Unit] = {}
    for code, (kind, arabic, latin, parent, aliases) in places.items():
        unit = make_unit(kind=kind, parent=units.get(parent or "", party.national), name=arabic, code=code)
        unit.name_latin, unit.sort_ar = latin, sort_key_ar(arabic)
        unit.folded = searchable(arabic, latin, *aliases)
        unit.save()
        units[code] = unit
    open_posts(on=FOUNDED_ON)
    return units
