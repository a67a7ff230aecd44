"""What an act for many units begins with: a list behind a figure, the list of obligations, or a short list carried."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.compliance.figure import Listing, figure, listed_for
from tajadur.duties.obligations.queries.picking import units_picked
from tajadur.foundation.errors import NotVisible
from tajadur.foundation.formats import period
from tajadur.organisation.units.queries.many import MOST_AT_ONCE
from tajadur.permissions.check import may, within
from tajadur.permissions.matrix import Permission
from tajadur.rules.periods import parse_period_key
from tajadur.web.access import ActorRequest
from tajadur.web.compliance.labels import column_words, title_of
from tajadur.web.many_links import pick
from tajadur.web.obligations.narrowing import narrowed
from tajadur.web.paging import number_in, row_number

SHOWN = 100
_SHORT_LISTS = {
    "attention": gettext_lazy("Needs attention"),
    "congresses": gettext_lazy("Congresses"),
    "silent": gettext_lazy("Units silent for long"),
}


@dataclass(frozen=True, slots=True)
class Picked:
    """A unit of a list, with what it owes if the list is of that; ``about`` says it in words."""

    unit: Any
    obligation_id: int | None = None
    about: str = ""

    @property
    def unit_id(self) -> int:
        """The unit."""
        return int(self.unit.pk)

    @property
    def name(self) -> str:
        """Its name in the language of the page."""
        return str(self.unit.name)

    @property
    def token(self) -> str:
        """As ticks and addresses carry it."""
        return pick(self.unit_id, self.obligation_id)


@dataclass(frozen=True, slots=True)
class Selection:
    """The units of a list towards which the reader may act: those shown, how many there are, and how to read all.

    ``others``: how many lines of the list are of units the reader does not follow. ``every`` gives at most one more
    than an act reaches.
    """

    title: str
    shown: list[Picked]
    total: int
    others: int
    every: Callable[[], list[Picked]]


def selection(request: ActorRequest, permission: Permission) -> Selection:
    """The list that the address names. Raises NotVisible for one that does not exist."""
    if request.GET.get("from") == "owed":
        return _of_owed(request, permission)
    if "kind" in request.GET:
        return _of_figure(request, permission)
    return _carried(request, permission)


def picked(tokens: Iterable[str]) -> list[Picked]:
    """The units, and what they owe, that ticks carry, in their order; twice the same is one. Two queries.

    Raises NotVisible for what does not exist, or is owed by another unit. Who may act is asked by the act.
    """
    pairs = list(dict.fromkeys(_pair(token) for token in list(tokens)[: MOST_AT_ONCE + 1]))
    return [Picked(unit, row.pk if row else None, _about(row) if row else "") for unit, row in units_picked(pairs)]


def _of_figure(request: ActorRequest, permission: Permission) -> Selection:
    actor = request.actor
    page = figure(
        actor, request.GET.get("kind", ""), number_in(request, "unit") or 0, on=actor.on,
        directive=request.GET.get("directive", ""), period=request.GET.get("period", ""), listing=_listing(request),
    )  # fmt: skip
    rows = listed_for(actor, page, permission, on=actor.on)
    words = (title_of(page.kind, page.directive), page.directive.name, column_words(page.directive, page.column))
    return _of_rows(rows, page.total, " · ".join((*words, page.unit.name)), about=False)


def _of_owed(request: ActorRequest, permission: Permission) -> Selection:
    asked = narrowed(request)
    rows = within(asked.rows, request.actor, permission, "unit__path")
    ordered = rows.order_by("-period_end", "path", "directive_id", "pk")
    return _of_rows(ordered, asked.rows.order_by().count(), _("What is owed"), about=True)


def _of_rows(rows: QuerySet[Any], whole: int, title: str, *, about: bool) -> Selection:
    whole_rows = rows.select_related("unit", "directive")

    first = list(whole_rows.annotate(of_all=Window(Count("pk")))[:SHOWN])
    total, shown = (first[0].of_all if first else 0), [_picked(row, about) for row in first]

    def every() -> list[Picked]:
        return shown if total <= SHOWN else [_picked(row, about) for row in whole_rows[: MOST_AT_ONCE + 1]]

    return Selection(title, shown, total, max(0, whole - total), every)


def _carried(request: ActorRequest, permission: Permission) -> Selection:
    rows = picked(request.GET.getlist("pick"))
    if not rows:
        raise NotVisible
    actor = request.actor
    if not any(may(actor, Permission.SEE_UNIT, row.unit) for row in rows):
        raise NotVisible
    able = [row for row in rows if may(actor, permission, row.unit)]
    title = _SHORT_LISTS.get(request.GET.get("of", ""), "")
    return Selection(str(title), able, len(able), len(rows) - len(able), lambda: able)


def _picked(row: Any, about: bool) -> Picked:
    return Picked(row.unit, row.pk, _about(row) if about else "")


def _about(row: Any) -> str:
    name: str = row.directive.name
    return f"{name} · {period(row.period_key)}" if parse_period_key(row.period_key) else name


def _pair(token: str) -> tuple[int, int | None]:
    unit, dot, owed = token.partition(".")
    return row_number(unit) or 0, (row_number(owed) or -1) if dot else None


def _listing(request: HttpRequest) -> Listing:
    asked = request.GET.get("list", "")
    return Listing(asked) if asked in set(Listing) else Listing.COUNTED
