"""The dashboard of a whole tree: what was due, region by region, what needs someone, and the congresses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from tajadur.permissions.actors import Actor
from tajadur.rules.need import Line
from tajadur.rules.news import News

from .attention import Seen, Wanting, attention, seen_below
from .choices import (
    DirectiveSummary,
    PeriodColumn,
    asked_within,
    chosen,
    directives_asked,
    headline,
    is_other,
)
from .congresses import NONE, Congresses, congresses_of
from .counting import Count, counted
from .rows import UnitRow, rows_of
from .summary import Figures, counted_together, figures_of, last_due, recent_of
from .unit_summaries import UnitSummary, assigned_units, gone_units, summit

TERRITORY = "territory"
# How many levels stand below the root: one unit high up weighs as much as many below.
_LEVELS = {TERRITORY: 3}
_LEVELS_OF_OTHERS = 2


@dataclass(frozen=True, slots=True)
class National:
    """All the dashboard shows. ``months`` pairs each period shown (``columns``) of the chosen directive with its count;
    ``periods`` are all that can be chosen; ``new`` counts, by News, what came since the visit before,
    in the regions that the actor follows, if any."""

    unit: UnitSummary
    directives: list[DirectiveSummary]
    chosen: Figures | None = None
    others: list[Figures] = field(default_factory=list)
    columns: list[PeriodColumn] = field(default_factory=list)
    periods: list[PeriodColumn] = field(default_factory=list)
    is_other: bool = False
    months: list[tuple[PeriodColumn, Count]] = field(default_factory=list)
    regions: list[UnitRow] = field(default_factory=list)
    congresses: Congresses = NONE
    attention: list[Wanting] = field(default_factory=list)
    new: dict[str, int] = field(default_factory=dict)


def national(
    actor: Actor,
    *,
    on: date,
    tree: str = TERRITORY,
    directive: str = "",
    period: str = "",
    since: datetime | None = None,
    last_shown: Mapping[Line, date] | None = None,
) -> National:
    """The dashboard of a tree on ``on``: three queries, one more while a congress is not held.

    One more when units that are gone have figures in it.

    Raises NotVisible when the actor may not read it, or when the tree has no root.

    ``since`` is the instant of the visit before; ``last_shown`` the lines of attention shown then.
    """
    around = summit(actor, tree, on=on)
    asked = asked_within(directives_asked(withdrawn=True), tree, around.unit.rank)
    shown = chosen(asked, directive, below=around.unit.rank)
    if shown is None:
        return National(unit=around.unit, directives=asked)
    together = counted_together(asked, shown, on, period)
    asking, periods, spans = together.asking, together.periods, together.spans
    columns = periods.shown
    mine = assigned_units(actor, tree)
    recent = recent_of(periods.counted, on)
    counts = counted(
        actor,
        around.unit,
        spans,
        on=on,
        depth=around.unit.depth + 1,
        children_of=[directive.id for directive in together.directives] if mine and since else [shown.id],
        recent=(shown.id, recent),
        since=since,
    )
    congresses = congresses_of(asking, around.children, on=on)
    column = headline(columns, on, period)
    gone = gone_units(counts.counted_below(shown.id, columns), around.children, on=on)
    rows = rows_of(
        around.children,
        shown,
        columns,
        counts,
        on=on,
        column=column,
        recent=recent,
        gone=gone,
        congresses=congresses,
        mine=mine,
    )
    seen = [Seen(row.unit, row.need, row.recent, row.edition, row.verdict) for row in rows if not row.is_gone]
    seen += [seen_below(unit, counts.recent(shown.id, unit.id), on) for unit in around.grandchildren]
    return National(
        unit=around.unit,
        directives=asked,
        chosen=figures_of(shown, columns, counts, on, column),
        others=[
            figures_of(directive, spans[directive.id], counts, on, last_due(directive, spans, on))
            for directive in together.directives
            if directive.id != shown.id
        ],
        columns=columns,
        periods=periods.every,
        is_other=is_other(directive, period, shown, column),
        months=[(month, counts.of(shown.id, month)) for month in columns],
        regions=rows,
        congresses=congresses,
        attention=attention(seen, levels=_LEVELS.get(tree, _LEVELS_OF_OTHERS), on=on, last_shown=last_shown),
        new={
            news.value: counts.since_below(news.value, mine) if mine else counts.since(news.value)
            for news in (News.REPORTS, News.NOT_HELD, News.SILENT)
        },
    )
