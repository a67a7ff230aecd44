"""What is to be expected of congresses, by what is owed: the one answer of every page that says «will miss»."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection

from tajadur.foundation.rows import fetch_rows
from tajadur.rules.forecast import Forecast
from tajadur.rules.stages import PlannedStage, StageAnchor, as_counted

from ..vocabulary import HELD
from .progress import CongressProgress, EditionKey, Lesson, lesson_of, usual_for

_SQL = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")


def forecasts_of(obligation_ids: Collection[int], on: date) -> dict[int, Forecast]:
    """Obligation -> the forecast of its congress on ``on``: one query, none without obligations.

    One whose congress is not opened yet is left out. The caller has checked that the actor may read their figures.
    """
    if not obligation_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"obligations": list(obligation_ids), "on": on})
        rows = fetch_rows(cursor, _Row)
    lessons = _lessons(rows, on)
    return {row.obligation_id: _forecast(row, lessons, on) for row in rows if row.is_wanted}


class _Row(NamedTuple):
    """A congress asked for, or an edition that may teach something of it; ``stages`` as JSON gives them."""

    is_wanted: bool
    obligation_id: int
    unit_id: int
    directive_id: int
    period_start: date
    period_end: date
    extended_until: date | None
    extension_granted_on: date | None
    planned_on: date | None
    held_on: date | None
    submitted_at: datetime | None
    sharing: int
    filed: int
    stages: list[dict[str, Any]] | None

    @property
    def edition(self) -> EditionKey:
        """Whose it is, and its last day."""
        return EditionKey(self.unit_id, self.directive_id, self.period_end)


@dataclass(frozen=True, slots=True)
class _Marked:
    """A stage as it is counted, and when it was done and said to be."""

    rule: PlannedStage
    done_on: date | None
    marked_at: datetime | None


def _forecast(row: _Row, lessons: Sequence[Lesson], on: date) -> Forecast:
    stages = _stages(row)
    return CongressProgress(
        on=on,
        opens_on=row.period_start,
        by_on=row.period_end,
        extended_until=row.extended_until,
        extension_granted_on=row.extension_granted_on,
        planned_on=row.planned_on,
        held_on=row.held_on,
        rules=[stage.rule for stage in stages],
        marked={stage.rule.code: stage.done_on for stage in stages if stage.done_on},
        sharing=row.sharing,
        filed=row.filed,
        usual=usual_for(row.edition, lessons),
    ).forecast


def _lessons(rows: Sequence[_Row], on: date) -> list[Lesson]:
    """What the editions before the newest one asked for took, as known on ``on``, whoever reads."""
    rules = next(([stage.rule for stage in _stages(row)] for row in rows if row.is_wanted and row.stages), [])
    return [
        lesson_of(
            row.edition,
            rules,
            row.held_on,
            [
                (stage.rule.code, stage.done_on, stage.marked_at)
                for stage in _stages(row)
                if stage.done_on and stage.marked_at and stage.done_on <= on
            ],
        )
        for row in rows
        if rules and row.held_on and not row.is_wanted
    ]


def _stages(row: _Row) -> list[_Marked]:
    """Its stages in order."""
    stages = []
    for read in row.stages or ():
        marked_at = datetime.fromisoformat(read["marked_at"]) if read["marked_at"] else None
        instants = [marked_at if read["done_on"] else None, row.submitted_at if row.held_on else None]
        code, kept = read["code"], read["kept_offset"]
        rule = as_counted(
            PlannedStage(
                code,
                read["offset"],
                read["usual_days"],
                tuple(read["after"]),
                StageAnchor(read["anchor"]),
                code == HELD,
            ),
            read["former"],
            settled_at=min((moment for moment in instants if moment), default=None),
            kept=None if kept is None else (kept, read["kept_anchor"]),
        )
        stages.append(_Marked(rule, date.fromisoformat(read["done_on"]) if read["done_on"] else None, marked_at))
    return stages
