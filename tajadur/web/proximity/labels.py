"""How proximity activities are told: counts by kind and month, and one activity with what was said before."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.activity.proximity.queries.counting import KindsByMonth
from tajadur.activity.proximity.vocabulary import ProximityKind
from tajadur.foundation.formats import day_month_year
from tajadur.web.templatetags.formats import number

ICONS = {
    ProximityKind.RECEPTION: "message-square-text",
    ProximityKind.PROCEDURES: "file-text",
    ProximityKind.HEALTH: "activity",
    ProximityKind.SCHOOLING: "graduation-cap",
    ProximityKind.SOLIDARITY: "heart-handshake",
    ProximityKind.ENVIRONMENT: "globe",
    ProximityKind.CULTURE: "star",
    ProximityKind.AWARENESS: "megaphone",
    ProximityKind.OTHER: "users-round",
}


def table_of(counted: KindsByMonth) -> dict[str, Any]:
    """The counts of activities by month (rows) and kind (columns), with their sums and the people reached."""
    kinds = counted.kinds
    rows = [
        {
            "month": month,
            "counts": [counted.of(month, kind).activities for kind in kinds],
            "whole": counted.of(month),
        }
        for month in counted.months
    ]
    return {
        "heads": [kind.label for kind in kinds],
        "rows": rows,
        "sums": [counted.of(kind=kind).activities for kind in kinds],
        "whole": counted.of(),
    }


def reached_words(reached: int) -> str:
    """«120 people reached»."""
    return ngettext("%(n)s person reached", "%(n)s people reached", reached) % {"n": number(reached)}


def entry(row: Any, former: Iterable[Any]) -> dict[str, Any]:
    """An activity as its line shows it, with what was said of it before."""
    kind = ProximityKind(row.kind)
    return {
        "row": row,
        "icon": ICONS[kind],
        "kind": kind.label,
        "reached": reached_words(row.reached),
        "former": [_former(each) for each in former],
    }


def _former(row: Any) -> dict[str, Any]:
    facts = [str(ProximityKind(row.kind).label), day_month_year(row.held_on), row.place, reached_words(row.reached)]
    if row.is_void:
        facts.append(_("It was taken back"))
    return {"icon": "history", "tone": "", "title": " · ".join(facts), "on": row.said_on, "quote": row.help_given}


def month_range(months: list[date]) -> dict[str, date]:
    """The first and the last month counted."""
    return {"first_month": months[-1], "last_month": months[0]}
