"""The heatmap: units by months, one table, one string."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape as escape_text  # without what lazy texts cost, nine hundred times a table
from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tajadur.foundation.formats import months_shortened
from tajadur.foundation.shares import heat_bin, percent_of
from tajadur.web.templatetags.icons import icon

from .states import LOOKS, NO_DUTY, Look

_TRIANGLE = '<svg class="mk" viewBox="0 0 10 10" aria-hidden="true"><path d="M5 0 10 10H0Z"/></svg>'
_DASH = '<span aria-hidden="true">–</span>'


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """A month: its name, a small note under it (the year), whether it is the current one."""

    label: str
    note: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class HeatCell:
    """`part` of `whole` in one month; `whole` 0 means nothing was required.

    `late` counts late reports, `running` marks a period not fully due yet, `url` opens the list behind the figure.
    `state` is that of the one obligation in it, or of all that nothing is expected of: its mark stands for a share.
    """

    part: int
    whole: int
    url: str = ""
    late: int = 0
    running: bool = False
    state: str | None = None


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One unit: its name, the page behind it, a small note, one cell per column."""

    label: str
    cells: Sequence[HeatCell]
    url: str = ""
    note: str = ""


Show = Literal["rate", "count", "late"]


def heat_table(
    *,
    columns: Sequence[HeatColumn],
    rows: Sequence[HeatRow],
    label: str,
    heading: str,
    total: HeatRow | None = None,
    show: Show = "rate",
    half_on_phones: bool = True,
) -> SafeString:
    """The whole scroll region with its table.

    `label` names the region for screen readers, `heading` the first column; `show` chooses the number in the
    cells (percent, count of what was done, count of late ones) while colour always follows the share.
    Raises ValueError when a row has another number of cells than there are columns.
    """
    words = _HeatLabels.now()
    heads: list[str] = [escape(column.label) for column in columns]
    out = [
        f'<div class="tw" tabindex="0" role="region" aria-label="{escape(label)}">'
        f'<table class="hm{" hm--6" if half_on_phones and len(columns) == 12 else ""}">'
        f'<thead><tr><th scope="col"><span class="vh">{escape(heading)}</span></th>'
    ]
    for column, head in zip(columns, heads, strict=True):
        current = ' aria-current="date"' if column.current else ""
        note = f'<br><small class="muted">{escape(column.note)}</small>' if column.note else ""
        short, shown = escape(months_shortened(column.label)), str(head)
        if short != head:  # a phone has no room for «septembre»; who listens hears it
            shown = f'<span class="hm__l">{head}</span><span class="hm__s" aria-hidden="true">{short}</span>'
        out.append(f'<th scope="col"{current}>{shown}{note}</th>')
    out.append("</tr></thead><tbody>")
    out.extend(_row(row, heads, show, words) for row in rows)
    out.append("</tbody>")
    if total is not None:
        out.append(f"<tfoot>{_row(total, heads, show, words)}</tfoot>")
    out.append("</table></div>")
    return mark_safe("".join(out))  # noqa: S308  every value above went through escape()


@dataclass(frozen=True, slots=True)
class _HeatLabels:
    title: str
    running: str
    late: str
    not_required: str
    state: str
    marks: dict[str, tuple[str, str, str]]

    @classmethod
    def now(cls) -> "_HeatLabels":
        """The labels in the language of this request, escaped once for the whole table."""
        late = escape(gettext(", late reports"))
        return cls(
            title=escape(gettext("%(unit)s, %(month)s: %(part)s of %(whole)s")),
            running=escape(gettext("%(unit)s, %(month)s, so far: %(part)s of %(whole)s")),
            late=f'{_TRIANGLE}<span class="vh">{late}</span>',
            not_required=escape(str(NO_DUTY.word)),
            state=escape(gettext("%(unit)s, %(month)s: %(state)s")),
            marks={state: _mark(look) for state, look in LOOKS.items()},
        )


def _mark(look: Look) -> tuple[str, str, str]:
    word = escape(str(look.word))
    return look.tone, word, f'{icon(look.icon)}<span class="vh">{word}</span>'


def _row(row: HeatRow, heads: Sequence[str], show: Show, words: _HeatLabels) -> str:
    unit = escape(row.label)
    name = f'<a href="{escape(row.url)}">{unit}</a>' if row.url else unit
    note = f"<small>{escape(row.note)}</small>" if row.note else ""
    out = [f'<tr><th scope="row">{name}{note}</th>']
    for cell, month in zip(row.cells, heads, strict=True):
        if cell.state:
            tone, word, drawn = words.marks[cell.state]
            title = words.state % {"unit": unit, "month": month, "state": word}
            body = f'class="hc hc--{tone}" title="{title}">{drawn}'
            out.append(_linked(cell.url, body))
            continue
        if cell.whole == 0:
            out.append(f'<td><span class="hc h0">{_DASH}<span class="vh">{words.not_required}</span></span></td>')
            continue
        percent = percent_of(cell.part, cell.whole)
        number = percent if show == "rate" else cell.part if show == "count" else cell.late
        pattern = words.running if cell.running else words.title
        title = pattern % {"unit": unit, "month": month, "part": cell.part, "whole": cell.whole}
        running = " so-far" if cell.running else ""
        late = words.late if cell.late else ""
        body = f'class="hc h{heat_bin(percent)}{running}" title="{title}">{number}{late}'
        out.append(_linked(cell.url, body))
    out.append("</tr>")
    return "".join(out)


def _linked(url: str, body: str) -> str:
    return f'<td><a href="{escape_text(url)}" {body}</a></td>' if url else f"<td><span {body}</span></td>"
