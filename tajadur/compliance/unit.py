"""A unit at any level: its figures, the units below month by month, its own regularity, its congress."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tajadur.duties.obligations.models import Obligation
from tajadur.permissions.actors import Actor
from tajadur.rules.need import PERIODS_LOOKED_AT, Vitality

from .choices import (
    DirectiveSummary,
    PeriodColumn,
    asked_within,
    chosen,
    directives_asked,
    headline,
    in_force,
    is_other,
)
from .congresses import NONE, Congresses, congresses_of
from .counting import Count, counted
from .rows import UnitRow, rows_of
from .summary import Figures, Periods, figures_of, last_due, recent_of, spans_of
from .unit_summaries import Surroundings, UnitSummary, gone_units, surroundings
from .vital import Actions, actions_of, counted_actions, vitality_of


@dataclass(frozen=True, slots=True)
class UnitPage:
    """All the page shows. ``own`` pairs the periods of what the unit itself owes with their counts."""

    around: Surroundings
    directives: list[DirectiveSummary]
    chosen: Figures | None = None
    figures: list[Figures] = field(default_factory=list)
    columns: list[PeriodColumn] = field(default_factory=list)
    periods: list[PeriodColumn] = field(default_factory=list)
    is_other: bool = False
    months: list[tuple[PeriodColumn, Count]] = field(default_factory=list)
    rows: list[UnitRow] = field(default_factory=list)
    own_directive: DirectiveSummary | None = None
    own: list[tuple[PeriodColumn, Count]] = field(default_factory=list)
    vitality: Vitality | None = None
    actions: Actions = field(default_factory=Actions)
    congresses: Congresses = NONE

    @property
    def unit(self) -> UnitSummary:
        """The unit itself."""
        return self.around.unit


def unit_page(actor: Actor, unit_id: int, *, on: date, directive: str = "", period: str = "") -> UnitPage:
    """The page of a unit on ``on``: at most five queries, one more when units that are gone have figures in it.

    Raises NotVisible or PermissionDenied.

    The page of the root shows the level under the next one: all the provinces at once.
    """
    around = surroundings(actor, unit_id, on=on, levels=2)
    unit = around.unit
    asked = asked_within(directives_asked(withdrawn=True), unit.tree, unit.rank)
    shown = chosen(asked, directive, below=unit.rank)
    if shown is None:
        return UnitPage(around=around, directives=asked)
    asking = in_force(asked)
    counted_too = [directive for directive in asked if directive == shown or directive in asking]
    own = next(
        (
            directive
            for directive in asking
            if directive.rank == unit.rank and directive.is_meeting and directive.is_calendar
        ),
        None,
    )
    periods = Periods.of(shown, on, period)
    columns = periods.shown
    spans = spans_of(counted_too, [directive for directive in (shown, own) if directive], on)
    spans[shown.id] = periods.counted
    below = _rows_shown(around, shown)
    counts = counted(
        actor,
        unit,
        spans,
        on=on,
        depth=below[0].depth if below else unit.depth + 1,
        children_of=[shown.id] if shown.rank > unit.rank else [],
    )
    own_columns = columns if own == shown else spans[own.id] if own else []
    own_months = [(column, counts.of(own.id, column)) for column in own_columns] if own else []
    gone = gone_units(counts.counted_below(shown.id, columns), below, on=on)
    items = actions_of(unit.id) if own else []
    due = _last_due(unit, own, on) if own else []
    column = headline(columns, on, period)
    return UnitPage(
        around=around,
        directives=asked,
        chosen=figures_of(shown, columns, counts, on, column),
        figures=[
            figures_of(
                directive,
                spans[directive.id],
                counts,
                on,
                column if directive == shown else last_due(directive, spans, on),
            )
            for directive in counted_too
        ],
        columns=columns,
        periods=periods.every,
        is_other=is_other(directive, period, shown, column),
        months=[(month, counts.of(shown.id, month)) for month in columns],
        rows=rows_of(
            below,
            shown,
            columns,
            counts,
            on=on,
            column=column,
            recent=recent_of(periods.counted, on),
            gone=gone,
            congresses=_congresses(asking, below, on),
        ),
        own_directive=own,
        own=own_months,
        vitality=vitality_of(unit, due, items, on) if due else None,
        actions=counted_actions(items, on),
        congresses=_congresses(asking, [unit], on),
    )


def _congresses(asked: Sequence[DirectiveSummary], units: Sequence[UnitSummary], on: date) -> Congresses:
    ranks = {directive.rank for directive in asked if directive.is_congress}
    return congresses_of(asked, units, on=on) if units and units[0].rank in ranks else NONE


def _rows_shown(around: Surroundings, shown: DirectiveSummary) -> list[UnitSummary]:
    """The units right below; from the root, those two levels down when the directive is theirs or lower."""
    if around.unit.depth == 0 and around.grandchildren and shown.rank >= around.grandchildren[0].rank:
        return around.grandchildren
    return [unit for unit in around.children if unit.rank <= shown.rank]


def _last_due(unit: UnitSummary, asked: DirectiveSummary, on: date) -> list[Obligation]:
    """What the unit owed in its own last six periods due, whatever their length, oldest first: one query.

    Not among them: what was cancelled. Nothing is asked then, or another frequency came in its place.
    """
    due = Obligation.objects.filter(unit_id=unit.id, directive_id=asked.id, addressee=0, due_on__lt=on)
    due = due.exclude(cancelled_on__lte=on, filed_on=None)
    return list(reversed(due.order_by("-period_end")[:PERIODS_LOOKED_AT]))
