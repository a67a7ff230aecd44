"""Reading declarations: one, those of an obligation, what may still be declared."""

from dataclasses import dataclass
from datetime import date, datetime

from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.queries.finding import may_on, not_held_from, require_on
from tajadur.foundation.errors import NotVisible
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.registry.files.models import StoredFile
from tajadur.registry.files.queries import attached_file, attachments_of
from tajadur.rules.status import is_locked

from .models import Declaration, DeclarationAttachment
from .vocabulary import DeclarationKind


def declaration_for(actor: Actor, declaration_id: int, permission: Permission) -> Declaration:
    """The declaration with its obligation, directive and unit, if ``permission`` is allowed.

    Raises NotVisible or PermissionDenied.
    """
    wanted = ("obligation__directive", "obligation__unit")
    declaration = Declaration.objects.select_related(*wanted).filter(pk=declaration_id).first()
    if declaration is None:
        raise NotVisible
    require_on(actor, permission, declaration.obligation)
    return declaration


def files_of(declaration: Declaration) -> list[StoredFile]:
    """The files of a declaration: one query."""
    return [row.file for row in attachments_of(DeclarationAttachment, declaration=declaration)]


def file_of_declaration(declaration: Declaration, file_id: int) -> StoredFile:
    """One file of a declaration the actor may read. Raises NotVisible."""
    return attached_file(DeclarationAttachment, file_id, declaration=declaration)


def live_declarations(row: Obligation) -> dict[str, Declaration]:
    """The declarations of an obligation that were not taken back, by kind: one query."""
    return {
        declaration.kind: declaration for declaration in Declaration.objects.filter(obligation=row, withdrawn_at=None)
    }


def open_acts(actor: Actor, row: Obligation, live: dict[str, Declaration], on: date) -> frozenset[str]:
    """Which declarations the actor may make about ``row`` on ``on``: "done" (or its correction) and "not_held"."""
    if not may_on(actor, Permission.DECLARE, row) or (row.cancelled_on is not None and row.filed_on is None):
        return frozenset()
    if row.directive.fulfilment == FulfilmentKind.FORM:
        return frozenset()
    acts = set()
    closed = row.filed_on is None and is_locked(row.facts, on)
    if row.directive.fulfilment != FulfilmentKind.MEETING and on >= row.opens_on and not closed:
        acts.add(DeclarationKind.DONE.value)
    unanswered = row.filed_on is None and row.excused_on is None and DeclarationKind.NOT_HELD not in live
    if unanswered and on >= not_held_from(row) and not closed:
        acts.add(DeclarationKind.NOT_HELD.value)
    return frozenset(acts)


@dataclass(frozen=True, slots=True)
class DeclaredReceipt:
    """What an actor may know of a declaration's receipt; number and day only, if they may not see the unit."""

    number: str
    submitted_on: date
    submitted_at: datetime | None = None
    declaration_id: int | None = None
    unit: str = ""
    directive: str = ""
    withdrawn: bool = False


def receipt_of_declaration(actor: Actor, number: str) -> DeclaredReceipt | None:
    """What the actor may know of a declaration's receipt; None when no declaration has this number. One query."""
    rows = Declaration.objects.select_related("obligation__directive", "obligation__unit")
    declaration = rows.filter(receipt=number).first()
    if declaration is None:
        return None
    if not may_on(actor, Permission.SEE_UNIT, declaration.obligation):
        return DeclaredReceipt(number, declaration.submitted_on)
    return DeclaredReceipt(
        number,
        declaration.submitted_on,
        declaration.submitted_at,
        declaration.pk if may_on(actor, Permission.READ_RECORD, declaration.obligation) else None,
        declaration.obligation.unit.name,
        declaration.obligation.directive.name,
        declaration.withdrawn_at is not None,
    )
