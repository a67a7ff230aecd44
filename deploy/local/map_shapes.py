"""Writes the shapes of the map: static/map/morocco.svg, where names and numbers stand on it, and what is printed.

    python -m deploy.local.map_shapes FOLDER

FOLDER holds the boundaries as data (static/map/LICENCE.txt says whose): ma-combined.topojson, ma-labels.json and
ma-provinces-tilegrid.json. Neighbours share their simplified line, so nothing gapes. Made again only when it changes;
what packs were printed with never does: shapes that changed go into the folder of a new template (packs/vocabulary.py).
"""

import json
import math
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from tajadur.activity.packs.vocabulary import TEMPLATE
from tajadur.settings import ROOT

WIDTH, HEIGHT = 2816, 3016  # eleven tiles of 256 wide
LEAST_AREA = 9.6  # of the triangle a point makes with its neighbours; smaller ones are not seen
TILE = 256
SPRITE, PLACES = ROOT / "static/map/morocco.svg", ROOT / "tajadur/web/components/morocco.json"
PRINTED = ROOT / f"templates/packs/{TEMPLATE}/morocco.json"

Point = tuple[float, float]


def main(folder: Path) -> None:
    """Read the three files; write the two of the pages, and that of the printed sheet."""
    boundaries, labels, tiles = (
        json.loads((folder / name).read_text(encoding="utf-8"))
        for name in ("ma-combined.topojson", "ma-labels.json", "ma-provinces-tilegrid.json")
    )
    scene = _Scene(boundaries)
    levels = boundaries["objects"]
    shapes = {shape["id"]: shape for level in ("regions", "provinces") for shape in levels[level]["geometries"]}
    paths = {code: scene.path(_rings(shape)) for code, shape in sorted(shapes.items())}
    paths["borders"] = scene.lines(_between_regions(levels["provinces"]["geometries"]))
    paths["tile"] = f"M4 4h{TILE - 8}v{TILE - 8}H4z"
    paths["tile-borders"] = _tile_borders(tiles["tiles"])
    drawn = "".join(
        f'<path id="{code}" vector-effect="non-scaling-stroke" d="{path}"/>\n' for code, path in paths.items()
    )
    SPRITE.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">\n{drawn}</svg>\n', encoding="utf-8")
    PRINTED.write_text(_printed(paths), encoding="utf-8")
    at = {tile["code"]: (tile["x"], tile["y"]) for tile in tiles["tiles"]}
    places = {
        row["code"]: {
            "label": scene.label(row["label"]), "box": scene.box(_rings(shapes[row["code"]])),
            **({"tile": at[row["code"]]} if row["code"] in at else {}),
        }
        for row in sorted((*labels["regions"], *labels["provinces"]), key=lambda row: str(row["code"]))
    }  # fmt: skip
    lines = ",\n".join(f'"{code}":{json.dumps(place, separators=(",", ":"))}' for code, place in places.items())
    PLACES.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def _printed(paths: dict[str, str]) -> str:
    """The provinces, the lines between regions and the size, as the template of the pack reads them."""
    shapes = {code: path for code, path in paths.items() if "." in code}
    lines = ",\n".join(f'"{code}":"{path}"' for code, path in shapes.items())
    return f'{{"size":[{WIDTH},{HEIGHT}],"borders":"{paths["borders"]}","shapes":{{\n{lines}\n}}}}\n'


class _Scene:
    """The lines of the map in its own units, simplified once, whoever shares them."""

    def __init__(self, boundaries: dict[str, Any]) -> None:
        (self._kx, self._ky), (self._x0, self._y0) = (
            boundaries["transform"]["scale"],
            boundaries["transform"]["translate"],
        )
        arcs = [self._decoded(arc) for arc in boundaries["arcs"]]
        self._left, self._top = min(x for arc in arcs for x, _ in arc), max(y for arc in arcs for _, y in arc)
        self._unit = WIDTH / (max(x for arc in arcs for x, _ in arc) - self._left)
        self._arcs = [[self._placed(point) for point in _simplified([self._scaled(p) for p in arc])] for arc in arcs]

    def label(self, place: list[float]) -> tuple[int, int]:
        """Longitude and latitude in the units of the map, as exactly as a number needs it."""
        x, y = self._scaled(_mercator(*place))
        return round(x / 4) * 4, round(y / 4) * 4

    def path(self, rings: list[list[int]]) -> str:
        """Closed rings of arcs as a path."""
        drawn = (self._ring(ring) for ring in rings)
        return "".join(_written(points[:-1]) + "z" for points in drawn if len(points) > 3)

    def lines(self, arcs: list[int]) -> str:
        """Single arcs as a path."""
        return "".join(_written(_without_repeats(self._arcs[arc])) for arc in arcs)

    def box(self, rings: list[list[int]]) -> tuple[int, int, int, int]:
        """Left, top, width, height."""
        points = [point for ring in rings for point in self._ring(ring)]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)

    def _ring(self, ring: list[int]) -> list[tuple[int, int]]:
        points: list[tuple[int, int]] = []
        for arc in ring:
            points += self._arcs[arc] if arc >= 0 else self._arcs[~arc][::-1]
        return _without_repeats(points)

    def _decoded(self, arc: list[list[int]]) -> list[Point]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append(_mercator(x * self._kx + self._x0, y * self._ky + self._y0))
        return points

    def _scaled(self, point: Point) -> Point:
        return (point[0] - self._left) * self._unit, (self._top - point[1]) * self._unit

    @staticmethod
    def _placed(point: Point) -> tuple[int, int]:
        return round(point[0]), round(point[1])


def _mercator(longitude: float, latitude: float) -> Point:
    return math.radians(longitude), math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


def _simplified(arc: list[Point]) -> list[Point]:
    """Without the points that make the smallest triangles (Visvalingam); both ends stay."""
    points = list(arc)
    least = 4 if points[0] == points[-1] else 2
    while len(points) > least:
        area, place = min((_area(*points[place - 1 : place + 2]), place) for place in range(1, len(points) - 1))
        if area >= LEAST_AREA:
            break
        del points[place]
    return points


def _area(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def _without_repeats(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [point for place, point in enumerate(points) if not place or point != points[place - 1]]


def _written(points: list[tuple[int, int]]) -> str:
    steps = [
        step - before
        for one, other in zip(points, points[1:], strict=False)
        for before, step in zip(one, other, strict=True)
    ]
    return f"M{points[0][0]} {points[0][1]}l" + " ".join(map(str, steps)).replace(" -", "-")


def _rings(geometry: dict[str, Any]) -> list[list[int]]:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [ring for polygon in polygons for ring in polygon]


def _between_regions(provinces: list[dict[str, Any]]) -> list[int]:
    """The arcs with another region, on their other side."""
    beside: dict[int, set[str]] = defaultdict(set)
    for province in provinces:
        for ring in _rings(province):
            for arc in ring:
                beside[arc if arc >= 0 else ~arc].add(province["properties"]["region"])
    return sorted(arc for arc, regions in beside.items() if len(regions) > 1)


def _tile_borders(tiles: list[dict[str, Any]]) -> str:
    """The sides of tiles whose neighbour is of another region, or none."""
    regions = {(tile["x"], tile["y"]): tile["region"] for tile in tiles}
    lines = []
    for (x, y), region in sorted(regions.items()):
        for dx, dy, side in ((1, 0, "v"), (0, 1, "h")):
            other = regions.get((x + dx, y + dy))
            if other is not None and other != region:
                lines.append(f"M{(x + dx) * TILE} {(y + dy) * TILE}{side}{TILE}")
    return "".join(lines)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
