"""The table of the units below: one string, rows in the order given."""

from collections.abc import Sequence
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.compliance.choices import DirectiveSummary, PeriodColumn
from tajadur.compliance.counting import Count
from tajadur.compliance.editions import Edition
from tajadur.compliance.rows import UnitRow
from tajadur.compliance.unit_summaries import UnitSummary
from tajadur.foundation.formats import day_month_year
from tajadur.foundation.shares import heat_bin, percent_of, percent_text
from tajadur.rules.forecast import Verdict
from tajadur.rules.status import State
from tajadur.web.components import verdicts
from tajadur.web.components.bar import bar
from tajadur.web.components.states import badge, month_mark, months_strip, state_badge
from tajadur.web.components.strip import month_strip
from tajadur.web.templatetags.formats import number

from .labels import column_words
from .presenters import figure_link, link

_ROW = (
    '<tr><th scope="row"><a href="{}">{}</a><small>{}</small></th><td class="f-hide">{}</td>'
    '<td class="c f-end">{}</td><td>{}</td><td class="c f-hide">{}</td><td class="f-end">{}</td></tr>'
)


def units_table(
    rows: Sequence[UnitRow],
    asked: DirectiveSummary,
    columns: Sequence[PeriodColumn],
    column: PeriodColumn | None,
    *,
    on: date,
) -> SafeString:
    """The body of the table: name, met, rate, twelve months, late, and the congress."""
    return format_html_join("", "{}", ((_row(row, asked, columns, column, on),) for row in rows))


def below_words(unit: UnitSummary) -> str:
    """«5 provinces», «41 branches»: what stands right below, in words."""
    if unit.kind == "region":
        return ngettext("%(n)s province", "%(n)s provinces", unit.below) % {"n": unit.below}
    if unit.kind == "province":  # house: kinds of units are rows of the profile, no enum
        return ngettext("%(n)s branch", "%(n)s branches", unit.below) % {"n": unit.below}
    return ngettext("%(n)s unit below", "%(n)s units below", unit.below) % {"n": unit.below}


def gone_words(unit: UnitSummary, on: date) -> str:
    """Why a unit that is no longer below stands among those that are."""
    if unit.closed_on and unit.closed_on <= on:
        return _("closed on %(day)s") % {"day": day_month_year(unit.closed_on)}
    return _("moved elsewhere since")


def unit_link(unit: UnitSummary, asked: DirectiveSummary, column: PeriodColumn | None) -> str:
    """Its page, on the directive and the period where something of it asks them."""
    if unit.rank > asked.rank:
        return link("compliance:unit", unit.id)
    return link("compliance:unit", unit.id, directive=asked.code, period=column.key if column else "")


def congress_badge(edition: Edition | None, verdict: Verdict | None, on: date) -> SafeString:
    """Where the congress of a unit stands: shape, word and colour, as on the board."""
    if edition is None:  # excused, cancelled, or never asked
        return badge("idle", "shield-check", _("Not asked of it"))
    late = edition.days_late(on)
    return verdicts.verdict_badge(
        verdict,
        held_late=late,
        filed_late=edition.filed_late(on),
        past_by=late,
        extended=edition.state(on) == State.EXTENDED,
    )


def _congress(row: UnitRow, on: date) -> SafeString:
    day_set = row.edition.day_set(on) if row.edition else None
    mark = congress_badge(row.edition, row.verdict, on)
    return format_html('{} <small class="muted">{}</small>', mark, day_month_year(day_set)) if day_set else mark


def rate_pill(count: Count) -> SafeString:
    """The share on its heat colour, «—» when nothing was asked; the state of a single obligation, of nothing expected.

    Dashed words while the period runs.
    """
    if count.mark:
        return state_badge(count.mark)
    if not count.whole:
        return format_html('<span class="pill h0">{}</span>', "—")
    value = percent_of(count.part, count.whole)
    if count.is_running:
        return format_html('<span class="muted xs">{}</span>', _("so far"))
    return format_html('<span class="pill h{}"><bdi>{}</bdi></span>', heat_bin(value), percent_text(value))


def fraction(count: Count) -> SafeString:
    """«52 of 75» with its bar."""
    if not count.whole:
        return format_html('<span class="frac"><span>{}</span></span>', "—")
    words = _("of %(whole)s") % {"whole": number(count.whole)}
    drawn = bar(count.part, count.whole)
    return format_html('<span class="frac"><b>{}</b> <span>{}</span></span>{}', number(count.part), words, drawn)


def periods_drawn(row: UnitRow, asked: DirectiveSummary, columns: Sequence[PeriodColumn]) -> SafeString:
    """The periods of a row: bars of its shares, or marks when each is one obligation."""
    if not any(cell.rows for cell in row.cells) or any(cell.rows > 1 for cell in row.cells):
        return month_strip(row.shares)
    pairs = zip(columns, row.cells, strict=True)
    return months_strip((month_mark(cell.state, "", column_words(asked, column)) for column, cell in pairs), small=True)


def _row(
    row: UnitRow, asked: DirectiveSummary, columns: Sequence[PeriodColumn], column: PeriodColumn | None, on: date
) -> SafeString:
    unit, count = row.unit, row.count
    if count.late:
        late = format_html(
            '<a href="{}">{}</a>',
            figure_link("late", unit.id, asked, column),
            badge("warn", "clock-3", str(count.late)),
        )
    else:
        late = format_html('<span class="muted">{}</span>', 0)
    return format_html(
        _ROW,
        unit_link(unit, asked, column),
        unit.name,
        gone_words(unit, on) if row.is_gone else below_words(unit),
        fraction(count),
        rate_pill(count),
        periods_drawn(row, asked, columns),
        late,
        _congress(row, on),
    )
