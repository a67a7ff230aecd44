"""Small drawings of twelve months: the strip, the sparkline, the column chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tajadur.foundation.shares import heat_bin, percent_text

_BAR, _STEP, _HEIGHT = 8, 10, 28


def month_strip(values: Sequence[int | None], label: str = "") -> SafeString:
    """One bar per month, oldest first; height and colour both give the percent. None: nothing was expected that month.

    `label` replaces the sentence read by screen readers («from 41% to 33%»).
    """
    known = [value for value in values if value is not None]
    if not label:
        label = (
            gettext("from %(first)s to %(last)s") % {"first": percent_text(known[0]), "last": percent_text(known[-1])}
            if known
            else gettext("nothing was expected")
        )
    width = max(len(values) * _STEP - 1, 1)
    bars = []
    for place, value in enumerate(values):
        if value is None:
            continue
        height = max(round((_HEIGHT - 1) * min(value, 100) / 100, 1), 3)
        bars.append(
            f'<rect class="h{heat_bin(value)}" x="{place * _STEP + 0.5}" y="{round(_HEIGHT - 1 - height, 1)}"'
            f' width="{_BAR}" height="{height}" rx="1.5"/>'
        )
    return format_html(
        '<svg class="strip mirror" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<rect class="base" y="{}" width="{}" height="1"/>{}</svg>',
        width,
        _HEIGHT,
        label,
        _HEIGHT - 1,
        width,
        mark_safe("".join(bars)),  # noqa: S308  numbers only
    )


def spark(values: Sequence[int]) -> SafeString:
    """A line without axes, decoration beside a written figure, hidden from screen readers. Two values or more."""
    if len(values) < 2:
        return SafeString("")
    low, high = min(values), max(values)
    span = max(high - low, 1)
    points = [
        (round(88 * place / (len(values) - 1), 1), round(21 - 18 * (value - low) / span, 1))
        for place, value in enumerate(values)
    ]
    line = "M" + "L".join(f"{x} {y}" for x, y in points)
    return format_html(
        '<svg class="spark mirror" viewBox="0 0 88 24" preserveAspectRatio="none" aria-hidden="true">'
        '<path class="ar" d="{}L88 24L0 24Z"/><path d="{}"/><circle cx="{}" cy="{}" r="2.6"/></svg>',
        line,
        line,
        *points[-1],
    )


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """A month of the chart: percent done, percent on time (or None), whether it is the current, unfinished one.

    ``short`` takes the place of the label on phones. ``so_far``: percent answered of a period not fully due yet,
    drawn dashed and without a number: it is no rate.
    """

    label: str
    percent: int | None
    on_time: int | None = None
    current: bool = False
    short: str = ""
    so_far: int | None = None


def column_chart(columns: Sequence[ChartColumn], label: str) -> SafeString:
    """Twelve columns whose text never scales; the clay line is the share on time."""
    return mark_safe(  # noqa: S308  values are numbers or escaped
        f'<ol class="cc" aria-label="{escape(label)}">' + "".join(_column(column) for column in columns) + "</ol>"
    )


def _column(column: ChartColumn) -> str:
    current = ' class="now"' if column.current else ""
    name = f"<span>{escape(column.label)}</span>"
    if column.short:
        name = (
            f'<span class="only-desk">{escape(column.label)}</span>'
            f'<span class="only-phone" aria-hidden="true">{escape(column.short)}</span>'
            f'<span class="only-phone vh">{escape(column.label)}</span>'
        )
    if column.percent is None and column.so_far:
        high = round(column.so_far * 0.86, 1)
        words, top = gettext("so far"), round(100 - high, 1)
        return (
            f'<li{current}><svg role="img" aria-label="{escape(words)}">'
            f'<rect class="rest" x="6%" width="88%" y="{top}%" height="{high}%" rx="2"/>'
            f'<text x="50%" y="{top}%" dy="-6" class="only-desk">{escape(words)}</text></svg>{name}</li>'
        )
    if column.percent is None:
        return f'<li{current}><svg aria-hidden="true"><text x="50%" y="98%">—</text></svg>{name}</li>'
    height = min(column.percent, 100) * 0.86
    line = ""
    words = percent_text(column.percent)
    if column.on_time is not None:
        y = round(100 - min(column.on_time, 100) * 0.86, 1)
        line = f'<line x1="0" x2="100%" y1="{y}%" y2="{y}%"/>'
        words = gettext("%(done)s, of which %(on_time)s on time") % {
            "done": words,
            "on_time": percent_text(column.on_time),
        }
    top = round(100 - height, 1)
    return (
        f'<li{current}><svg role="img" aria-label="{escape(words)}">'
        f'<rect x="6%" width="88%" y="{top}%" height="{round(height, 1)}%" rx="2"/>'
        f'{line}<text x="50%" y="{top}%" dy="-6">{column.percent}</text></svg>{name}</li>'
    )
