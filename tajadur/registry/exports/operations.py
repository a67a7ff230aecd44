"""Writes: asking for a long file, and writing those that were asked for.

The row is the truth: a worker is only woken. Whoever writes says every second or so how far it is, by a connection of
its own, and thereby that it lives; one that was killed is taken up anew, from the beginning, after LEASE.
"""

import logging
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic
from typing import IO, Any
from uuid import UUID, uuid4

from django.core.files.base import File
from django.db import InterfaceError, OperationalError, connections, transaction
from django.db.models import Q

from tajadur.foundation.errors import BadInput, NotVisible, PermissionDenied, StoreAway
from tajadur.foundation.locks import take_lock
from tajadur.permissions.actors import Actor

from ..audit.operations import log_action
from ..files.queries import file_store
from ..notices.operations.personal import Recipient, notify_persons
from ..notices.operations.requests import NotificationRequest
from ..notices.vocabulary import NoticeKind
from .models import Export
from .vocabulary import LEASE, MOST_ATTEMPTS, MOST_WAITING, SUBJECT, ExportFault, ExportState

logger = logging.getLogger(__name__)
_OPEN = (ExportState.WAITING, ExportState.RUNNING)
_TOLD = """
UPDATE exports_export SET done = %s, total = %s, leased_until = now() + %s * interval '1 second'
 WHERE id = %s AND run = %s
"""


class WriterReplaced(Exception):
    """Another writer has the file by now: this one was silent for too long."""


@dataclass(frozen=True, slots=True)
class WantedFile:
    """The file of the list of a page, as it is wanted: its address, the words and the day it is shown in."""

    list_name: str
    title: str
    kind: str
    path: str
    query: str
    language: str
    on: date


# Writes the rows of an export into a file, telling how many of how many are done: returns how many there were.
Progress = Callable[[int, int], None]
Writer = Callable[[Any, IO[bytes], Progress], int]


@transaction.atomic
def ask_export(*, asked: WantedFile, by: Actor, at: datetime) -> Export:
    """Ask for the file of a list; the same one asked for again while it is written is the one that is written.

    Raises NotVisible without a mandate, BadInput too_many_exports.
    """
    if by.account_id is None or by.person_id is None or not by.grants:
        raise NotVisible
    take_lock("exports")
    open_rows = Export.objects.filter(account=by.account_id, state__in=_OPEN)
    same = {name: getattr(asked, name) for name in asked.__slots__ if name != "title"}
    if known := open_rows.filter(**same).first():
        return known
    if open_rows.count() >= MOST_WAITING:
        raise BadInput("", "too_many_exports")
    grant = by.grants[0]
    row = Export.objects.create(
        **same,
        title=asked.title[:200],
        account_id=by.account_id,
        person_id=by.person_id,
        post_id=grant.post_id,
        unit_id=grant.unit_id,
        mandate_ids=sorted({each.mandate_id for each in by.grants}),
        asked_at=at,
    )
    detail = {"list": asked.list_name, "kind": asked.kind}
    log_action(act="export.asked", by=by, at=at, grant=grant, subject=(SUBJECT, row.pk), detail=detail)
    return row


def write_exports(*, write: Writer, at: datetime) -> int:
    """Write the files that wait, one after the other; returns how many ended. Of two at once one finds nothing to do.

    ``at``: when it begins; what happens later is counted from there.
    """
    began, count = monotonic(), 0

    def now() -> datetime:
        return at + timedelta(seconds=monotonic() - began)

    while row := _claim(now()):
        count += _write(row, write, now)
    return count


@transaction.atomic
def _claim(at: datetime) -> Export | None:
    """The next to be written, none while another one is: the other passes need the workers too."""
    take_lock("exports")
    if Export.objects.filter(state=ExportState.RUNNING, leased_until__gte=at).exists():
        return None
    waiting = Q(state=ExportState.WAITING) | Q(state=ExportState.RUNNING, leased_until__lt=at)
    row = Export.objects.filter(waiting).order_by("asked_at", "pk").first()
    if row is None:
        return None
    if row.attempts >= MOST_ATTEMPTS:
        _end(row, at, fault=ExportFault.BROKEN)
        return _claim(at)
    row.state, row.run, row.leased_until = ExportState.RUNNING, uuid4(), at + LEASE
    row.attempts += 1
    row.done = row.total = 0
    row.save()
    return row


def _write(row: Export, write: Writer, now: Callable[[], datetime]) -> int:
    progress = connections.create_connection("default")
    run = row.run

    def told(done: int, total: int) -> None:
        with progress.cursor() as cursor:
            cursor.execute(_TOLD, [done, total, LEASE.total_seconds(), row.pk, run])
            if not cursor.rowcount:
                raise WriterReplaced

    try:
        with tempfile.TemporaryFile() as out:
            count = write(row, out, told)
            return _keep(row, out, count, now())
    except WriterReplaced:
        return 0
    except PermissionDenied:
        return _failed(row, ExportFault.REFUSED, now())
    except NotVisible:
        return _failed(row, ExportFault.GONE, now())
    except (OperationalError, InterfaceError, StoreAway):
        # The database or the store was away: it is taken up anew when the lease is over, as after a kill.
        logger.warning("Export %s is written again: what it needs was away", row.pk, exc_info=True)
        return 0
    except Exception:
        logger.exception("Export %s was not written", row.pk)
        return _failed(row, ExportFault.BROKEN, now())
    finally:
        progress.close()


def _keep(row: Export, out: IO[bytes], count: int, at: datetime) -> int:
    """The content goes to the store whole, then the row says so, in the transaction that tells of it.

    A content whose row is not written after all is swept.
    """
    size, key = out.tell(), uuid4()
    out.seek(0)
    file_store().save(Export(key=key, kind=row.kind).stored_name, File(out))
    with transaction.atomic():
        mine = _mine(row.pk, row.run)
        if mine is None:
            return 0
        mine.done = mine.total = count
        mine.key, mine.size = key, size
        _end(mine, at)
    return 1


def _failed(row: Export, fault: ExportFault, at: datetime) -> int:
    with transaction.atomic():
        mine = _mine(row.pk, row.run)
        if mine is None:
            return 0
        _end(mine, at, fault=fault)
    return 1


def _mine(export_id: int, run: UUID | None) -> Export | None:
    return Export.objects.select_for_update().filter(pk=export_id, run=run, state=ExportState.RUNNING).first()


def _end(row: Export, at: datetime, fault: ExportFault = ExportFault.NONE) -> None:
    """It is there, or will never be: its owner is told once, and the log keeps how many rows were taken."""
    row.state, row.fault, row.ended_at = ExportState.FAILED if fault else ExportState.DONE, fault, at
    row.run = row.leased_until = None
    row.save()
    event = "failed" if fault else "ready"
    detail = {"list": row.list_name, "kind": row.kind, "rows": row.done, "fault": fault.value}
    log_action(act="export.written", by=None, at=at, subject=(SUBJECT, row.pk), detail=detail)
    request = NotificationRequest(
        kind=NoticeKind.EXPORT,
        subject=(SUBJECT, row.pk),
        step=event,
        post_id=row.post_id,
        unit_id=row.unit_id,
        step_on=row.on,
        params={"event": event, "rows": row.done},
    )
    notify_persons(told=[(request, Recipient(row.person_id))], at=at)
