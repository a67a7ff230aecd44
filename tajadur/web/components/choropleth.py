"""The map of the country: what share of each region or province something is, drawn without a script.

The shapes are one static picture, fetched once; a page names those it shows. Never mirrored: east is on the right.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tajadur.foundation.shares import MapSteps, map_steps, percent_of, percent_text, share_text

WIDTH, HEIGHT, TILED_HEIGHT, TILE = 2816, 3016, 3840, 256
_MARGIN = 40
# The smallest number that is read, the largest that is wanted, and what of its area's narrow side a number may fill.
_LEAST, _MOST, _ROOM = 32, 54, 0.45
# One region fills the page of a phone: its numbers must be read there too.
_LARGER = 1.7


class _Inset(NamedTuple):
    """Areas too small for a number, drawn again in the ocean: which, how much larger, and where their corner comes."""

    codes: frozenset[str]
    times: int
    corner: tuple[int, int]

    @property
    def shift(self) -> tuple[int, int]:
        """What brings the enlarged areas there."""
        left, top, _, _ = _around(self.codes)
        return self.corner[0] - self.times * left, self.corner[1] - self.times * top

    @property
    def frame(self) -> str:
        """The line around it."""
        _, _, width, height = _around(self.codes)
        x, y = (at - _MARGIN for at in self.corner)
        return (
            f'<rect class="map__b map__s" x="{x}" y="{y}" rx="{_MARGIN}"'
            f' width="{self.times * width + 2 * _MARGIN}" height="{self.times * height + 2 * _MARGIN}"/>'
        )


_COAST = _Inset(frozenset({"06.141", "06.371", "06.355", "06.385", "04.421", "04.441", "04.501"}), 4, (60, 60))
_STRAIT = _Inset(frozenset({"01.511", "01.573", "01.571", "01.227"}), 3, (60, 960))
_INSETS = (_COAST, _STRAIT)


@dataclass(frozen=True, slots=True)
class MapArea:
    """A region or a province by its code in the census, ``part`` of ``whole`` in it, and the list behind the figure.

    ``counts`` stand beside it in the table, under heads of the page's own.
    """

    code: str
    name: str
    part: int
    whole: int
    url: str
    counts: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class ShareMap:
    """The drawing (empty: no area has a shape), what its colours mean [(class, words)], and the rows of its table."""

    drawing: SafeString
    legend: list[tuple[str, str]]
    rows: Sequence[MapArea]


class _Place(NamedTuple):
    label: tuple[int, int]
    box: tuple[int, int, int, int]
    tile: tuple[int, int] | None = None


@cache
def _places() -> dict[str, _Place]:
    known = json.loads(Path(__file__).with_name("morocco.json").read_text(encoding="utf-8"))
    return {
        code: _Place(tuple(place["label"]), tuple(place["box"]), tuple(place["tile"]) if "tile" in place else None)
        for code, place in known.items()
    }


def _around(codes: Iterable[str]) -> tuple[int, int, int, int]:
    """Left, top, width and height of these areas together."""
    boxes = [_places()[code].box for code in codes]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return left, top, max(x + w for x, _, w, _ in boxes) - left, max(y + h for _, y, _, h in boxes) - top


def share_map(areas: Sequence[MapArea], *, label: str, within: str = "") -> ShareMap:
    """The map of ``areas``, all regions or all provinces; with ``within``, a region, only of the provinces in it.

    ``label`` names it for screen readers. An area without a shape stands in the table alone; without any, no drawing.
    """
    drawn = [area for area in areas if area.code in _places()]
    steps = map_steps([percent_of(area.part, area.whole) for area in areas if area.whole])
    drawing = _drawing(drawn, label, within, steps) if drawn else SafeString("")
    return ShareMap(drawing, _legend(steps, areas), areas)


def _legend(steps: MapSteps, areas: Sequence[MapArea]) -> list[tuple[str, str]]:
    words = [(f"h{number}", percent_range) for number, percent_range in enumerate(steps.ranges, 1)]
    nothing = [("h0", gettext("nothing to count"))] if any(not area.whole for area in areas) else []
    return [*words, *nothing]


def _drawing(areas: Sequence[MapArea], label: str, within: str, steps: MapSteps) -> SafeString:
    sprite, tiled = static("map/morocco.svg"), not within and any(_places()[area.code].tile for area in areas)
    left, top, width, height = _box(within, tiled)
    kind = "tiles" if tiled else "parts" if within else "whole"
    size = _LARGER * width / WIDTH if within else 1
    inside = "".join(_area(area, sprite, steps, tiled=tiled, size=size) for area in areas)
    borders = ""
    if tiled:
        borders = "".join(
            f'<use class="map__b {shown}" href="{sprite}#{lines}"/>'
            for shown, lines in (("map__s", "borders"), ("map__t", "tile-borders"))
        ) + "".join(inset.frame for inset in _INSETS)
    return mark_safe(  # noqa: S308  every text went through escape()
        f'<svg class="map map--{kind}" viewBox="{left} {top} {width} {height}" preserveAspectRatio="xMidYMin '
        f'{"slice" if tiled else "meet"}" role="group" aria-label="{escape(label)}">{inside}{borders}</svg>'
    )


def _box(within: str, tiled: bool) -> tuple[int, int, int, int]:
    if within not in _places():
        return 0, 0, WIDTH, TILED_HEIGHT if tiled else HEIGHT
    left, top, width, height = _places()[within].box
    return left - _MARGIN, top - _MARGIN, width + 2 * _MARGIN, height + 2 * _MARGIN


def _area(area: MapArea, sprite: str, steps: MapSteps, *, tiled: bool, size: float) -> str:
    percent = percent_of(area.part, area.whole) if area.whole else None
    number = "–" if percent is None else str(percent)
    title = gettext("%(name)s: %(share)s, %(percent)s") % {
        "name": area.name,
        "share": share_text(area.part, area.whole),
        "percent": "—" if percent is None else percent_text(percent),
    }
    place = _places()[area.code]
    shapes = f'<use class="map__s" href="{sprite}#{area.code}"/>'
    inset = next((inset for inset in _INSETS if area.code in inset.codes), None) if tiled else None
    if inset:
        shift = inset.shift
        moved = f"matrix({inset.times} 0 0 {inset.times} {shift[0]} {shift[1]})"
        shapes += f'<use class="map__s" href="{sprite}#{area.code}" transform="{moved}"/>'
        x, y = (inset.times * at + by for at, by in zip(place.label, shift, strict=True))
        shapes += _number(x, y, _size(place, inset.times), number)
    else:
        shapes += _number(*place.label, _size(place, 1, size), number)
    if tiled and place.tile:
        x, y = (TILE * step for step in place.tile)
        shapes += (
            f'<use class="map__t" href="{sprite}#tile" x="{x}" y="{y}"/>'
            f'<text class="map__t" x="{x}" y="{y}">{number}</text>'
        )
    return (
        f'<a href="{escape(area.url)}" class="h{0 if percent is None else steps.bin_of(percent)}">'
        f"<title>{escape(title)}</title>{shapes}</a>"
    )


def _number(x: int, y: int, size: int, number: str) -> str:
    return f'<text class="map__s" x="{x}" y="{y}" font-size="{size}">{number}</text>'


def _size(place: _Place, times: float, size: float = 1) -> int:
    """Of the number, in units of the map: what its area has room for, within what is read."""
    room = _ROOM * times * min(place.box[2:])
    return round(min(max(room, _LEAST * size), _MOST * size) / 2) * 2
