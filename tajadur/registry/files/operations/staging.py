"""A file is accepted on a form: stored at once, and kept a day for the form to be sent."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import IO
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Count, Sum

from tajadur.foundation.errors import BadInput, NotVisible, StoreAway
from tajadur.permissions.actors import Actor

from ..models import StoredFile
from ..queries import file_store, known_keys
from ..vocabulary import EVERY_KIND, FIELD, MOST_STAGED, FileKind, most_bytes_of_a_thing
from .checking import checked_file


@transaction.atomic
def stage_file(
    *, source: IO[bytes], name: str, kinds: Collection[FileKind] = EVERY_KIND, by: Actor, at: datetime
) -> StoredFile:
    """Check a file and keep it for a form of the account. Raises BadInput with codes of PROBLEMS.

    The content is on the disk before the row is; where the row is not written after all, the sweep takes it away.
    """
    account_id = account_of(by)
    checked = checked_file(source, name=name, kinds=kinds)
    waiting = StoredFile.objects.filter(unit=None, account_id=account_id).aggregate(
        count=Count("pk"), total=Sum("size")
    )
    most = 2 * most_bytes_of_a_thing()
    if waiting["count"] >= MOST_STAGED or (waiting["total"] or 0) + len(checked.content) > most:
        raise BadInput(FIELD, "too_many_staged")
    row = StoredFile(
        key=uuid4(),
        kind=checked.kind,
        name=checked.name,
        size=len(checked.content),
        digest=hashlib.sha256(checked.content).hexdigest(),
        account_id=account_id,
        staged_at=at,
    )
    try:
        file_store().save(row.stored_name, ContentFile(checked.content))
    except StoreAway:
        raise BadInput(FIELD, "store_away") from None
    except OSError:
        raise BadInput(FIELD, "no_room") from None
    row.save(force_insert=True)
    return row


@transaction.atomic
def unstage_file(*, key: str, by: Actor) -> bool:
    """Take a file away from a form that is not sent; False where the account has none with this key."""
    waiting = StoredFile.objects.select_for_update().filter(unit=None, account_id=account_of(by))
    row = waiting.filter(key__in=known_keys([key])).first()
    if row is None:
        return False
    delete_files([row])
    return True


def renew_staged(*, keys: Collection[str], by: Actor, at: datetime) -> None:
    """A draft that names these files was kept: they are kept a day from now. No query without keys."""
    if wanted := known_keys(keys):
        StoredFile.objects.filter(key__in=wanted, unit=None, account_id=account_of(by)).update(staged_at=at)


def account_of(by: Actor) -> int:
    """Whose forms these are. Raises NotVisible: nobody sends a form without an account."""
    if by.account_id is None:
        raise NotVisible
    return by.account_id


def delete_files(rows: Collection[StoredFile]) -> None:
    """Delete rows, and what is in them once the transaction has committed."""
    names = [row.stored_name for row in rows]
    StoredFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
    store = file_store()

    def delete_contents() -> None:
        for name in names:
            store.delete(name)

    transaction.on_commit(delete_contents, robust=True)
