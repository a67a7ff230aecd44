"""Reading the ladders: of one obligation, of a day, and what the watcher asks about them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.organisation.people.models import Post
from tajadur.organisation.people.queries.preferences import Ways, ways_of
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.rules.reminders import Level, latest_snooze

from ..models import LadderRow, Obligation
from ..vocabulary import RowState
from .due import OWED, Word, due_rows, words_of
from .finding import UnitThen

WAITING = (RowState.PLANNED, RowState.SNOOZED)

# An obligation whose whole ladder lies before the installation has no rows, and its mark says so.
_WITHOUT_SQL = f"""
SELECT count(*) FROM obligations_obligation o
WHERE {OWED} AND (
    o.ladder_mark = '' AND EXISTS (SELECT 1 FROM directives_ladderstep s WHERE s.directive_id = o.directive_id)
    OR o.ladder_mark NOT IN ('', %s) AND NOT EXISTS (
        SELECT 1 FROM obligations_ladderrow r WHERE r.obligation_id = o.id))
"""  # noqa: S608  constants of ours
EMPTY_MARK = blake2b(b"", digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Going:
    """One notice that will go: about which unit and directive, to which post, by which channels its holders have.

    ``passed_from``: the vacant post whose step it carries. ``channels`` empty: nobody holds the post; ``others`` names
    the other channels that holders agreed to.
    """

    obligation_id: int
    unit: Any
    directive: Any
    period_key: str
    step: str
    level: str
    goes_on: date
    post: Any
    passed_from: Any
    channels: tuple[str, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsettled:
    """One thing owed that has begun and that nothing fulfils yet."""

    obligation_id: int
    unit_id: int
    period_end: date
    body_type_id: int | None
    is_meeting: bool


def rungs_of(row: Obligation) -> QuerySet[Any]:
    """The ladder of one obligation by the day each step goes (``goes_on``): one query."""
    rows = LadderRow.objects.filter(obligation=row).annotate(goes_on=Coalesce(F("snoozed_until"), F("day")))
    return rows.order_by("goes_on", "pk")


def snoozable(row: Obligation, on: date) -> tuple[LadderRow, date] | None:
    """The next reminder to the unit itself that still waits on ``on``, and the last day it may be put off to."""
    return snoozable_of(list(rungs_of(row)), on)


def snoozable_of(rungs: Collection[Any], on: date) -> tuple[LadderRow, date] | None:
    """The same, from the rows already read. A step is put off once, and never past the next day of the ladder."""
    own = [rung for rung in rungs if rung.level == Level.POST and rung.state in WAITING and rung.goes_on >= on]
    if not own or own[0].state == RowState.SNOOZED:
        return None
    return own[0], latest_snooze(own[0].day, [rung.goes_on for rung in rungs if rung.state in WAITING])


def words_on(day: date, *, on: date) -> list[Word]:
    """What the pass of ``day`` will say if nothing is done until then; on ``on`` itself, what still waits for it."""
    return words_of(due_rows(on=day, since=day) if day > on else due_rows(on=day) if day == on else [])


def reached(actor: Actor, permission: Permission, words: Collection[Word]) -> list[Word]:
    """The words about units towards which ``actor`` may do ``permission``."""
    return [word for word in words if may(actor, permission, UnitThen(word.row.unit_id, word.row.path))]


def going(words: Collection[Word], *, day: date) -> list[Going]:
    """The words with their units, directives, posts and channels: four queries whatever their number."""
    obligations = Obligation.objects.select_related("unit", "directive").in_bulk([w.row.obligation_id for w in words])
    ids = {word.post_id for word in words} | {word.passed_from_id for word in words if word.passed_from_id}
    posts = Post.objects.select_related("post_type", "unit").in_bulk(ids)
    ways = ways_of(ids, day)
    return [
        Going(
            obligation_id=word.row.obligation_id,
            unit=obligations[word.row.obligation_id].unit,
            directive=obligations[word.row.obligation_id].directive,
            period_key=word.row.period_key,
            step=word.row.step,
            level=word.row.level,
            goes_on=word.row.goes_on,
            post=posts[word.post_id],
            passed_from=posts.get(word.passed_from_id) if word.passed_from_id else None,
            channels=ways.get(word.post_id, Ways()).channels,
            others=ways.get(word.post_id, Ways()).others,
        )
        for word in words
    ]


def unsettled_on(on: date) -> list[Unsettled]:
    """What is owed and has begun by ``on``, that nothing fulfils yet: one query."""
    rows = Obligation.objects.filter(filed_on=None, cancelled_on=None, excused_on=None, period_start__lte=on)
    names = ("pk", "unit_id", "period_end", "directive__body_type_id", "directive__fulfilment")
    return [
        Unsettled(pk, unit_id, period_end, body_type_id, fulfilment == FulfilmentKind.MEETING)
        for pk, unit_id, period_end, body_type_id, fulfilment in rows.order_by("pk").values_list(*names)
    ]


def late_rows(*, on: date, planned_before: datetime) -> int:
    """How many rows somebody could hear should have gone by ``on`` and were planned before an instant: two queries."""
    ids = [row.row_id for word in words_of(due_rows(on=on)) for row in word.rows]
    return LadderRow.objects.filter(pk__in=ids, planned_at__lt=planned_before).count()


def without_ladder() -> int:
    """How many live obligations lack their rows: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_WITHOUT_SQL, [EMPTY_MARK])
        return int(cursor.fetchone()[0])
