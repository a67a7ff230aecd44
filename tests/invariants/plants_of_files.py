"""Files and what they hang on, corrupted."""

from .planting import AS_SENT, Plant, changed, gone, refused

IN_STORE = "what is in a file is in the store"
ON_ITS_UNIT = "a file hangs on a thing of its unit"
OF_ITS_READER = "a file of a list is of its reader, for its days"
WAITS = "a file that waits is kept a day"
_ATTACHED, _OTHER = "unit_id IS NOT NULL", "unit_id = (SELECT min(id) FROM units_unit)"

FILES = [
    changed("file of another length", "files.StoredFile", "size = size + 1", IN_STORE),
    changed("file under another key", "files.StoredFile", "key = gen_random_uuid()", IN_STORE),
    changed("file of another kind", "files.StoredFile", "kind = 'xlsx'", ON_ITS_UNIT, "kind = 'jpeg'"),
    changed("file of another unit", "files.StoredFile", _OTHER, ON_ITS_UNIT, _ATTACHED),
    changed("file that waits for a week", "files.StoredFile", "staged_at = staged_at - interval '7 days'", WAITS,
            "unit_id IS NULL"),
    gone("request without its file", "resources.RequestAttachment", ON_ITS_UNIT),
    Plant("declarations without their file", "declarations.DeclarationAttachment",
          "DELETE FROM declarations_declarationattachment", ON_ITS_UNIT),
    Plant("circular without its file", "circulars.CircularAttachment",
          "DELETE FROM circulars_circularattachment", ON_ITS_UNIT),
    changed("file of a circular on another unit's", "circulars.CircularAttachment",
            "file_id = (SELECT file_id FROM resources_requestattachment LIMIT 1)", ON_ITS_UNIT),
    Plant("receipts of the authority without their scan", "filings.FilingAttachment",
          "DELETE FROM filings_filingattachment", ON_ITS_UNIT),
    Plant("values of the plan without their file", "plans.StatedValueFile",
          "DELETE FROM plans_statedvaluefile", ON_ITS_UNIT),
    changed("file of a list of another person", "exports.Export", "person_id = 0", OF_ITS_READER),
    changed("file of a list kept for a season", "exports.Export",
            "state = 'failed', asked_at = asked_at - interval '90 days', ended_at = asked_at - interval '80 days'",
            OF_ITS_READER),
    gone("report without its file", "meetings.ReportAttachment", AS_SENT),
]  # fmt: skip

REFUSED_FILES = [
    refused(
        "file counted for a unit and attached to nothing",
        "files.StoredFile",
        "UPDATE files_storedfile SET attached_at = NULL WHERE unit_id IS NOT NULL",
        "file_of_a_unit_once_attached",
    ),
    refused("empty file", "files.StoredFile", "UPDATE files_storedfile SET size = 0", "file_is_something"),
    refused(
        "file twice on a request",
        "resources.RequestAttachment",
        "INSERT INTO resources_requestattachment (request_id, file_id)"
        " SELECT request_id, file_id FROM resources_requestattachment",
        "resource_request_file_once",
    ),
    refused(
        "scan twice on a receipt of the authority",
        "filings.FilingAttachment",
        "INSERT INTO filings_filingattachment (receipt_id, file_id)"
        " SELECT receipt_id, file_id FROM filings_filingattachment",
        "filing_receipt_file_once",
    ),
    refused(
        "file twice on a version of a circular",
        "circulars.CircularAttachment",
        "INSERT INTO circulars_circularattachment (version_id, file_id)"
        " SELECT version_id, file_id FROM circulars_circularattachment",
        "circular_version_file_once",
    ),
]
