"""Words ready to send: one text for the units below that have not reported, with units and days only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tajadur.activity.meetings.queries.sharing import share_link
from tajadur.duties.obligations.queries.finding import obligations_for
from tajadur.foundation.formats import day_month_year, period
from tajadur.organisation.units.queries.tree import sort_field
from tajadur.permissions.matrix import Permission
from tajadur.rules.periods import PeriodType
from tajadur.web.access import ActorRequest, enter

BACK_DAYS, MOST = 120, 60
SILENT = ("silent", "grace")


@dataclass(frozen=True, slots=True)
class ShareText:
    """One text for the silent units of one place about one thing."""

    place: str
    title: str
    count: int
    text: str
    url: str


@enter(get=Permission.REMIND)
def words(request: ActorRequest) -> HttpResponse:
    """One text for each directive, period and place, of the last four months; the newest first."""
    on = request.actor.on
    rows = obligations_for(request.actor, Permission.REMIND, on).filter(
        state__in=SILENT, addressee=0, period_end__gte=on - timedelta(days=BACK_DAYS)
    )
    by_name = sort_field()
    ordered = rows.select_related("directive", "unit__parent").order_by(
        "-due_on", "directive__rank", f"unit__parent__{by_name}", "unit__parent_id", f"unit__{by_name}", "pk"
    )
    return render(request, "obligations/words.html", {"texts": texts_for(ordered)[:MOST], "on": on})


def texts_for(rows: Iterable[Any]) -> list[ShareText]:
    """The texts of rows ordered by day, directive and place."""
    grouped = groupby(rows, key=lambda row: (row.due_on, row.directive_id, row.period_key, row.unit.parent_id))
    return [_words(list(group)) for _key, group in grouped]


def _words(rows: list[Any]) -> ShareText:
    first = rows[0]
    parent = first.unit.parent
    title = f"{first.directive.name}" + (
        "" if first.period_key == PeriodType.ONCE else f" · {period(first.period_key)}"
    )
    text = _text(title, [row.unit.name for row in rows], first.due_on)
    return ShareText(parent.name if parent else "", title, len(rows), text, share_link(text))


def _text(title: str, units: list[str], due_on: date) -> str:
    arabic = (get_language() or "ar").startswith("ar")
    lines = [
        title,
        _("No report yet from: %(units)s") % {"units": ("، " if arabic else ", ").join(units)},
        _("The last day was %(day)s. A meeting that was held can still be reported: %(link)s")
        % {"day": day_month_year(due_on), "link": f"\n{settings.BASE_URL}/"},
    ]
    return "\n".join(lines).replace(" \n", "\n")
