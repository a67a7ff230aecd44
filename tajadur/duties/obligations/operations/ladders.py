"""The ladder of each thing owed, as rows written in advance; the rule is asked once per group of equal days."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection, transaction

from tajadur.duties.directives.models import LadderStep
from tajadur.foundation.rows import fetch_rows
from tajadur.foundation.sql import quoted
from tajadur.organisation.profile.models import Profile
from tajadur.registry.audit.queries import last_entry
from tajadur.rules.deadlines import Deadlines, extended_deadlines
from tajadur.rules.reminders import Ladder, Step, ladder_from, planned_steps

from ..queries.due import LONG_AGO, OWED, WAITING
from ..vocabulary import WAITING_ROWS, RowState
from .expected_periods import ExpectedPeriod

PLANNED, SUBJECT = "reminders.planned", "ladder"
BATCH = 5_000  # obligations a statement: far below the time limit of one, on a busy machine too
_PLANNED, _SNOOZED, _TOLD, _DROPPED = map(quoted, (RowState.PLANNED, RowState.SNOOZED, RowState.TOLD, RowState.DROPPED))
_UNTOLD = quoted(*WAITING_ROWS, RowState.DROPPED)
_SPOKEN = quoted(RowState.TOLD, RowState.PASSED_ON)

_GROUPS_SQL = f"""
SELECT o.directive_id, o.period_key, o.period_start, o.period_end, o.due_on, o.overdue_from, o.extended_until,
       o.calendar, o.report_days, o.ladder_mark
FROM obligations_obligation o
WHERE {OWED} AND (%(ids)s::bigint[] IS NULL OR o.id = ANY(%(ids)s))
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
"""  # noqa: S608  constants of ours

# One statement: rows of steps that are gone, moved or new, and the mark of what they were written from. Told rows stay
# told whatever becomes of their day; a step whose day was decided by an earlier pass is not decided again. The shapes
# that look odd (OFFSET 0, count(*) = 0) keep the planner on the index of an obligation's own rows, which it leaves when
# it has not seen the table yet: the first writing of 100,000 ladders.
_WRITE_SQL = f"""
WITH grp AS (
    SELECT * FROM unnest(
        %(number)s::int[], %(directive_id)s::bigint[], %(period_key)s::text[], %(due_on)s::date[],
        %(overdue_from)s::date[], %(extended_until)s::date[], %(report_days)s::int[], %(old)s::text[], %(mark)s::text[]
    ) AS g (number, directive_id, period_key, due_on, overdue_from, extended_until, report_days, old, mark)
),
step AS (
    SELECT * FROM unnest(%(of)s::int[], %(key)s::text[], %(level)s::text[], %(day)s::date[])
        AS s (number, key, level, day)
),
target AS MATERIALIZED (
    SELECT o.id, g.number, g.mark
    FROM grp g
    JOIN obligations_obligation o ON o.directive_id = g.directive_id AND o.period_key = g.period_key
        AND o.ladder_mark = g.old AND o.due_on = g.due_on AND o.overdue_from = g.overdue_from
        AND o.report_days = g.report_days AND o.extended_until IS NOT DISTINCT FROM g.extended_until
    WHERE {OWED} AND (%(ids)s::bigint[] IS NULL OR o.id = ANY(%(ids)s))
    LIMIT {BATCH}
    FOR UPDATE OF o SKIP LOCKED
),
gone AS (
    DELETE FROM obligations_ladderrow r USING target t
    WHERE r.obligation_id = t.id AND r.state IN ({_UNTOLD})
      AND (t.number, r.step::text) NOT IN (SELECT number, key FROM step)
),
kept AS (
    UPDATE obligations_ladderrow r
    SET day = s.day, level = s.level, planned_at = %(at)s,
        snoozed_until = CASE WHEN r.day = s.day THEN r.snoozed_until END,
        state = CASE WHEN r.state IN ({_SPOKEN}) OR (r.state = {_SNOOZED} AND r.day = s.day) THEN r.state
                     WHEN s.day >= %(since)s THEN {_PLANNED} ELSE {_DROPPED} END
    FROM target t
    CROSS JOIN LATERAL (SELECT h.id, h.step FROM obligations_ladderrow h WHERE h.obligation_id = t.id OFFSET 0) has
    JOIN step s ON s.number = t.number AND s.key = has.step
    WHERE r.id = has.id AND (r.day <> s.day OR r.level <> s.level OR r.state = {_DROPPED})
),
made AS (
    INSERT INTO obligations_ladderrow (obligation_id, step, level, day, state, planned_at, told_at, snooze_reason)
    SELECT t.id, s.key, s.level, s.day,
           CASE WHEN n.decided_at IS NOT NULL THEN {_TOLD} WHEN s.day >= %(since)s THEN {_PLANNED} ELSE {_DROPPED} END,
           %(at)s, n.decided_at, ''
    FROM target t
    JOIN step s ON s.number = t.number
    LEFT JOIN LATERAL (
        SELECT min(n.decided_at) AS decided_at FROM notices_notice n
        WHERE n.subject_kind = 'obligation' AND n.subject_id = t.id AND n.step = s.key
    ) n ON true
    WHERE (SELECT count(*) FROM obligations_ladderrow r WHERE r.obligation_id = t.id AND r.step = s.key) = 0
    ON CONFLICT DO NOTHING
)
UPDATE obligations_obligation o SET ladder_mark = t.mark FROM target t WHERE o.id = t.id
"""  # noqa: S608  constants of ours

_DROP_SQL = f"""
WITH done AS MATERIALIZED (
    SELECT o.id FROM obligations_obligation o
    WHERE o.ladder_mark <> '' AND NOT ({OWED}) AND (%(ids)s::bigint[] IS NULL OR o.id = ANY(%(ids)s))
    LIMIT {BATCH}
    FOR UPDATE OF o SKIP LOCKED
),
dropped AS (
    UPDATE obligations_ladderrow r SET state = {_DROPPED}, snoozed_until = NULL
    FROM done WHERE r.obligation_id = done.id AND {WAITING}
)
UPDATE obligations_obligation o SET ladder_mark = '' FROM done WHERE o.id = done.id
"""  # noqa: S608  constants of ours

# What the statement that writes finds the obligations of a group by.
_KEY = ("directive_id", "period_key", "due_on", "overdue_from", "extended_until", "report_days")
_key_of = attrgetter(*_KEY)


class _EqualDays(NamedTuple):
    """The days that some obligations of one directive share, and the mark of the ladder rows they have."""

    directive_id: int
    period_key: str
    period_start: date
    period_end: date
    due_on: date
    overdue_from: date
    extended_until: date | None
    calendar: bool
    report_days: int
    ladder_mark: str


@dataclass(frozen=True, slots=True)
class _Group:
    """Obligations with equal days, the mark of the rows they have, and the steps they should have."""

    key: tuple[Any, ...]
    old: str
    mark: str
    steps: tuple[tuple[Step, date], ...]


@transaction.atomic
def write_ladders(*, at: datetime, obligation_ids: Collection[int] | None = None, since: date | None = None) -> int:
    """Write the rows of every live obligation whose days or ladder changed, drop those of what is settled.

    Only some obligations when ids are given. A new step of a day before ``since`` is dropped; without it, one of a day
    a pass has decided. Returns how many obligations changed; again: 0. Set-based; safe at once.
    """
    installed_on = _installed_on()
    if installed_on is None or (obligation_ids is not None and not obligation_ids):
        return 0
    ids = None if obligation_ids is None else list(obligation_ids)
    changed = drop_ladders(obligation_ids=ids)
    groups = list(_changed_groups(ids, installed_on))
    if not groups:
        return changed
    parameters = {**_columns(groups), "ids": ids, "at": at, "since": since or decided_until() or LONG_AGO}
    return changed + _in_batches(_WRITE_SQL, parameters)


def first_rungs(asked: Sequence[ExpectedPeriod]) -> dict[str, list[Any]]:
    """The ladders of obligations not written yet, as columns: ``mark`` of each period asked, and of each step the
    period it is ``of``, its ``key``, ``level`` and ``day``."""
    installed_on, ladders = _installed_on(), _ladders()
    columns: dict[str, list[Any]] = {"mark": [], "of": [], "key": [], "level": [], "day": []}
    for period in asked:
        days = Deadlines(period.period.start, period.days.due_on, period.days.overdue_from, None, period.period.end)
        steps = planned_steps(ladders.get(period.directive_id, ()), days, installed_on) if installed_on else []
        columns["mark"].append(_mark(tuple(steps)) if installed_on else "")
        columns["of"] += [period.period.key] * len(steps)
        columns["key"] += [step.key for step, _ in steps]
        columns["level"] += [str(step.to) for step, _ in steps]
        columns["day"] += [day for _, day in steps]
    return columns


def drop_ladders(*, obligation_ids: list[int] | None = None) -> int:
    """Drop the steps that still wait of what is no longer owed (of these obligations, None: of all); how many fell."""
    return _in_batches(_DROP_SQL, {"ids": obligation_ids})


def _in_batches(statement: str, parameters: dict[str, Any]) -> int:
    """Run a statement that takes at most BATCH obligations until it takes fewer; each stays below the time limit."""
    changed = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(statement, parameters)
            taken: int = cursor.rowcount
            changed += taken
            if taken < BATCH:
                return changed


def decided_until() -> date | None:
    """The last day whose steps a pass has decided; None before the first."""
    last = last_entry(subject_kind=SUBJECT, act=PLANNED)
    return date.fromisoformat(last.detail["on"]) if last else None


def _changed_groups(ids: list[int] | None, installed_on: date) -> Iterator[_Group]:
    ladders = _ladders()
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS_SQL, {"ids": ids})
        rows = fetch_rows(cursor, _EqualDays)
    for row in rows:
        days = Deadlines(row.period_start, row.due_on, row.overdue_from, None, row.period_end)
        if row.extended_until is not None:
            days = extended_deadlines(days, row.extended_until, calendar=row.calendar, report_days=row.report_days)
        steps = tuple(planned_steps(ladders.get(row.directive_id, ()), days, installed_on))
        mark = _mark(steps)
        if mark != row.ladder_mark:
            yield _Group(_key_of(row), row.ladder_mark, mark, steps)


def _installed_on() -> date | None:
    return Profile.objects.values_list("installed_on", flat=True).filter(id=1).first()


def _mark(steps: tuple[tuple[Step, date], ...]) -> str:
    text = ";".join(f"{step.key}={day.isoformat()}" for step, day in steps)
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _ladders() -> dict[int, Ladder]:
    rows: dict[int, list[dict[str, object]]] = {}
    for directive_id, anchor, offset, to in LadderStep.objects.values_list("directive_id", "anchor", "offset", "to"):
        rows.setdefault(directive_id, []).append({"anchor": anchor, "offset": offset, "to": to})
    return {directive_id: ladder_from(steps) for directive_id, steps in rows.items()}


def _columns(groups: list[_Group]) -> dict[str, list[Any]]:
    columns = zip(*(group.key for group in groups), strict=True)
    steps = [(number, step, day) for number, group in enumerate(groups) for step, day in group.steps]
    return {
        **{name: list(column) for name, column in zip(_KEY, columns, strict=True)},
        "number": list(range(len(groups))),
        "old": [group.old for group in groups],
        "mark": [group.mark for group in groups],
        "of": [number for number, _, _ in steps],
        "key": [step.key for _, step, _ in steps],
        "level": [str(step.to) for _, step, _ in steps],
        "day": [day for _, _, day in steps],
    }
