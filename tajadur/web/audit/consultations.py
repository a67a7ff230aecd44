"""Who consulted the record of a unit, read by the unit; and what one consulted oneself."""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from tajadur.foundation.formats import month_year
from tajadur.organisation.people.queries.consultations import (
    ConsultedPart,
    Narrowed,
    consultations_of,
    consulted_by,
)
from tajadur.organisation.people.vocabulary import title_of
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.rules.retention import READ_LOG_MONTHS
from tajadur.web.access import MEMBER, ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.paging import SIZE, day_before, keyed_page, text_in


@enter(get=Permission.READ_CONSULTATIONS, shows=RecordPart.CONSULTATIONS)
def of_unit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Which posts outside the unit read which part of its record, day by day."""
    narrowed = _asked(request)
    unit, rows = consultations_of(request.actor, unit_id, narrowed, before=day_before(request), limit=SIZE + 1)
    consulted(request, unit.pk, unit.path)
    page = keyed_page(request, rows)
    context = {
        "unit": unit,
        "kept_months": READ_LOG_MONTHS,
        "page": page,
        "days": _days(page.rows, title_of),
    }
    return render(request, "audit/consultations.html", context | _filters(request, narrowed))


@enter(get=MEMBER)
def own(request: ActorRequest) -> HttpResponse:
    """What the actor read outside their own units, as those units see it."""
    actor, narrowed = request.actor, _asked(request)
    page = keyed_page(request, consulted_by(actor, narrowed, before=day_before(request), limit=SIZE + 1))
    context = {"page": page, "days": _days(page.rows, lambda row: _place(request, row))}
    return render(request, "audit/consulted.html", context | _filters(request, narrowed))


def _place(request: ActorRequest, row: ConsultedPart) -> tuple[Any, bool, str]:
    """(the unit, may its page be opened?, under which office it was read)."""
    return row.unit, bool(row.unit and may(request.actor, Permission.SEE_UNIT, row.unit)), title_of(row)


def _days(rows: Iterable[ConsultedPart], heading: Any) -> list[dict[str, Any]]:
    """One entry for each day, under it one line for each post (or unit) with the parts read."""
    days = []
    for on, those in groupby(rows, key=lambda row: row.on):
        lines: dict[Any, list[str]] = {}
        for row in those:
            lines.setdefault(heading(row), []).append(str(row.part.label))
        days.append({"on": on, "lines": list(lines.items())})
    return days


def _asked(request: ActorRequest) -> Narrowed:
    part, month = text_in(request, "part"), text_in(request, "month")
    first = next((day for day in _months(request.actor.on) if f"{day:%Y-%m}" == month), None)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1]) if first else None
    return Narrowed(part if part in RecordPart.values else "", first, last)


def _filters(request: ActorRequest, narrowed: Narrowed) -> dict[str, Any]:
    return {
        "parts": RecordPart.choices,
        "part": narrowed.part,
        "months": [(f"{day:%Y-%m}", month_year(day)) for day in _months(request.actor.on)],
        "month": f"{narrowed.first:%Y-%m}" if narrowed.first else "",
    }


def _months(on: date) -> list[date]:
    """The first days of the last months, this one first."""
    months = [on.replace(day=1)]
    while len(months) < READ_LOG_MONTHS:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months
