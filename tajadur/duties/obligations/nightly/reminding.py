"""Planning reminders: the ladders stand as rows, the day says which of them go, the database finds who is told."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from tajadur.duties.directives.models import Directive
from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.registry.notices.vocabulary import NoticeKind

from ..operations.ladders import PLANNED, SUBJECT, write_ladders
from ..queries.due import WAITING, Due, Word, due_rows, words_of
from ..vocabulary import RowState

_SETTLE_SQL = f"""
UPDATE obligations_ladderrow r SET state = s.state, told_at = s.told_at
FROM unnest(%(ids)s::bigint[], %(states)s::text[], %(instants)s::timestamptz[]) AS s (id, state, told_at)
WHERE r.id = s.id AND {WAITING}
"""  # noqa: S608  constants of ours


@transaction.atomic
def decide_reminders(*, on: date, at: datetime, laid: bool = False) -> int:
    """Decide what is to be told on ``on`` about what is owed; returns how many notices were new.

    Each obligation gets the rows of the latest day of its ladder that has come; earlier ones that still wait are
    dropped. A post without a holder on ``on`` passes its step to the next level of its ladder; when none is held the
    row waits until the end of its day. Running again writes nothing. One audit entry when anything was written.
    ``laid``: the ladders are known to stand as they should, only what is due is looked at.
    """
    if not laid:
        write_ladders(at=at)
    rows = due_rows(on=on, locked=True)
    if not rows:
        return 0
    words = words_of(rows)
    told = notify(requests=_notification_requests(words), at=at)
    _settle(rows, words, on, at)
    if told:
        detail = {"on": on.isoformat(), "due": len(words), "told": told}
        log_action(act=PLANNED, by=None, at=at, subject=(SUBJECT, 0), detail=detail)
    return told


def reminders_due(*, on: date) -> int:
    """How many notices the pass of ``on`` would tell and has not told yet: at most two queries."""
    return len(words_of(due_rows(on=on)))


def _settle(rows: Collection[Due], words: Collection[Word], on: date, at: datetime) -> None:
    """Told, passed on, or dropped; a row nobody can hear waits as long as its day lasts."""
    states: dict[int, tuple[str, datetime | None]] = {}
    for row in rows:
        if not row.is_due or row.goes_on < on:
            states[row.row_id] = (RowState.DROPPED, None)
    for word in words:
        for row in word.rows:
            states[row.row_id] = (RowState.TOLD if row.passed_from_id is None else RowState.PASSED_ON, at)
    columns: dict[str, Any] = {
        "ids": list(states),
        "states": [str(state) for state, _ in states.values()],
        "instants": [instant for _, instant in states.values()],
    }
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE_SQL, columns)


def _notification_requests(words: Collection[Word]) -> list[NotificationRequest]:
    if not words:
        return []
    directives = Directive.objects.in_bulk({word.row.directive_id for word in words})
    return [_notification_request(word, directives[word.row.directive_id]) for word in words]


def _notification_request(word: Word, directive: Directive) -> NotificationRequest:
    row = word.row
    return NotificationRequest(
        kind=NoticeKind.REMINDER if row.rank == 0 else NoticeKind.ESCALATION,
        subject=("obligation", row.obligation_id),
        step=row.step,
        post_id=word.post_id,
        unit_id=row.unit_id,
        step_on=row.goes_on,
        passed_from_id=word.passed_from_id,
        params={
            "directive": directive.code,
            "name": {"ar": directive.name_ar, "fr": directive.name_fr, "en": directive.name_en},
            "period": row.period_key,
            "due_on": row.due_on.isoformat(),
            **({"acknowledge": True} if directive.fulfilment == FulfilmentKind.ACKNOWLEDGE else {}),
            **({"filing": True} if directive.fulfilment == FulfilmentKind.FILING else {}),
        },
    )
