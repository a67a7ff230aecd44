"""The sweep: files kept for their days, and contents that no row knows."""

from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from tajadur.rules.retention import exports_since

from ..files.queries import file_store
from .models import Export
from .vocabulary import FOLDER, LEASE, ExportState


def forget_exports(*, at: datetime) -> int:
    """Delete the files asked for too long ago, with their rows; returns how many. Again: none. Safe at once."""
    with transaction.atomic():
        old = Export.objects.select_for_update(skip_locked=True).filter(asked_at__lt=exports_since(at))
        rows = list(old.exclude(state=ExportState.RUNNING, leased_until__gte=at))
        names = [row.stored_name for row in rows if row.key]
        Export.objects.filter(pk__in=[row.pk for row in rows]).delete()
        transaction.on_commit(partial(_delete, names), robust=True)
    _sweep_contents(at, spared={row.key for row in rows})
    return len(rows)


def _delete(names: list[str]) -> None:
    for name in names:
        file_store().delete(name)


def _sweep_contents(at: datetime, spared: set[UUID | None]) -> None:
    """Contents without a row: of a writer that was killed between the store and the database.

    Those ``spared`` go with their rows, once these are gone for good.
    """
    store = file_store()
    try:
        names = store.listdir(FOLDER)[1]
    except FileNotFoundError:
        return
    known = spared.union(Export.objects.exclude(key=None).values_list("key", flat=True))
    keys = {key.hex for key in known if key}
    for name in names:
        whole = f"{FOLDER}/{name}"
        if name.partition(".")[0] not in keys and store.get_modified_time(whole).astimezone(UTC) < at - LEASE:
            store.delete(whole)
