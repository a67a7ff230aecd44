"""The facts of the pack of the pole's meeting: the national dashboard of a day, region by region, as plain values.

They are kept with the pack for good: ``figures`` of ``rules.packs.FIGURES``, ``regions`` with their provinces,
``attention``, ``promises`` overdue, ``to_decide``; ``names`` of every unit named, in Arabic and in Latin letters.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from tajadur.activity.support.models import Promise
from tajadur.activity.support.queries.facts import promise_in
from tajadur.duties.directives.models import Directive
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.matrix import Role
from tajadur.rules.dysfunctions import Severity
from tajadur.rules.forecast import Verdict
from tajadur.rules.packs import (
    ANSWERED,
    CASES,
    CONGRESSES,
    ON_TIME,
    PROGRAMMED,
    REPORTING,
    VACANT,
    PackFigure,
)
from tajadur.rules.support import PromiseState

from ..counting import Count, Counts, counted, together
from ..national import TERRITORY, National, national
from ..summary import recent_of
from ..unit_summaries import UnitSummary, summit
from .deciding import open_cases, proposed_decisions

_FORMAT = 1
_MOST_PROMISES = 50


def pack_facts(on: date) -> dict[str, Any]:
    """What the pack says of ``on``, as plain values that JSON holds. Fifteen queries, whatever the size of the country.

    The figures are those that the dashboard of the country shows on that day. Raises NotVisible without a country.
    """
    root = summit(_reader("0.", 0, on), TERRITORY, on=on)
    reader = _reader(root.unit.path, root.unit.id, on)
    page = national(reader, on=on)
    columns = page.columns
    column = page.chosen.column if page.chosen else None
    counts = Counts()
    if page.chosen and columns:
        directive = page.chosen.directive.id
        counts = counted(
            reader, root.unit, {directive: columns}, on=on, depth=root.unit.depth + 2, children_of=[directive]
        )
    cases = Counter(_region_of(path) for path in open_cases(on).values_list("path", flat=True).iterator())
    below: dict[int, list[UnitSummary]] = {row.unit.id: [] for row in page.regions}
    for unit in root.grandchildren:
        below.setdefault(unit.parent_id or 0, []).append(unit)
    recent = recent_of(columns, on)

    def lately(unit: UnitSummary) -> Count:
        directive = page.chosen.directive.id if page.chosen else 0
        return together([counts.child(directive, unit.id, each) for each in recent])

    def last(unit: UnitSummary) -> Count:
        return counts.child(page.chosen.directive.id, unit.id, column) if page.chosen else Count()

    statuses = {status.unit.id: status for status in page.congresses.statuses}
    regions = []
    for row in sorted((row for row in page.regions if not row.is_gone), key=lambda row: (-row.need, row.unit.id)):
        status = statuses.get(row.unit.id)
        edition = status.edition if status else None
        regions.append(
            {
                "unit": row.unit.id,
                "part": row.count.reported,
                "whole": row.count.expected,
                "recent_part": row.recent.reported,
                "recent_whole": row.recent.expected,
                "need": row.need,
                "vacant": row.unit.is_vacant(on),
                "cases": cases[row.unit.id],
                "congress": {
                    "verdict": status.verdict.value if status.verdict else None,
                    "held_on": _iso(edition.held_on(on) if edition else None),
                    "day_set": _iso(edition.day_set(on) if edition else None),
                    "late": edition.days_late(on) if edition else 0,
                }
                if status
                else None,
                "provinces": [
                    {
                        "unit": unit.id,
                        "part": last(unit).reported,
                        "whole": last(unit).expected,
                        "recent_part": lately(unit).reported,
                        "recent_whole": lately(unit).expected,
                        "held_on": _iso(unit.held_on),
                        "vacant": unit.is_vacant(on),
                    }
                    for unit in below[row.unit.id]
                ],
            }
        )
    promises, overdue = _promises(on)
    proposed = proposed_decisions(on)
    facts: dict[str, Any] = {
        "format": _FORMAT,
        "on": on.isoformat(),
        "directive": _directive(page),
        "figures": [{"code": each.code, "part": each.part, "whole": each.whole} for each in _figures(page, root, on)],
        "severe": open_cases(on).filter(severity=Severity.HIGH).count(),
        "congress": _congress(page),
        "regions": regions,
        "attention": [
            {
                "unit": line.unit.id,
                "line": line.line,
                "days": line.days,
                "vacant_since": _iso(line.unit.vacant_since(line.changed_on)),
            }
            for line in page.attention
        ],
        "promises": promises,
        "overdue": overdue,
        "to_decide": proposed,
    }
    facts["names"], facts["codes"] = _named(_units_in(facts))
    return facts


def _reader(path: str, unit_id: int, on: date) -> Actor:
    """Whoever reads all figures of the country: what a member of the pole sees is what the pack says."""
    grant = Grant(
        role=Role.POLE, mandate_id=0, post_id=0, body_id=0, body_type_id=0, leads=True, unit_id=unit_id,
        unit_path=path, tree=TERRITORY,
    )  # fmt: skip
    return Actor(account_id=None, person_id=None, on=on, grants=(grant,))


def _figures(page: National, root: Any, on: date) -> Iterable[PackFigure]:
    now = page.chosen.now if page.chosen else Count()
    yield PackFigure(REPORTING, now.reported, now.expected)
    yield PackFigure(ON_TIME, now.on_time, now.expected)
    yield PackFigure(ANSWERED, now.answered_due, now.expected)
    yield PackFigure(PROGRAMMED, now.programmed, now.programmable)
    statuses = page.congresses.statuses
    yield PackFigure(CONGRESSES, sum(each.verdict is Verdict.HELD for each in statuses), len(statuses))
    yield PackFigure(CASES, open_cases(on).count())
    led = [unit for unit in (*root.children, *root.grandchildren) if unit.has_secretary]
    yield PackFigure(VACANT, sum(unit.is_vacant(on) for unit in led), len(led))


def _directive(page: National) -> dict[str, Any] | None:
    """The directive that the first figures are of, and its period."""
    if page.chosen is None:
        return None
    row = Directive.objects.get(pk=page.chosen.directive.id)
    column = page.chosen.column
    return {
        "id": row.pk,
        "names": {"ar": row.name_ar, "fr": row.name_fr, "en": row.name_en},
        "period": column.key if column and page.chosen.directive.is_calendar else None,
        "by_on": _iso(column.end if column else None),
    }


def _congress(page: National) -> dict[str, Any]:
    term, left, statuses = page.congresses.term, page.congresses.left, page.congresses.statuses
    if term is None or left is None:
        return {"left": None, "by_on": None, "held": 0, "whole": 0, "missing_it": 0}
    return {
        "left": -left.days if page.congresses.is_late else left.days,
        "by_on": term.by_on.isoformat(),
        "held": sum(each.verdict is Verdict.HELD for each in statuses),
        "whole": len(statuses),
        "missing_it": sum(each.verdict is not None and each.verdict.is_missed for each in statuses),
    }


def _promises(on: date) -> tuple[list[dict[str, Any]], int]:
    """Those of the cell that are overdue, the oldest first, and how many there are. Two queries."""
    cell = (Role.RESPONSIBLE, Role.ASSISTANT)
    rows = Promise.objects.filter(promise_in(PromiseState.OVERDUE, on), owner__post_type__office__in=cell)
    shown = rows.select_related("owner__post_type").order_by("due_on", "pk")[:_MOST_PROMISES]
    return [
        {
            "unit": row.unit_id,
            "post": {"ar": row.owner.post_type.name_ar, "fr": row.owner.post_type.name_fr,
                     "en": row.owner.post_type.name_en},
            "area": row.owner.area_id,
            "due_on": row.due_on.isoformat(),
            "late": (on - row.due_on).days,
        }
        for row in shown
    ], rows.count()  # fmt: skip


def _region_of(path: str) -> int:
    """The unit below the root that a path goes through; 0 for the root itself."""
    steps = path.split(".")
    return int(steps[1]) if len(steps) > 1 and steps[1] else 0


def _units_in(facts: Mapping[str, Any]) -> set[int]:
    rows: Sequence[Any] = [*facts["regions"], *facts["attention"], *facts["promises"], *facts["to_decide"]]
    provinces = [province["unit"] for region in facts["regions"] for province in region["provinces"]]
    areas = [row["area"] for row in facts["promises"] if row["area"]]
    return {row["unit"] for row in rows} | {*provinces, *areas}


def _named(units: set[int]) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The names of units in Arabic and in Latin letters, and their codes in the census; by id as JSON keys them."""
    rows = Unit.objects.filter(pk__in=units).values_list("pk", "name_ar", "name_latin", "code")
    known = list(rows)
    return {str(pk): [arabic, latin] for pk, arabic, latin, _ in known}, {str(pk): code for pk, *_, code in known}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
