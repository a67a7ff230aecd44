"""What the reader may choose: directive, period, which regions, which list; and the way back up."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tajadur.compliance.choices import DirectiveSummary, PeriodColumn
from tajadur.compliance.figure import PAGE, Figure, Listing
from tajadur.compliance.national import TERRITORY, National
from tajadur.compliance.unit_summaries import Surroundings
from tajadur.web.access import ActorRequest

from .labels import column_words, directive_words
from .presenters import link


def menus(
    request: HttpRequest,
    directives: Sequence[DirectiveSummary],
    asked: DirectiveSummary,
    periods: Sequence[PeriodColumn],
    shown: Sequence[PeriodColumn],
    column: PeriodColumn | None,
) -> dict[str, Any]:
    """The two menus of the page: which directive, which period. Both stay in the address.

    The ``shown`` periods stand in the menu one by one, those before and after them year by year.
    """
    trees = getattr(request, "trees", None)
    path, kept = f"{request.path}?", trees.added if trees else ""
    key = column.key if column else ""
    return {
        "directive": asked,
        "directive_words": directive_words(asked),
        "directive_menu": [
            {
                "label": directive_words(directive),
                "url": f"{path}directive={directive.code}{kept}",
                "current": directive == asked,
            }
            for directive in directives
        ],
        "period_words": column_words(asked, column),
        "period_menu": [
            {
                "label": label,
                "url": f"{path}directive={asked.code}&period={column.key}{kept}",
                "current": column.key == key,
            }
            for label, column in _choices(asked, periods, shown)
        ],
        "due_on": column.due_on if column else None,
    }


def _choices(
    asked: DirectiveSummary, periods: Sequence[PeriodColumn], shown: Sequence[PeriodColumn]
) -> Iterator[tuple[str, PeriodColumn]]:
    """Newest first: each period shown, and the last period of each year before and after them."""
    first = periods.index(shown[0]) if shown else len(periods)
    parts = (periods[first + len(shown) :], periods[:first])
    later, earlier = ({column.end.year: column for column in part} for part in parts)
    yield from ((str(year), later[year]) for year in sorted(later, reverse=True))
    yield from ((column_words(asked, column), column) for column in reversed(shown))
    yield from ((str(year), earlier[year]) for year in sorted(earlier, reverse=True))


def region_chips(request: ActorRequest, page: National, show: str) -> list[dict[str, Any]]:
    """Filter chips over the regions: all (one's own first), most in need, mine."""
    mine = sum(row.is_mine for row in page.regions)
    kept = {name: request.GET.get(name, "") for name in ("directive", "period")} | {"tree": request.trees.kept}
    chips = [("", _("All"), 0), ("need", _("Most in need"), 0)]
    if mine:
        chips.append(("mine", _("My regions") if page.unit.tree == TERRITORY else _("Those I follow"), mine))
    return [
        {"label": label, "url": link("compliance:dashboard", **kept, show=key), "current": show == key, "count": count}
        for key, label, count in chips
    ]


def crumbs(around: Surroundings, here: str = "") -> list[dict[str, str]]:
    """From the highest unit the reader may open down to here."""
    rows = [
        {
            "label": unit.name,
            "url": link("compliance:dashboard", tree="" if unit.tree == TERRITORY else unit.tree)
            if not unit.depth
            else link("compliance:unit", unit.id),
        }
        for unit in around.above
    ]
    last = around.unit.name
    if here:
        return [*rows, {"label": last, "url": link("compliance:unit", around.unit.id)}, {"label": here, "url": ""}]
    return [*rows, {"label": last, "url": ""}]


def crumbs_of_units(around: Surroundings) -> list[dict[str, str]]:
    """From the list of units, through those above that the reader may open, down to here."""
    above = [{"label": unit.name, "url": link("units:detail", unit.id)} for unit in around.above]
    return [{"label": _("Units"), "url": link("units:index")}, *above, {"label": around.unit.name, "url": ""}]


def list_chips(page: Figure) -> list[dict[str, Any]]:
    """The lists of a figure, with their lengths."""
    return [
        {
            "label": label,
            "url": _list(page, listing, 1),
            "current": listing is page.listing,
            "count": str(page.length(listing)),
        }
        for listing, label in (
            (Listing.COUNTED, _("Counted")),
            (Listing.WHOLE, _("Out of")),
            (Listing.LEFT_OUT, _("Left out, and why")),
        )
    ]


def pager(page: Figure) -> dict[str, Any]:
    """What components/pager.html takes."""
    which = page.listing
    return {
        "first": page.first,
        "last": page.last,
        "total": page.total,
        "previous_url": _list(page, which, page.page - 1) if page.page > 1 else "",
        "next_url": _list(page, which, page.page + 1) if page.page * PAGE < page.total else "",
    }


def _list(page: Figure, which: Listing, number: int) -> str:
    return link(
        "compliance:figure",
        page.kind,
        page.unit.id,
        directive=page.directive.code,
        period=page.column.key,
        list=which.value,
        page=number if number > 1 else "",
    )
