"""A unit declares that something was done, or was not held. Only the unit itself, once under each client-made key."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Case, Exists, Q, When

from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.fulfilling import (
    record_fulfilment,
    record_not_held,
    withdraw_fulfilment,
    withdraw_not_held,
)
from tajadur.duties.obligations.queries.finding import not_held_from, require_on
from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.foundation.text import clean_line, clean_text
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action, next_receipt, next_serial
from tajadur.registry.files.operations.attaching import attach_files
from tajadur.rules.receipt import Receipt, receipt_number
from tajadur.rules.status import is_declared_late, is_locked

from .models import Declaration, DeclarationAttachment
from .queries import files_of
from .vocabulary import DeclarationKind, NotHeldReason


@transaction.atomic
def declare_done(
    *,
    obligation_id: int,
    happened_on: date | None,
    note: str,
    evidence: str,
    files: Sequence[str] = (),
    client_key: UUID,
    corrects: int | None = None,
    with_form: bool = False,
    by: Actor,
    at: datetime,
) -> Receipt:
    """The unit declares that what it owes was done on ``happened_on``; the obligation is settled.

    ``with_form``: the answers of a census campaign come with it. ``corrects`` is the live declaration this one takes
    the place of: the first day of filing stays, and its files may be among ``files``. The same key and content give the
    same receipt. Raises NotVisible, PermissionDenied, BadInput (codes of PROBLEMS, and those of ``attach_files``),
    Conflict ``key_reused`` or ``already_declared``.
    """
    row, grant, serial = _for_declaring(obligation_id, by, client_key)
    note = clean_text(note, field="note", limit=2000)
    evidence = clean_line(evidence, field="evidence", limit=300)
    digest = _digest(row.pk, DeclarationKind.DONE, happened_on, note, evidence, files)
    known = _known(row, DeclarationKind.DONE, client_key)
    if sent := _sent_before(known, client_key, digest):
        return sent
    on = civil_day(at)
    if happened_on is None:
        raise BadInput("happened_on", "day_required")
    if (row.directive.fulfilment == FulfilmentKind.FORM) is not with_form:
        raise BadInput("", "answered_by_form")
    _check_done(row, happened_on, on)
    live = known[0] if known else None
    if (live.pk if live else None) != corrects:
        raise Conflict("already_declared", declaration_id=live.pk if live else None)
    source_id = row.source_id if live else None
    if live:
        live.withdrawn_at = at
        live.save(update_fields=["withdrawn_at"])
    declaration = _write(
        row, DeclarationKind.DONE, digest, client_key, grant, serial, at, happened_on, note, evidence=evidence
    )
    attached = _attach(declaration, live, files, by, at)
    record_fulfilment(
        source=("declaration", source_id or declaration.pk),
        unit_id=row.unit_id,
        obligation_id=row.pk,
        held_on=happened_on,
        filed_on=on,
        submitted_at=at,
        at=at,
    )
    detail = {
        "declaration": declaration.pk,
        "receipt": declaration.receipt,
        "happened_on": happened_on.isoformat(),
        **({"files": attached} if attached else {}),
    }
    _log("declaration.corrected" if live else "declaration.done", row, by, at, grant, detail)
    return Receipt(declaration.pk, declaration.receipt, at)


@transaction.atomic
def declare_not_held(
    *, obligation_id: int, reason: str, note: str, client_key: UUID, by: Actor, at: datetime
) -> Receipt:
    """The unit declares, with a reason, that it was not held; it yields to a later report.

    From the planned day (else the last day of the period) until the lock; marked declared late from the first overdue
    day. Keys, receipts and errors as ``declare_done``.
    """
    row, grant, serial = _for_declaring(obligation_id, by, client_key)
    note = clean_text(note, field="note", limit=2000)
    digest = _digest(row.pk, DeclarationKind.NOT_HELD, None, note, reason)
    known = _known(row, DeclarationKind.NOT_HELD, client_key)
    if sent := _sent_before(known, client_key, digest):
        return sent
    on = civil_day(at)
    _check_not_held(row, reason, note, on)
    if known:
        raise Conflict("already_declared", declaration_id=known[0].pk)
    late = is_declared_late(replace(row.facts, not_held_on=on))
    declaration = _write(
        row, DeclarationKind.NOT_HELD, digest, client_key, grant, serial, at, None, note, reason=reason, late=late
    )
    record_not_held(obligation_id=row.pk, on=on, at=at)
    detail = {"declaration": declaration.pk, "receipt": declaration.receipt, "reason": reason, "late": late}
    _log("declaration.not_held", row, by, at, grant, detail)
    return Receipt(declaration.pk, declaration.receipt, at)


@transaction.atomic
def withdraw_declaration(*, declaration_id: int, by: Actor, at: datetime) -> None:
    """The unit takes its declaration back; the obligation stands as if it were not given, from now on.

    Raises NotVisible, PermissionDenied, Conflict ``already_withdrawn``.
    """
    obligation_id = Declaration.objects.filter(pk=declaration_id).values_list("obligation_id", flat=True).first()
    if obligation_id is None:
        raise NotVisible
    row, grant, _ = _for_declaring(obligation_id, by)
    declaration = Declaration.objects.get(pk=declaration_id)
    if declaration.withdrawn_at is not None:
        raise Conflict("already_withdrawn")
    declaration.withdrawn_at = at
    declaration.save(update_fields=["withdrawn_at"])
    if declaration.kind == DeclarationKind.NOT_HELD:
        withdraw_not_held(obligation_id=row.pk, on=civil_day(at), at=at)
    elif row.source_kind == "declaration" and row.source_id is not None:
        withdraw_fulfilment(source=("declaration", row.source_id), at=at)
    _log("declaration.withdrawn", row, by, at, grant, {"declaration": declaration.pk, "kind": declaration.kind})


def _for_declaring(
    obligation_id: int, by: Actor, client_key: UUID | None = None
) -> tuple[Obligation, Grant, int | None]:
    """The obligation, locked, the grant used, and the serial of a receipt where the key was never seen: one query."""
    rows: Any = Obligation.objects.select_for_update(of=("self",)).select_related("directive", "unit")
    if client_key:
        known = Exists(Declaration.objects.filter(client_key=client_key))
        rows = rows.annotate(serial=Case(When(known, then=None), default=next_serial()))
    row = rows.filter(pk=obligation_id, addressee=0).first()  # a circular is confirmed, by its post
    if row is None:
        raise NotVisible
    return row, require_on(by, Permission.DECLARE, row), row.serial if client_key else None


def _check_done(row: Obligation, happened_on: date, on: date) -> None:
    if row.directive.fulfilment == FulfilmentKind.MEETING:
        raise BadInput("", "reported_by_meeting")
    if row.cancelled_on is not None and row.filed_on is None:
        raise BadInput("", "no_longer_asked")
    if on < row.opens_on:
        raise BadInput("", "period_not_open", opens_on=row.opens_on)
    unit = row.unit
    if happened_on > on:
        raise BadInput("happened_on", "day_in_future", today=on)
    if happened_on < unit.opened_on:
        raise BadInput("happened_on", "day_before_unit", opened_on=unit.opened_on)
    if unit.closed_on is not None and happened_on >= unit.closed_on:
        raise BadInput("happened_on", "day_after_unit", closed_on=unit.closed_on)
    if happened_on < row.opens_on:
        raise BadInput("happened_on", "day_before_period", opens_on=row.opens_on)
    if row.calendar and happened_on > row.period_end:
        raise BadInput("happened_on", "day_after_period", period_end=row.period_end)


def _check_not_held(row: Obligation, reason: str, note: str, on: date) -> None:
    if row.directive.fulfilment == FulfilmentKind.FORM:
        raise BadInput("", "answered_by_form")
    if row.filed_on is not None:
        raise BadInput("", "already_reported")
    if row.cancelled_on is not None:
        raise BadInput("", "no_longer_asked")
    first = not_held_from(row)
    if on < first:
        raise BadInput("", "not_held_too_early", day=first)
    if is_locked(row.facts, on):
        raise BadInput("", "period_locked", locks_on=row.locks_on)
    if reason not in NotHeldReason.values:
        raise BadInput("reason", "reason_required")
    if reason == NotHeldReason.OTHER and not note:
        raise BadInput("note", "note_required")


def _known(row: Obligation, kind: DeclarationKind, client_key: UUID) -> list[Declaration]:
    """The declaration that has this key, and the live one of this kind about ``row``: one query."""
    live = Q(obligation=row, kind=kind, withdrawn_at=None)
    return list(Declaration.objects.filter(live | Q(client_key=client_key)))


def _sent_before(known: Sequence[Declaration], client_key: UUID, digest: str) -> Receipt | None:
    sent = next((declaration for declaration in known if declaration.client_key == client_key), None)
    if sent is None:
        return None
    if sent.content_digest != digest:
        raise Conflict("key_reused", declaration_id=sent.pk)
    return Receipt(sent.pk, sent.receipt, sent.submitted_at, is_new=False)


def _attach(declaration: Declaration, live: Declaration | None, files: Sequence[str], by: Actor, at: datetime) -> int:
    """Hang the files on the declaration, those of the one it corrects among them; returns how many."""
    earlier = files_of(live) if live and files else []
    return len(
        attach_files(
            DeclarationAttachment,
            keys=files,
            unit_id=declaration.unit_id,
            earlier=earlier,
            by=by,
            at=at,
            declaration=declaration,
        )
    )


def _digest(
    obligation_id: int, kind: str, happened_on: date | None, note: str, last: str, files: Sequence[str] = ()
) -> str:
    content: list[Any] = [obligation_id, str(kind), happened_on.isoformat() if happened_on else "", note, last]
    content += [sorted(files)] if files else []
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def _write(
    row: Obligation,
    kind: DeclarationKind,
    digest: str,
    client_key: UUID,
    grant: Grant,
    serial: int | None,
    at: datetime,
    happened_on: date | None,
    note: str,
    *,
    reason: str = "",
    evidence: str = "",
    late: bool = False,
) -> Declaration:
    on = civil_day(at)
    return Declaration.objects.create(
        unit_id=row.unit_id,
        obligation=row,
        kind=kind,
        happened_on=happened_on,
        reason=reason,
        note=note,
        evidence=evidence,
        declared_late=late,
        client_key=client_key,
        content_digest=digest,
        receipt=receipt_number(on.year, serial) if serial else next_receipt(year=on.year),
        submitted_at=at,
        submitted_on=on,
        mandate_id=grant.mandate_id,
    )


def _log(act: str, row: Obligation, by: Actor, at: datetime, grant: Grant, detail: dict[str, object]) -> None:
    subject = ("obligation", row.pk)
    log_action(act=act, by=by, at=at, grant=grant, unit_id=row.unit_id, subject=subject, detail=detail)
