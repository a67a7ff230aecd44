"""The columns of dashboards, of the lists behind their figures and of the congresses, as a file."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tajadur.compliance.choices import DirectiveSummary, PeriodColumn
from tajadur.compliance.counting import Count
from tajadur.compliance.rows import UnitRow
from tajadur.foundation.shares import percent_of
from tajadur.web.components.states import LOOKS
from tajadur.web.exports.columns import ExportColumn, ExportedList, day, long_text, number, share, text

from .labels import column_words
from .table import congress_badge

_UNIT = (text(_("Unit"), "unit.name"), text(_("Level"), "unit.kind_name"))
DASHBOARD = ExportedList("dashboard", _("Dashboard"), _UNIT)
FIGURE = ExportedList(
    "figure",
    _("List behind the figure"),
    (
        text(_("Unit"), "unit"),
        text(_("Under"), "above"),
        text(_("State"), lambda line: LOOKS[line.state].word),
        day(_("Held on"), "row.held_on"),
        day(_("Sent on"), "row.filed_on"),
        day(_("Programmed on"), "row.programmed_on"),
        day(_("Due on"), "row.due_on"),
        long_text(_("Reason"), "reason"),
    ),
)
CONGRESSES = ExportedList(
    "congresses",
    _("Regional congresses"),
    (
        text(_("Unit"), "name"),
        text(_("State"), "badge"),
        day(_("Held on"), "held_on"),
        day(_("Extended to"), "until"),
        text(_("The edition before"), "past.badge"),
        day(_("Held on, the edition before"), "past.held_on"),
    ),
)


def units_by_periods(
    asked: DirectiveSummary, columns: Sequence[PeriodColumn], column: PeriodColumn | None, on: date
) -> ExportedList:
    """The units below: their count in the period chosen, their congress, and one column for each period of the heat."""
    chosen = column_words(asked, column)
    periods = [_of_period(asked, each, place) for place, each in enumerate(columns)]
    return ExportedList(
        DASHBOARD.name,
        f"{asked.name} · {chosen}",
        (
            *_UNIT,
            number(_("Expected"), "count.expected"),
            number(_("Reported"), "count.reported"),
            number(_("On time"), "count.on_time"),
            number(_("Declared not held"), "count.not_held"),
            number(_("Missing"), "count.missing"),
            share(chosen, lambda row: _shown(row.count)),
            text(_("Congress"), lambda row: _congress(row, on)),
            *periods,
        ),
    )


def _of_period(asked: DirectiveSummary, column: PeriodColumn, place: int) -> ExportColumn:
    return share(column_words(asked, column), lambda row: _shown(row.cells[place]))


def _shown(count: Count) -> Any:
    """As the page: the state of a single obligation, no rate while a period runs, else the share."""
    if count.mark:
        return str(LOOKS[count.mark].word)
    if not count.whole:
        return None
    return _now("so far") if count.is_running else percent_of(count.part, count.whole) / 100


def _congress(row: UnitRow, on: date) -> Any:
    return congress_badge(row.edition, row.verdict, on) if row.edition or row.verdict else None
