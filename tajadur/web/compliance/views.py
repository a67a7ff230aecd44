"""The figures: country, unit, congresses, and the lists behind each of them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tajadur.compliance.congresses import congress_page
from tajadur.compliance.desk import desk_of
from tajadur.compliance.figure import Listing
from tajadur.compliance.figure import figure as figure_of
from tajadur.compliance.national import TERRITORY, National, national
from tajadur.compliance.rows import UnitRow
from tajadur.compliance.unit import unit_page
from tajadur.compliance.unit_summaries import reads_record, seat_units
from tajadur.compliance.words import vacancy_words
from tajadur.foundation import clock
from tajadur.foundation.errors import NotVisible
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.web.access import ActorRequest, enter
from tajadur.web.components.states import marks_legend
from tajadur.web.consulting import consulted
from tajadur.web.exports.offering import offer_rows, takes_rows
from tajadur.web.exports.taking import exported
from tajadur.web.home.sample import stale_sample
from tajadur.web.many_links import links_for_many, links_for_picked, pick
from tajadur.web.shell import reads_packs
from tajadur.web.trees import tree_of

from . import filters, labels, presenters, sections
from .countdowns import congress_rows, countdown_card
from .exported import CONGRESSES, DASHBOARD, FIGURE, units_by_periods
from .first_steps import steps_for
from .heat import heat
from .news import strip_since
from .table import below_words, units_table
from .visits import remember, visit_of
from .waiting import waiting_facts

MOST_IN_NEED = 6


@enter(get=Permission.READ_FIGURES)
@exported(DASHBOARD)
def dashboard(request: ActorRequest) -> HttpResponse:
    """The country; a reader who may not see it is sent to the figures of their own unit."""
    actor, at = request.actor, clock.now()
    visit = visit_of(request, at)
    trees = tree_of(request, Permission.READ_FIGURES)
    try:
        page = national(
            actor,
            on=actor.on,
            tree=trees.tree,
            directive=request.GET.get("directive", ""),
            period=request.GET.get("period", ""),
            since=visit.since,
            last_shown=visit.shown,
        )
    except NotVisible:
        if trees.kept:
            return render(request, "compliance/no_root.html")
        if units := seat_units(actor):
            return redirect("compliance:unit", units[0])
        raise
    desk = desk_of(actor, since=visit.since if page.chosen else None, tree=trees.shown)
    context: dict[str, Any] = {
        "page": page,
        "waiting": waiting_facts(actor, desk.waiting),
        "stale": stale_sample(actor),
        "steps": steps_for(actor),
        "packs": trees.tree == TERRITORY and reads_packs(actor),
    }
    if page.chosen:
        asked, column = page.chosen.directive, page.chosen.column
        show = request.GET.get("show", "")
        rows = _shown(page, show)
        offer_rows(request, rows, units_by_periods(asked, page.columns, column, actor.on))
        context |= filters.menus(request, page.directives, asked, page.periods, page.columns, column) | {
            "reported": labels.title_of("reporting", asked),
            "tiles": presenters.tiles(page.unit.id, page.chosen, page.others, page.months),
            "so_far": presenters.so_far(page.unit.id, page.chosen),
            "chips": filters.region_chips(request, page, show),
            "table": units_table(rows, asked, page.columns, column, on=actor.on),
            "chart": presenters.chart(asked, page.months),
            "months": presenters.month_rows(page.unit.id, asked, page.months),
            "countdown": countdown_card(page.congresses, on=actor.on),
            "attention": [
                labels.wanting_item(line, helps=may(actor, Permission.ADVISE, line.unit)) for line in page.attention
            ],
            "many": links_for_picked(
                actor,
                [pick(line.unit.id) for line in page.attention if may(actor, Permission.ADVISE, line.unit)],
                "attention",
            ),
            "facts": strip_since(actor, page, desk.news, trees.shown) if visit.since else [],
            "since": visit.since,
        }
    response = render(request, "compliance/dashboard.html", context)
    return remember(request, response, visit, page.attention, at)


@enter(get=Permission.READ_FIGURES, shows=RecordPart.FIGURES)
@exported(DASHBOARD)
def unit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """A unit at any level."""
    actor = request.actor
    page = unit_page(
        actor,
        unit_id,
        on=actor.on,
        directive=request.GET.get("directive", ""),
        period=request.GET.get("period", ""),
    )
    consulted(request, page.unit.id, page.unit.path)
    records = frozenset(row.unit.id for row in page.rows if reads_record(actor, row.unit))
    context: dict[str, Any] = {
        "page": page,
        "unit": page.unit,
        "crumbs": filters.crumbs(page.around),
        "silent_days": None if page.unit.is_past else page.unit.silent_days(actor.on),
        "vacancy": vacancy_words(page.unit.vacant_since(actor.on)) if page.unit.is_vacant(actor.on) else "",
        "reads_record": reads_record(actor, page.unit),
        "below": below_words(page.unit),
    }
    if page.chosen:
        asked, column = page.chosen.directive, page.chosen.column
        offer_rows(request, page.rows, units_by_periods(asked, page.columns, column, actor.on))
        heat_counts = [count for row in page.rows for count in row.cells]
        context |= filters.menus(request, page.directives, asked, page.periods, page.columns, column) | {
            "stats": presenters.stats(page.unit.id, page.chosen),
            "so_far": presenters.so_far(page.unit.id, page.chosen),
            "figures": presenters.figure_rows(page.unit.id, page.figures),
            "heat": heat(page, records, on=actor.on) if page.rows else "",
            "heat_legend": marks_legend(count.mark for count in heat_counts if count.mark),
            "heat_shares": any(count.mark is None and count.whole for count in heat_counts),
            "own_marks": sections.month_marks(page.own),
            "own_legend": marks_legend(count.state for _column, count in page.own),
            "own_rows": sections.own_rows(page, context["reads_record"]),
            "own_met": sum(count.reported for _column, count in page.own),
            "own_due": sum(count.expected for _column, count in page.own),
            "vitality": sections.vitality_rows(page.vitality),
            "silent": (silent := sections.silent_rows(page.rows, actor, on=actor.on)),
            "many": links_for_picked(actor, [pick(row["help"]) for row in silent if row["help"]], "silent"),
            "congress": sections.congress_steps(page.congresses, on=actor.on),
            "congress_past": sections.past_words(page.congresses, on=actor.on),
        }
    return render(request, "compliance/unit.html", context)


@enter(get=Permission.READ_FIGURES, shows=RecordPart.FIGURES)
@exported(FIGURE)
def figure(request: ActorRequest, kind: str, unit_id: int) -> HttpResponse:
    """The lists behind a figure."""
    actor = request.actor
    number, which = request.GET.get("page", "1"), request.GET.get("list", "")
    page = figure_of(
        actor,
        kind,
        unit_id,
        on=actor.on,
        directive=request.GET.get("directive", ""),
        period=request.GET.get("period", ""),
        listing=Listing(which) if which in set(Listing) else Listing.COUNTED,
        page=None if takes_rows(request) else int(number) if number.isdecimal() and len(number) < 6 else 0,
    )
    consulted(request, page.unit.id, page.unit.path)
    offer_rows(request, page.rows)
    context = {
        "page": page,
        "title": labels.title_of(kind, page.directive),
        "period_words": labels.column_words(page.directive, page.column),
        "rule": labels.rule(kind, page.listing),
        "left_out": page.listing is Listing.LEFT_OUT,
        "rows": [
            (
                row,
                presenters.row_link(row),
                labels.why_left_out(row, kind, actor.on),
                may(actor, Permission.ADVISE, row.row.unit),
            )
            for row in page.rows
        ],
        "many": links_for_many(actor, _asked_of(request, kind, unit_id)) if page.rows else [],
        "crumbs": filters.crumbs(page.around, here=_("List behind the figure")),
        "chips": filters.list_chips(page),
        "pager": filters.pager(page),
    }
    return render(request, "compliance/figure.html", context)


@enter(get=Permission.READ_FIGURES)
@exported(CONGRESSES)
def congresses(request: ActorRequest) -> HttpResponse:
    """The countdown to the congresses, this edition and the last."""
    actor = request.actor
    trees = tree_of(request, Permission.READ_FIGURES)
    page = congress_page(actor, on=actor.on, tree=trees.tree)
    rows = congress_rows(page, actor, on=actor.on)
    offer_rows(request, rows)
    context = {
        "page": page,
        "countdown": countdown_card(page, on=actor.on),
        "rows": rows,
        "many": links_for_picked(actor, [row["pick"] for row in rows if row["pick"]], "congresses"),
    }
    return render(request, "compliance/congresses.html", context)


def _asked_of(request: ActorRequest, kind: str, unit_id: int) -> dict[str, Any]:
    """What names the list, for the pages that act for all its units."""
    asked = {name: request.GET.get(name, "") for name in ("directive", "period", "list")}
    return {"kind": kind, "unit": unit_id, **asked}


def _shown(page: National, show: str) -> list[UnitRow]:
    if show == "mine":
        return [row for row in page.regions if row.is_mine]
    if show == "need":
        return [row for row in page.regions if row.need][:MOST_IN_NEED]
    return sorted(page.regions, key=lambda row: not row.is_mine)
