"""The sheets and modules: within budget, one palette in the dark, nothing physical, nothing from outside."""

import pathlib
import re

import brotli
import pytest
from django.conf import settings

STATIC = pathlib.Path(settings.ROOT) / "static"
SHEETS = sorted((STATIC / "css").glob("*.css"))
HEAD = (pathlib.Path(settings.ROOT) / "templates/components/head.html").read_text(encoding="utf-8")
EVERYWHERE = [STATIC / name for name in re.findall(r'static "(css/[\w-]+\.css)"', HEAD)]
OF_PAGES = [sheet for sheet in SHEETS if sheet not in EVERYWHERE]
SCRIPTS = (pathlib.Path(settings.ROOT) / "templates/components/scripts.html").read_text(encoding="utf-8")
MODULES = [STATIC / name for name in re.findall(r'static "(js/[\w-]+\.js)"', SCRIPTS)]
# The form of a census computes on the phone what the server computes: the whole grammar of its rules.
# The worker is no part of a page: it comes after it, once.
HEAVIER = {"census.js": 2304, "service-worker.js": 1792}
MODULES_OF_PAGES = [module for module in sorted((STATIC / "js").glob("*.js")) if module not in MODULES]


def weight(files: list[pathlib.Path]) -> int:
    return sum(len(brotli.compress(file.read_bytes(), quality=11)) for file in files)


def dark(sheet: str, opening: str) -> dict[str, str]:
    body = sheet[sheet.index(opening) + len(opening) :]
    return dict(re.findall(r"(--[\w-]+):\s*([^;}]+)", body[: body.index("}")]))


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    "files, budget",
    [
        (MODULES, 8 * 1024),
        ([STATIC / "icons.svg"], 8 * 1024),
        (sorted((STATIC / "fonts").glob("*.woff2")), 62 * 1024),
    ],
    ids=["js", "sprite", "fonts"],
)
def test_weight_stays_within_the_budget(files, budget):
    assert files
    assert weight(files) <= budget


@pytest.mark.parametrize(
    "extra", [[], *([sheet] for sheet in OF_PAGES)], ids=lambda extra: extra[0].name if extra else ""
)
def test_sheets_of_any_page_stay_within_the_budget(extra):
    assert weight(EVERYWHERE + extra) <= 14 * 1024


@pytest.mark.parametrize("module", MODULES_OF_PAGES, ids=lambda module: module.name)
def test_a_module_of_one_page_weighs_little_and_no_other_page_asks_for_it(module):
    assert weight([module]) <= HEAVIER.get(module.name, 1024)
    templates = (pathlib.Path(settings.ROOT) / "templates").rglob("*.html")
    asked = [page for page in templates if f"js/{module.name}" in page.read_text(encoding="utf-8")]
    assert len(asked) <= 1


def test_every_page_asks_for_six_sheets():
    assert len(EVERYWHERE) == 6


def test_dark_by_choice_and_dark_by_system_are_the_same_palette():
    tokens = (STATIC / "css/tokens.css").read_text(encoding="utf-8")
    by_system = dark(tokens, ":root:not([data-theme=light]){")
    by_choice = dark(tokens, ":root[data-theme=dark]{")
    assert by_system == by_choice
    assert len(by_choice) > 40


@pytest.mark.parametrize("opening", [":root{", ":root[data-theme=dark]{"], ids=["light", "dark"])
@pytest.mark.parametrize(
    "ink, ground, least",
    [
        ("--ink", "--bg", 4.5),
        ("--ink-2", "--bg", 4.5),
        ("--ink-3", "--bg", 4.5),
        ("--ink-3", "--surface", 4.5),
        ("--brand", "--surface", 4.5),
        ("--on-brand", "--brand", 4.5),
        ("--ok", "--ok-bg", 4.5),
        ("--warn", "--warn-bg", 4.5),
        ("--late", "--late-bg", 4.5),
        ("--info", "--info-bg", 4.5),
        ("--idle", "--idle-bg", 4.5),
        ("--line-strong", "--surface", 3),
        ("--h-ink", "--h1", 4.5),
        ("--h-ink-5", "--h5", 4.5),
    ],
)
def test_text_stands_out_from_its_ground(opening, ink, ground, least):
    palette = dark((STATIC / "css/tokens.css").read_text(encoding="utf-8"), opening)
    assert contrast(palette[ink], palette[ground]) >= least


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheet_closes_what_it_opens(sheet):
    text = sheet.read_text(encoding="utf-8")
    assert text.count("{") == text.count("}")


def test_every_colour_asked_for_is_a_token():
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)
    asked = set(re.findall(r"var\((--[\w-]+)\)", text))
    assert asked - set(re.findall(r"(--[\w-]+):", text)) == set()


def test_modules_do_not_import_each_other():
    text = "".join(module.read_text(encoding="utf-8") for module in MODULES)
    assert re.findall(r"^import |\bimport\(", text, re.M) == []


def test_third_parties_have_their_licence_beside_them():
    readme = (STATIC / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`licences/([^`]+)`", readme))
    assert named == {file.name for file in (STATIC / "licences").iterdir()}
