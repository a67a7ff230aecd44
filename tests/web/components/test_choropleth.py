"""The map of shares: every area of the census, its link and its words; insets and tiles; what has no shape."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import brotli
import pytest
from django.conf import settings
from django.utils import translation

from tajadur.foundation.shares import map_steps
from tajadur.organisation.units.queries.places import territory_places
from tajadur.web.components.choropleth import MapArea, share_map

ROOT = Path(settings.ROOT)
SPRITE = ROOT / "static/map/morocco.svg"
KNOWN = json.loads((ROOT / "tajadur/web/components/morocco.json").read_text(encoding="utf-8"))
PLACES = [place for place in territory_places() if place.parent_code]
PROVINCES = [place for place in PLACES if place.kind == "province"]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def areas(places=PROVINCES, part=3, whole=10) -> list[MapArea]:
    return [MapArea(place.code, place.name_latin, part, whole, f"?region={place.code}") for place in places]


def drawn(rows: list[MapArea], **options) -> ElementTree.Element:
    return ElementTree.fromstring(share_map(rows, label="Shares", **options).drawing)


def test_every_region_and_province_of_the_census_has_its_shape_and_no_other():
    shapes = {path.get("id") for path in ElementTree.parse(SPRITE).getroot()}
    codes = {place.code for place in PLACES}
    assert len(codes) == 12 + 75
    assert set(KNOWN) == codes
    assert shapes == codes | {"borders", "tile", "tile-borders"}
    tiles = [tuple(KNOWN[place.code]["tile"]) for place in PROVINCES]
    assert len(set(tiles)) == 75


def test_the_shapes_are_light_and_their_licence_stands_beside_them():
    assert len(brotli.compress(SPRITE.read_bytes())) < 10 * 1024
    licence = SPRITE.with_name("LICENCE.txt").read_text(encoding="utf-8")
    assert "© OpenStreetMap contributors" in licence
    assert "ODbL" in licence
    assert "morocco-map 1.3.0" in licence
    credit = (ROOT / "templates/components/choropleth.html").read_text(encoding="utf-8")
    assert "© OpenStreetMap contributors (ODbL)" in credit
    assert "HCP, RGPH 2024" in credit


def test_each_area_is_a_link_with_its_words_its_number_and_its_tile():
    picture = drawn(areas())
    assert (picture.get("role"), picture.get("aria-label")) == ("group", "Shares")
    links = picture.findall("a")
    assert [link.get("href") for link in links] == [f"?region={place.code}" for place in PROVINCES]
    for link, place in zip(links, PROVINCES, strict=True):
        assert link.findtext("title") == f"{place.name_latin}: 3 of 10, 30%"
        assert {text.text for text in link.findall("text")} == {"30"}
        assert [use.get("href").split("#")[1] for use in link.findall("use")][-1] == "tile"
    enlarged = {link.get("href") for link in links if any(use.get("transform") for use in link)}
    assert "?region=06.141" in enlarged  # Casablanca
    assert len(enlarged) == 11


def points(path: str) -> Iterator[tuple[int, int]]:
    for start, steps in re.findall(r"M(-?\d+ -?\d+)l([^z]*)z", path):
        x, y = map(int, start.split())
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            yield x, y


def test_insets_stand_in_the_ocean():
    sides = ("x", "y", "width", "height")
    frames = [[int(rect.get(name)) for name in sides] for rect in drawn(areas()).iter("rect")]
    assert len(frames) == 2
    land = {point for path in ElementTree.parse(SPRITE).getroot() for point in points(path.get("d"))}
    assert len(land) > 1000
    for left, top, width, height in frames:
        assert min(left, top) > 0
        assert [(x, y) for x, y in land if left <= x <= left + width and top <= y <= top + height] == []


def test_regions_have_no_tiles_and_one_region_is_drawn_large():
    regions = drawn(areas([place for place in PLACES if place.kind == "region"]))
    assert "map--whole" in regions.get("class")
    assert len(regions.findall("a")) == 12
    of_one = drawn(areas([place for place in PROVINCES if place.parent_code == "06"]), within="06")
    left, _top, width, _height = map(int, of_one.get("viewBox").split())
    assert left <= KNOWN["06"]["box"][0]
    assert width < 700
    assert len(list(of_one.iter("rect"))) == 0


def test_nothing_to_count_is_a_dash_and_names_are_escaped():
    rows = [MapArea("04.441", "<b>", 0, 0, "?a=1&b=2"), MapArea("04.421", "Rabat", 1, 2, "?")]
    made = share_map(rows, label="Shares")
    assert '<a href="?a=1&amp;b=2" class="h0"><title>&lt;b&gt;: —, —</title>' in made.drawing
    assert made.legend[-1] == ("h0", "nothing to count")
    assert "–</text>" in made.drawing


def test_a_place_that_is_not_of_the_census_stands_in_the_table_alone():
    rows = [MapArea("ABROAD", "Abroad", 1, 2, "?"), MapArea("04.421", "Rabat", 1, 2, "?")]
    made = share_map(rows, label="Shares")
    assert list(made.rows) == rows
    assert len(re.findall("<a ", made.drawing)) == 1
    assert share_map(rows[:1], label="Shares").drawing == ""


@pytest.mark.parametrize(
    "percents, width, bins",
    [
        ([], 2, {0: 1}),
        ([0, 9], 2, {9: 5, 3: 2}),
        ([26], 10, {26: 3, 9: 1, 10: 2}),
        ([100, 0], 20, {100: 5, 80: 5, 79: 4}),
    ],
)
def test_steps_are_as_fine_as_the_shares_are_small(percents, width, bins):
    steps = map_steps(percents)
    assert steps.width == width
    assert {percent: steps.bin_of(percent) for percent in bins} == bins


def test_steps_say_what_they_hold():
    assert map_steps([100]).ranges == ["0–19%", "20–39%", "40–59%", "60–79%", "80% and above"]
