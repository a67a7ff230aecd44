"""The receipts of a declaration and the scans that hang on them; when a unit was last declared."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch

from tajadur.organisation.units.models import Unit
from tajadur.registry.files.models import StoredFile
from tajadur.registry.files.queries import attached_file, attachments_of

from ..models import Filing, FilingAttachment, FilingReceipt
from .listing import with_receipt


def receipts_of(filing: Filing) -> list[FilingReceipt]:
    """What was recorded, the one in force first, each with its scans: two queries."""
    scans = Prefetch("attachments", attachments_of(FilingAttachment))
    rows = FilingReceipt.objects.filter(filing=filing).prefetch_related(scans)
    return list(rows.order_by(F("replaced_at").desc(nulls_first=True), "-pk"))


def scans_of(receipt: FilingReceipt | None) -> list[StoredFile]:
    """The scans of a receipt, none without one."""
    return [row.file for row in receipt.attachments.all()] if receipt else []


def scan_of_filing(filing: Filing, file_id: int) -> StoredFile:
    """One scan of a declaration the actor may read, of the receipt in force or of one replaced. Raises NotVisible."""
    return attached_file(FilingAttachment, file_id, receipt__filing=filing)


@dataclass(frozen=True, slots=True)
class LastDeclaration:
    """When a unit was last declared, with the number; of ``filing_id``, or as headquarters noted it where that is None.

    ``asked_id`` and ``due_on``: what it has to declare since.
    """

    declared_on: date | None
    number: str
    filing_id: int | None = None
    asked_id: int | None = None
    due_on: date | None = None


def last_declaration(unit: Unit) -> LastDeclaration:
    """The receipt of the latest office that has one; without any, what headquarters noted of it. One query."""
    rows = list(with_receipt(Filing.objects.filter(unit=unit, superseded_on=None)).order_by("-since_on"))
    asked = rows[0] if rows and rows[0].received_on is None else None
    owed = (asked.pk, asked.due_on) if asked else (None, None)
    declared = next((row for row in rows if row.received_on is not None), None)
    if declared:
        return LastDeclaration(declared.received_on, declared.number, declared.pk, *owed)
    return LastDeclaration(unit.declared_on, unit.receipt, None, *owed)
