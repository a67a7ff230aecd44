"""Writing the audit log. Called inside the transaction of the act it records."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, Func, Value

from tajadur.permissions.actors import Actor, Grant, Place
from tajadur.permissions.check import grant_for, require_anywhere
from tajadur.permissions.matrix import MATRIX, Permission
from tajadur.rules.receipt import receipt_number

from .models import AuditEntry, Reading
from .vocabulary import RecordPart

_SERIES = "journal_receipt_serial"
_CONSULTED = """
INSERT INTO journal_consultation ("on", unit_id, part, account_id, post_id, mandate_id)
VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""


def log_action(
    *,
    act: str,
    by: Actor | None,
    at: datetime,
    grant: Grant | None = None,
    unit_id: int | None = None,
    subject: tuple[str, int] | None = None,
    detail: dict[str, Any] | None = None,
) -> AuditEntry:
    """Add one entry. ``by`` is None for a pass; ``subject`` is (kind, id); ``detail`` holds no names or free text.

    What the actor vouched for in this request is added to the detail.
    """
    vouched = {"vouched": sorted(by.vouched)} if by and by.vouched else {}
    kind, subject_id = subject or ("", None)
    return AuditEntry.objects.create(
        at=at,
        act=act,
        account_id=by.account_id if by else None,
        person_id=by.person_id if by else None,
        mandate_id=grant.mandate_id if grant else None,
        unit_id=unit_id,
        subject_kind=kind,
        subject_id=subject_id,
        detail={**(detail or {}), **vouched},
    )


def log_actions(
    *,
    act: str,
    by: Actor | None,
    at: datetime,
    grant: Grant | None = None,
    kind: str,
    about: Iterable[tuple[int | None, int, dict[str, Any]]],
) -> None:
    """One entry for each (unit, subject id, detail), in one statement; otherwise as ``log_action``."""
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                at=at,
                act=act,
                account_id=by.account_id if by else None,
                person_id=by.person_id if by else None,
                mandate_id=grant.mandate_id if grant else None,
                unit_id=unit_id,
                subject_kind=kind,
                subject_id=subject_id,
                detail=detail,
            )
            for unit_id, subject_id, detail in about
        ],
        batch_size=1000,
    )


def log_reading(
    *, page: str, shown: int, unit_id: int | None = None, read_person_id: int | None = None, by: Actor, at: datetime
) -> None:
    """Note that ``by`` was shown ``shown`` persons on a page, one of them alone, or those of a unit.

    Nothing for an empty list nor for one's own details. Raises NotVisible, PermissionDenied for whoever may know
    nobody.
    """
    if not shown or (read_person_id is not None and read_person_id == by.person_id):
        return
    Reading.objects.create(
        at=at,
        page=page,
        account_id=by.account_id,
        person_id=by.person_id,
        mandate_id=require_anywhere(by, Permission.READ_PEOPLE).mandate_id,
        unit_id=unit_id,
        read_person_id=read_person_id,
        shown=shown,
    )


def log_export(*, name: str, kind: str, rows: int, by: Actor, at: datetime) -> AuditEntry:
    """Note that ``by`` took the list ``name`` away as a file of ``kind``, and how many rows were in it."""
    grant = by.grants[0] if by.grants else None
    return log_action(act="list.exported", by=by, at=at, grant=grant, detail={"list": name, "kind": kind, "rows": rows})


def log_consultation(*, unit: Place, part: RecordPart, permission: Permission, by: Actor) -> None:
    """Note that ``by`` was shown a part of a unit's record today, which ``permission`` opened; once a day.

    One statement. Nothing for those of the unit itself: the record is theirs.
    """
    if any(grant.unit_id == unit.id for grant in by.grants):
        return
    # What stands elsewhere by now was shown for the days it stood below an office of theirs.
    held = (grant for grant in by.grants if grant.role in MATRIX[permission])
    grant = grant_for(by, permission, unit) or next(held, None)
    if grant is None or by.account_id is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(_CONSULTED, [by.on, unit.id, part, by.account_id, grant.post_id, grant.mandate_id])


def next_serial() -> Func:
    """The expression that draws the serial of one receipt inside a read; a serial drawn and not used is a gap."""
    return Func(Value(_SERIES), function="nextval", output_field=BigIntegerField())


def next_receipts(*, how_many: int, year: int) -> list[str]:
    """``how_many`` receipt numbers never given before; one series for everything a unit submits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [_SERIES, how_many])
        return [receipt_number(year, serial) for (serial,) in cursor.fetchall()]


def next_receipt(*, year: int) -> str:
    """One receipt number never given before."""
    return next_receipts(how_many=1, year=year)[0]
