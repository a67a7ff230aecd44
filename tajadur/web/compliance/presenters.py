"""From what was counted to what the components draw: links, tiles, tables, charts."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.compliance.choices import DirectiveSummary, PeriodColumn
from tajadur.compliance.counting import Count
from tajadur.compliance.figure import Listed
from tajadur.compliance.summary import Figures, share
from tajadur.compliance.words import FIGURES
from tajadur.foundation.formats import period_number
from tajadur.foundation.shares import percent_text
from tajadur.rules.rates import percent
from tajadur.web.components.bar import bar
from tajadur.web.components.strip import ChartColumn, column_chart, spark
from tajadur.web.templatetags.formats import number

from .labels import column_short, column_words

_NUMERATORS = {"reporting": "reported", "answered": "answered_due"}


def link(route: str, *args: object, **query: object) -> str:
    """An address with its query; empty values are left out."""
    known = {name: value for name, value in query.items() if value not in ("", None)}
    return way(route, *args) + (f"?{urlencode(known)}" if known else "")


@lru_cache(maxsize=4096)
def way(route: str, *args: object) -> str:
    """``reverse``, remembered: a dashboard has some fifty links, the same ones for everybody."""
    return reverse(route, args=args)


def record_link(obligation_id: int | None) -> str:
    """The page of an obligation."""
    return way("obligations:detail", obligation_id)


def row_link(row: Listed) -> str:
    """A row of a list leads to its obligation, or to the unit's figures when the reader may not open it."""
    return record_link(row.row.pk) if row.opens_record else way("compliance:unit", row.row.unit_id)


def figure_link(
    kind: str, unit_id: int, asked: DirectiveSummary, column: PeriodColumn | None, which: str = "numerator"
) -> str:
    """The page of the two lists behind a figure."""
    key = column.key if column else ""
    return link("compliance:figure", kind, unit_id, directive=asked.code, period=key, list=which)


def change_words(points: int | None) -> dict[str, str]:
    """How a share changed, for a tile: arrow and words."""
    if not points:
        return {"delta": "", "trend": ""}
    words = ngettext("%(n)s point", "%(n)s points", abs(points)) % {"n": abs(points)}
    return {"delta": words, "trend": "up" if points > 0 else "down"}


def percent_words(count: Count, name: str) -> str:
    """«76%», or «—» when nothing was expected or the period still runs."""
    value = share(count, name)
    return "—" if value is None else percent_text(value)


def tile(kind: str, unit_id: int, figures: Figures, label: str = "", drawing: SafeString | str = "") -> dict[str, Any]:
    """One figure as a tile: value, denominator in words, change against the period before, link to its lists."""
    name = _NUMERATORS.get(kind, kind)
    part = getattr(figures.now, name)
    whole = figures.now.programmable if kind == "programmed" else figures.now.expected
    return {
        "label": label or FIGURES[kind],
        "value": percent_words(figures.now, name),
        "unit": "",
        "foot": _("%(part)s of %(whole)s") % {"part": number(part), "whole": number(whole)}
        if whole
        else _("nothing was expected"),
        "url": figure_link(kind, unit_id, figures.directive, figures.column),
        "drawing": drawing,
        **change_words(figures.change(name)),
    }


def headline_tile(unit_id: int, figures: Figures) -> dict[str, Any]:
    """The first figure: how many of how many, drawn."""
    now = figures.now
    return {
        "label": figures.directive.name,
        "value": number(now.reported) if now.expected else "—",
        "unit": _("of %(whole)s") % {"whole": number(now.expected)} if now.expected else _("nothing was expected"),
        "foot": percent_words(now, "reported"),
        "url": figure_link("reporting", unit_id, figures.directive, figures.column),
        "drawing": bar(now.reported, now.expected) if now.expected else "",
        **change_words(figures.change("reported")),
    }


def tiles(
    unit_id: int, chosen: Figures, beside: Sequence[Figures], months: Sequence[tuple[PeriodColumn, Count]]
) -> list[dict[str, Any]]:
    """Five tiles: the directive chosen, another one like it (if any), on time, answered, programmed (or late)."""
    known = [value for value in (share(count, "reported") for _column, count in months) if value is not None]
    tile_row = [headline_tile(unit_id, chosen)]
    rhythm = (chosen.directive.period_type, chosen.directive.fulfilment)
    alike = [figures for figures in beside if (figures.directive.period_type, figures.directive.fulfilment) == rhythm]
    other = next((figures for figures in alike if figures.now.expected > 1), None)
    if other:
        tile_row.append(tile("reporting", unit_id, other, other.directive.name))
    tile_row.append(tile("on_time", unit_id, chosen, drawing=spark(known)))
    tile_row.append(tile("answered", unit_id, chosen))
    tile_row.append(tile("programmed" if chosen.directive.is_meeting else "late", unit_id, chosen))
    return tile_row


def stats(unit_id: int, figures: Figures) -> list[dict[str, Any]]:
    """The row of figures of a unit: share, part of whole, link to the lists."""
    kinds = ["reporting", "on_time", "answered", "programmed" if figures.directive.is_meeting else "late"]
    return [tile(kind, unit_id, figures) for kind in kinds]


def so_far(unit_id: int, figures: Figures) -> dict[str, str] | None:
    """«November 2026 so far: 42 of 74 answered», with its link; None when nothing runs."""
    running = figures.running
    count = figures.so_far
    if running is None and figures.now.is_running:
        running, count = figures.column, figures.now
    if running is None or not count.owed:
        return None
    words = _("%(period)s so far: %(part)s of %(whole)s answered") % {
        "period": column_words(figures.directive, running),
        "part": number(count.answered),
        "whole": number(count.owed),
    }
    return {"text": words, "url": figure_link("so_far", unit_id, figures.directive, running, "denominator")}


def figure_rows(unit_id: int, figures: Sequence[Figures]) -> list[dict[str, Any]]:
    """A row per directive: its period, and the four figures, each with its link."""
    return [
        {
            "name": figure.directive.name,
            "url": link("compliance:unit", unit_id, directive=figure.directive.code),
            "period": column_words(figure.directive, figure.column),
            "part": figure.now.reported,
            "whole": figure.now.expected,
            "reporting_url": figure_link("reporting", unit_id, figure.directive, figure.column),
            "on_time": percent_words(figure.now, "on_time"),
            "on_time_url": figure_link("on_time", unit_id, figure.directive, figure.column),
            "answered": percent_words(figure.now, "answered_due"),
            "answered_url": figure_link("answered", unit_id, figure.directive, figure.column),
            "programmed": percent_words(figure.now, "programmed") if figure.directive.is_meeting else "",
            "programmed_url": figure_link("programmed", unit_id, figure.directive, figure.column),
            "so_far": so_far(unit_id, figure),
        }
        for figure in figures
    ]


def chart(asked: DirectiveSummary, months: Sequence[tuple[PeriodColumn, Count]]) -> SafeString:
    """Twelve columns with the line of what came on time; a period that still runs has none."""
    return column_chart(
        [
            ChartColumn(
                column_short(asked, column),
                share(count, "reported"),
                share(count, "on_time"),
                place == len(months) - 1,
                period_number(column.key),
                percent(count.answered, count.owed) if count.is_running else None,
            )
            for place, (column, count) in enumerate(months)
        ],
        _("Share held and reported, period by period, in percent"),
    )


def month_rows(
    unit_id: int, asked: DirectiveSummary, months: Sequence[tuple[PeriodColumn, Count]]
) -> list[dict[str, Any]]:
    """The same as the chart, as a table, newest first."""
    return [
        {
            "label": column_words(asked, column),
            "part": count.part,
            "whole": count.whole,
            "reported": percent_words(count, "reported"),
            "on_time": percent_words(count, "on_time"),
            "answered": percent_words(count, "answered_due"),
            "running": count.is_running,
            "url": figure_link("so_far" if count.is_running else "reporting", unit_id, asked, column),
        }
        for column, count in reversed(months)
    ]
