"""A file in the world of the walk, on a report, a declaration, a request, a circular and a receipt of the unit."""

from dataclasses import replace
from datetime import date, time

from tajadur.activity.circulars.models import CircularAttachment, CircularVersion
from tajadur.activity.declarations.models import DeclarationAttachment
from tajadur.activity.filings.models import FilingAttachment, FilingReceipt
from tajadur.activity.meetings.models import ReportAttachment
from tajadur.activity.resources.models import RequestAttachment
from tajadur.foundation.calendar import instant
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import nobody
from tests.factories.files import staged


def lay_file(
    unit: Unit, today: date, *, report: int, declaration: int, request: int, circular: int, filing: int
) -> int:
    """The id of the file."""
    at = instant(today, time(9))
    file = staged(replace(nobody(today), account_id=1), at=at)
    file.unit, file.attached_at = unit, at
    file.save()
    ReportAttachment.objects.create(file=file, report_id=report)
    DeclarationAttachment.objects.create(file=file, declaration_id=declaration)
    RequestAttachment.objects.create(file=file, request_id=request)
    CircularAttachment.objects.create(file=file, version=CircularVersion.objects.get(circular=circular))
    FilingAttachment.objects.create(file=file, receipt=FilingReceipt.objects.get(filing=filing))
    return file.pk
