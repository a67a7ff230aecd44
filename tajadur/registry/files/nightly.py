"""The sweep: what was staged and never sent, what hangs on nothing, and contents that no row knows.

Contents and rows are looked through in 256 parts, by the first two letters of their keys, one a minute: in a day each
is seen five times.
"""

from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from .models import StoredFile
from .operations.staging import delete_files
from .queries import file_store, unheld
from .vocabulary import STAGED_FOR

_PARTS, _MOST = 256, 500


class SweepTally(NamedTuple):
    """How many were taken away."""

    staged: int
    unheld: int
    contents: int


def sweep_files(*, at: datetime, part: int | None = None) -> SweepTally:
    """Take away what is a day old and belongs to nothing; ``part`` of 256, by default that of the minute.

    Again: nothing. Safe at once.
    """
    part = int(at.timestamp()) // 60 % _PARTS if part is None else part
    with transaction.atomic():
        old = StoredFile.objects.select_for_update(skip_locked=True).filter(unit=None, staged_at__lt=at - STAGED_FOR)
        staged = list(old.order_by("staged_at")[:_MOST])
        delete_files(staged)
    with transaction.atomic():
        first, last = UUID(int=part << 120), UUID(int=(part << 120) | ((1 << 120) - 1))
        rows = StoredFile.objects.select_for_update(skip_locked=True).filter(key__gte=first, key__lte=last)
        free = list(unheld(rows)[:_MOST])
        delete_files(free)
    return SweepTally(len(staged), len(free), _sweep_contents(f"{part:02x}", at))


def _sweep_contents(folder: str, at: datetime) -> int:
    """Contents a day old without a row: of an act that was broken off between the disk and the database."""
    store = file_store()
    try:
        names = store.listdir(folder)[1]
    except FileNotFoundError:
        return 0
    known = {row.stored_name for row in StoredFile.objects.filter(key__in=_keys(names))}
    swept = 0
    for name in (f"{folder}/{name}" for name in names):
        if name in known:
            continue
        try:
            is_old = store.get_modified_time(name).astimezone(UTC) < at - STAGED_FOR
        except FileNotFoundError:
            continue
        if is_old:
            store.delete(name)
            swept += 1
    return swept


def _keys(names: list[str]) -> list[UUID]:
    keys = []
    for name in names:
        try:
            keys.append(UUID(name.partition(".")[0]))
        except ValueError:
            continue
    return keys
