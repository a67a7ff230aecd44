"""What was staged on a form becomes part of a thing, in the transaction that writes the thing."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import models, transaction

from tajadur.foundation.errors import BadInput
from tajadur.foundation.locks import take_lock
from tajadur.permissions.actors import Actor

from ..models import Attachment, StoredFile
from ..queries import bytes_of_unit, known_keys, unheld
from ..vocabulary import FIELD, MEGABYTE, MOST_FILES, most_bytes_of_a_thing, most_bytes_of_a_unit
from .staging import account_of, delete_files

AttachmentT = TypeVar("AttachmentT", bound=Attachment)


def attach_files(
    to: type[AttachmentT],
    *,
    keys: Sequence[str],
    unit_id: int,
    earlier: Iterable[StoredFile] = (),
    by: Actor,
    at: datetime,
    **thing: models.Model,
) -> list[AttachmentT]:
    """Hang the files with these keys on a thing of ``unit_id``: ``attach_files(ReportAttachment, …, report=report)``.

    They wait on a form of ``by``, or are among ``earlier``, which hang on an earlier version of the thing. The caller
    has asked for permission, and logs. Raises BadInput ``file_gone``, ``file_kind_unknown``, ``too_many_files``,
    ``files_too_large``, ``unit_full``: then nothing was written.
    """
    wanted = known_keys(keys)
    if not wanted:
        return []
    with transaction.atomic():
        rows = _rows(wanted, {row.key: row for row in earlier}, by)
        _check(to, rows, wanted)
        new = [row for row in rows if row.unit_id is None]
        if new:
            _count_for(unit_id, new)
            StoredFile.objects.filter(pk__in=[row.pk for row in new]).update(unit_id=unit_id, attached_at=at)
        return to._default_manager.bulk_create([to(file=row, **thing) for row in rows])


@transaction.atomic
def hang_anew(
    to: type[AttachmentT],
    *,
    instead_of: Collection[AttachmentT],
    keys: Sequence[str],
    unit_id: int,
    earlier: Iterable[StoredFile] = (),
    by: Actor,
    at: datetime,
    **thing: models.Model,
) -> list[AttachmentT]:
    """What hangs on a draft becomes the files with these keys; what hangs on nothing then is deleted.

    ``instead_of`` are its rows until now, whose files may stay. The rest as ``attach_files``.
    """
    to._default_manager.filter(pk__in=[row.pk for row in instead_of]).delete()
    known = [*earlier, *(row.file for row in instead_of)]
    attached = attach_files(to, keys=keys, unit_id=unit_id, earlier=known, by=by, at=at, **thing)
    _delete_unheld([row.file_id for row in instead_of])
    return attached


@transaction.atomic
def let_go(rows: Collection[Attachment]) -> int:
    """Take files off a thing, or all of one that is deleted; what hangs on nothing then is deleted. Returns how many.

    The content goes once the transaction has committed.
    """
    for row in rows:
        row.delete()
    return _delete_unheld([row.file_id for row in rows])


def _delete_unheld(ids: Sequence[int]) -> int:
    free = list(unheld(StoredFile.objects.select_for_update().filter(pk__in=ids)))
    delete_files(free)
    return len(free)


def _rows(wanted: Sequence[UUID], earlier: dict[UUID, StoredFile], by: Actor) -> list[StoredFile]:
    new = [key for key in wanted if key not in earlier]
    staged: dict[UUID, StoredFile] = {}
    if new:
        waiting = StoredFile.objects.select_for_update().filter(unit=None, account_id=account_of(by), key__in=new)
        staged = {row.key: row for row in waiting.order_by("pk")}
    known = {**earlier, **staged}
    if gone := [key for key in wanted if key not in known]:
        raise BadInput(FIELD, "file_gone", count=len(gone))
    return [known[key] for key in wanted]


def _check(to: type[Attachment], rows: Sequence[StoredFile], wanted: Sequence[UUID]) -> None:
    for row in rows:
        if row.kind not in to.kinds:
            kinds = ", ".join(sorted(kind.label for kind in to.kinds))
            raise BadInput(FIELD, "file_kind_unknown", name=row.name, kinds=kinds)
    if len(wanted) > MOST_FILES:
        raise BadInput(FIELD, "too_many_files", limit=MOST_FILES)
    if sum(row.size for row in rows) > most_bytes_of_a_thing():
        raise BadInput(FIELD, "files_too_large", limit=most_bytes_of_a_thing() // MEGABYTE)


def _count_for(unit_id: int, new: Sequence[StoredFile]) -> None:
    """Two forms of a unit at once are counted one after the other."""
    take_lock(f"files_of_unit_{unit_id}")
    if bytes_of_unit(unit_id) + sum(row.size for row in new) > most_bytes_of_a_unit():
        raise BadInput(FIELD, "unit_full", limit=most_bytes_of_a_unit() // MEGABYTE)
