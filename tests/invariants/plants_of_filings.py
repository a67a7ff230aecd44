"""Declarations to the authority and their receipts, corrupted."""

from .planting import FILED_WITH_AUTHORITY, FOREIGN, OWED, RECEIVED, Plant, changed, refused

_FILING, _RECEIPT = "filings.Filing", "filings.FilingReceipt"
_LIVE = "superseded_on IS NULL"
_OF_FILING = f"(SELECT obligation_id FROM filings_filing WHERE {_LIVE} ORDER BY id DESC LIMIT 1)"


def owed(what: str, change: str) -> Plant:
    """What the post owes, changed."""
    return Plant(what, "obligations.Obligation", f"UPDATE {OWED} SET {change} WHERE id = {_OF_FILING}",
                 FILED_WITH_AUTHORITY)  # fmt: skip


FILINGS = [
    changed("declaration of another first day", _FILING, "since_on = since_on - 1", FILED_WITH_AUTHORITY),
    changed("declaration due on another day", _FILING, "due_on = due_on + 1", FILED_WITH_AUTHORITY),
    changed("declaration of another unit", _FILING,
            "unit_id = (SELECT id FROM units_unit u WHERE u.id <> unit_id LIMIT 1)", FILED_WITH_AUTHORITY),
    changed("declaration of another body", _FILING,
            "body_id = (SELECT id FROM units_body b WHERE b.id <> body_id LIMIT 1)", FILED_WITH_AUTHORITY),
    changed("superseded and owed", _FILING, "superseded_on = since_on", FILED_WITH_AUTHORITY, _LIVE),
    changed("asked again without being owed", _FILING, "superseded_on = NULL", FILED_WITH_AUTHORITY,
            "superseded_on IS NOT NULL"),
    owed("declaration asked of another post", "addressee = addressee + 100000"),
    owed("declaration owed from another day", "period_start = period_start - 1"),
    changed("receipt of another mandate", _RECEIPT, f"mandate_id = {FOREIGN}", RECEIVED),
    changed("receipt of another unit", _RECEIPT,
            "unit_id = (SELECT id FROM units_unit u WHERE u.id <> unit_id LIMIT 1)", RECEIVED),
    changed("receipt recorded at another instant", _RECEIPT, "recorded_at = recorded_at + interval '2 days'", RECEIVED),
    changed("receipt of another day than what is owed", _RECEIPT, "received_on = received_on - 1", RECEIVED,
            "replaced_at IS NULL"),
    changed("receipt compared by another number", _RECEIPT, "number_key = number_key || '7'", RECEIVED),
    changed("receipt replaced by none", _RECEIPT, "replaced_at = recorded_at", RECEIVED, "replaced_at IS NULL"),
]  # fmt: skip

REFUSED_FILINGS = [
    refused("receipt of the future", _RECEIPT, "UPDATE filings_filingreceipt SET received_on = recorded_on + 1",
            "filing_receipt_not_of_the_future"),
    refused("receipt without a number", _RECEIPT, "UPDATE filings_filingreceipt SET number_key = ''",
            "filing_receipt_has_number"),
    refused("two receipts in force", _RECEIPT, "UPDATE filings_filingreceipt SET replaced_at = NULL",
            "filing_one_receipt_in_force"),
    refused("declared for no occasion", _FILING, "UPDATE filings_filing SET occasion = 'other'",
            "filing_occasion_known"),
]  # fmt: skip
