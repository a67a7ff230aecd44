"""Planning reminders: the rule is asked once per distinct group of days, the database finds who is to be told."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from tajadur.duties.directives.models import LadderStep
from tajadur.duties.directives.vocabulary import Level
from tajadur.organisation.profile.models import Profile
from tajadur.registry.journal.operations import record
from tajadur.registry.journal.queries import last_entry
from tajadur.registry.notices.operations import Telling, tell
from tajadur.registry.notices.vocabulary import NoticeKind
from tajadur.rules.deadlines import Deadlines, extended_deadlines
from tajadur.rules.reminders import Ladder, ladder_from, latest_step

from .recipients import RECIPIENTS_SQL

PLANNED = "reminders.planned"
_SUBJECT = "ladder"
_RANK = {Level.POST: 0, Level.ABOVE: 1, Level.CELL: 2, Level.SECRETARY_GENERAL: 3}
_OWED = """
    filed_on IS NULL AND cancelled_on IS NULL AND excused_on IS NULL
    AND (not_held_on IS NULL OR not_held_withdrawn_on IS NOT NULL)
"""

_GROUPS_SQL = f"""
SELECT directive_id, period_key, period_start, period_end, due_on, overdue_from, extended_until, calendar, report_days
FROM obligations_obligation
WHERE {_OWED} AND period_start <= %(on)s
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
"""  # noqa: S608  constants of ours

_PLAN_SQL = f"""
WITH step AS (
    SELECT * FROM unnest(
        %(directive_id)s::bigint[], %(period_key)s::text[], %(due_on)s::date[], %(overdue_from)s::date[],
        %(extended_until)s::date[], %(key)s::text[], %(rank)s::int[], %(step_on)s::date[]
    ) AS s (directive_id, period_key, due_on, overdue_from, extended_until, key, rank, step_on)
),
wanted AS (
    SELECT o.id, o.unit_id, o.directive_id, s.key, s.rank, s.step_on, s.period_key, s.due_on
    FROM step s
    JOIN obligations_obligation o ON o.directive_id = s.directive_id AND o.period_key = s.period_key
        AND o.due_on = s.due_on AND o.overdue_from = s.overdue_from
        AND o.extended_until IS NOT DISTINCT FROM s.extended_until
    WHERE {_OWED}
      AND NOT EXISTS (
        SELECT 1 FROM notices_notice n WHERE n.subject_kind = 'obligation' AND n.subject_id = o.id AND n.step = s.key
      )
),
{RECIPIENTS_SQL},
meant AS (
    SELECT w.*, l.post_id, l.rank AS told_rank,
           row_number() OVER (PARTITION BY w.id, w.key ORDER BY l.rank) AS choice,
           own.post_id AS meant_id
    FROM wanted w
    LEFT JOIN level own ON own.unit_id = w.unit_id AND own.directive_id = w.directive_id AND own.rank = w.rank
    JOIN level l ON l.unit_id = w.unit_id AND l.directive_id = w.directive_id AND l.rank >= w.rank AND l.held
)
SELECT m.id, m.unit_id, m.key, m.rank, m.step_on, m.period_key, m.due_on,
       d.code, d.name_ar, d.name_fr, d.name_en, m.post_id,
       CASE WHEN m.told_rank <> m.rank THEN m.meant_id END
FROM meant m JOIN directives_directive d ON d.id = m.directive_id
WHERE m.choice = 1
ORDER BY m.id, m.rank
"""  # noqa: S608  constants of ours


@transaction.atomic
def plan_reminders(*, on: date, at: datetime) -> int:
    """Decide what is to be told on ``on`` about what is owed; returns how many notices were new.

    Each obligation gets the steps of the latest day of its ladder that has come; steps older than the last pass were
    decided then, steps before the installation never are. A post without a holder on ``on`` passes its step to the
    next level of its ladder. Running again writes nothing. One journal entry when anything was written.
    """
    due = reminders_due(on=on)
    told = tell(tellings=due, at=at) if due else 0
    if told:
        detail = {"on": on.isoformat(), "due": len(due), "told": told}
        record(act=PLANNED, by=None, at=at, subject=(_SUBJECT, 0), detail=detail)
    return told


def reminders_due(*, on: date) -> list[Telling]:
    """What the pass of ``on`` would tell and has not told yet: the dry run of ``plan_reminders``."""
    profile = Profile.objects.filter(id=1).first()
    if profile is None:
        return []
    last = last_entry(subject_kind=_SUBJECT, act=PLANNED)
    since = date.fromisoformat(last.detail["on"]) if last else date.min
    steps = list(_steps(on, profile.installed_on, since))
    return _tellings(steps, on) if steps else []


def _steps(on: date, installed_on: date, since: date) -> Iterator[tuple[Any, ...]]:
    """(directive, key of the period, due, overdue, extended until, step, rank, day) to decide on ``on``, per group."""
    ladders = _ladders()
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS_SQL, {"on": on})
        groups = cursor.fetchall()
    for directive_id, key, start, end, due_on, overdue_from, extended_until, calendar, report_days in groups:
        days = Deadlines(start, due_on, overdue_from, None, end)
        if extended_until is not None:
            days = extended_deadlines(days, extended_until, calendar=calendar, report_days=report_days)
        for step, day in latest_step(ladders.get(directive_id, ()), days, on, installed_on=installed_on):
            if day >= since:
                yield directive_id, key, due_on, overdue_from, extended_until, step.key, _RANK[Level(step.to)], day


def _ladders() -> dict[int, Ladder]:
    rows: dict[int, list[dict[str, object]]] = {}
    for directive_id, anchor, offset, to in LadderStep.objects.values_list("directive_id", "anchor", "offset", "to"):
        rows.setdefault(directive_id, []).append({"anchor": anchor, "offset": offset, "to": to})
    return {directive_id: ladder_from(steps) for directive_id, steps in rows.items()}


def _tellings(steps: list[tuple[Any, ...]], on: date) -> list[Telling]:
    names = ("directive_id", "period_key", "due_on", "overdue_from", "extended_until", "key", "rank", "step_on")
    arrays = {name: list(column) for name, column in zip(names, zip(*steps, strict=True), strict=True)}
    with connection.cursor() as cursor:
        cursor.execute(_PLAN_SQL, {**arrays, "on": on})
        rows = cursor.fetchall()
    return [_telling(row) for row in rows]


def _telling(row: tuple[Any, ...]) -> Telling:
    pk, unit_id, key, rank, step_on, period_key, due_on, code, *names, post_id, passed_from_id = row
    return Telling(
        kind=NoticeKind.REMINDER if rank == _RANK[Level.POST] else NoticeKind.ESCALATION,
        subject=("obligation", pk),
        step=key,
        post_id=post_id,
        unit_id=unit_id,
        step_on=step_on,
        passed_from_id=passed_from_id,
        params={
            "directive": code,
            "name": dict(zip(("ar", "fr", "en"), names, strict=True)),
            "period": period_key,
            "due_on": due_on.isoformat(),
        },
    )
