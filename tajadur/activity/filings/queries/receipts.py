"""The receipts of a declaration and the scans that hang on them."""

from django.db.models import F, Prefetch

from tajadur.registry.files.models import StoredFile
from tajadur.registry.files.queries import attached_file, attachments_of

from ..models import Filing, FilingAttachment, FilingReceipt


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
