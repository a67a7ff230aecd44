"""Reading: the files of things, what waits on an account's forms, how much a unit keeps."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar
from uuid import UUID

from django.core.files.storage import Storage, storages
from django.db.models import Q, QuerySet, Sum

from tajadur.foundation.errors import NotVisible

from .models import Attachment, StoredFile, attachment_models

AttachmentT = TypeVar("AttachmentT", bound=Attachment)


def file_store() -> Storage:
    """Where the contents lie."""
    return storages["files"]


def attachments_of(model: type[AttachmentT], **holder: object) -> QuerySet[AttachmentT]:
    """The rows of ``model`` that hang files on a thing, in the order they were attached: one query."""
    return model._default_manager.filter(**holder).select_related("file").order_by("pk")


def attached_file(model: type[AttachmentT], file_id: int, **holder: object) -> StoredFile:
    """One file of a thing the caller may read. Raises NotVisible where it does not hang there."""
    row = attachments_of(model, **holder).filter(file_id=file_id).first()
    if row is None:
        raise NotVisible
    return row.file


def require_content(file: StoredFile) -> None:
    """Raises NotVisible where the store has lost what is in the file."""
    if not file_store().exists(file.stored_name):
        raise NotVisible


def content_of(file: StoredFile) -> Iterator[bytes]:
    """What is in the file, block by block; open only while it is read."""
    with file_store().open(file.stored_name) as stored:
        yield from stored.chunks()


def staged_files(keys: Iterable[str], *, account_id: int | None) -> list[StoredFile]:
    """Those of ``keys`` that wait on forms of the account, in this order; one query, none without keys."""
    wanted = known_keys(keys)
    if not wanted or account_id is None:
        return []
    rows = {row.key: row for row in StoredFile.objects.filter(key__in=wanted, unit=None, account_id=account_id)}
    return [rows[key] for key in wanted if key in rows]


def known_keys(keys: Iterable[str]) -> Sequence[UUID]:
    """The keys among what a form sent, each once, at most a hundred."""
    known: dict[UUID, None] = {}
    for text in list(keys)[:100]:
        try:
            known[UUID(text)] = None
        except ValueError:
            continue
    return list(known)


def bytes_of_unit(unit_id: int) -> int:
    """How much the files of a unit take together."""
    return StoredFile.objects.filter(unit=unit_id).aggregate(total=Sum("size"))["total"] or 0


def unheld(rows: QuerySet[StoredFile]) -> QuerySet[StoredFile]:
    """Those among ``rows`` that were attached and hang on nothing now."""
    held = Q(pk__in=[])
    for model in attachment_models():
        held |= Q(pk__in=model._default_manager.values("file_id"))
    return rows.filter(unit__isnull=False).exclude(held)
