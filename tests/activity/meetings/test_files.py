"""A report carries files: sent once with it, kept or left out by a correction, part of what was sent."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from tajadur.activity.meetings.models import Meeting, Report, ReportAttachment
from tajadur.activity.meetings.operations.corrections import correct_report
from tajadur.activity.meetings.operations.drafts import save_draft
from tajadur.activity.meetings.queries.reports import file_of_report, report_for
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.files.models import StoredFile
from tajadur.registry.files.operations.attaching import let_go
from tajadur.registry.files.queries import require_content
from tests.factories.duties import at_noon
from tests.factories.files import office, picture, staged
from tests.factories.party import Party, acting, holder
from tests.factories.programme import plain_day
from tests.factories.reports import make_meeting, report_data, submitted

HELD = plain_day(clock.today() - timedelta(days=20))
SENT = HELD + timedelta(days=2)


@pytest.fixture
def meeting(party: Party) -> Meeting:
    return make_meeting(unit=party.branches[0][0][0], planned_on=HELD)


@pytest.fixture
def secretary(meeting: Meeting) -> Actor:
    return acting(holder(unit=meeting.unit), SENT)


def names(report_id: int) -> list[str]:
    rows = ReportAttachment.objects.filter(report=report_id).select_related("file").order_by("pk")
    return [row.file.name for row in rows]


def test_a_report_is_read_with_its_files_and_sent_again_with_them_once(meeting: Meeting, secretary: Actor) -> None:
    key, files = uuid4(), [str(staged(secretary).key), str(staged(secretary, picture(), "لائحة.jpg").key)]
    receipt = submitted(meeting, secretary, client_key=key, files=files)
    again = submitted(meeting, secretary, client_key=key, files=list(reversed(files)))
    assert (again.number, again.is_new) == (receipt.number, False)
    with pytest.raises(Conflict, match="key_reused"):
        submitted(meeting, secretary, client_key=key, files=files[:1])
    page = report_for(secretary, receipt.submission_id, on=SENT)
    assert [(file.name, file.kind) for file in page.files] == [("محضر.pdf", "pdf"), ("لائحة.jpg", "jpeg")]
    assert {file.unit_id for file in StoredFile.objects.all()} == {meeting.unit_id}
    assert AuditEntry.objects.get(act="report.submitted").detail["files"] == 2


def test_a_correction_keeps_the_files_that_are_named_again_and_adds_others(meeting: Meeting, secretary: Actor) -> None:
    minutes, listed = staged(secretary), staged(secretary, picture(), "لائحة.jpg")
    first = submitted(meeting, secretary, files=[str(minutes.key), str(listed.key)])
    more = staged(secretary, name="ملحق.pdf")
    sent = {"client_key": uuid4(), "by": secretary, "at": at_noon(SENT)}
    second = correct_report(
        report_id=first.submission_id,
        data=report_data(meeting, files=[str(minutes.key), str(more.key)]),
        base_version=1,
        **sent,
    )
    assert names(first.submission_id) == ["محضر.pdf", "لائحة.jpg"]
    assert names(second.submission_id) == ["محضر.pdf", "ملحق.pdf"]
    with pytest.raises(BadInput, match="nothing_changed"):
        same = report_data(meeting, files=[str(more.key), str(minutes.key)])
        correct_report(report_id=first.submission_id, data=same, base_version=2, **sent | {"client_key": uuid4()})
    # The file left out of version 2 hangs on version 1 still; it is not an earlier one of version 3.
    with pytest.raises(BadInput, match="file_gone"):
        back = report_data(meeting, files=[str(listed.key)])
        correct_report(report_id=first.submission_id, data=back, base_version=2, **sent | {"client_key": uuid4()})
    assert Report.objects.count() == 2


def test_a_file_that_cannot_be_attached_leaves_no_report(meeting: Meeting, secretary: Actor) -> None:
    for content, code in ((office(), "file_kind_unknown"), (None, "file_gone")):
        key = str(staged(secretary, content, "جدول.xlsx").key) if content else str(uuid4())
        with pytest.raises(BadInput, match=code):
            submitted(meeting, secretary, files=[key])
    assert not Report.objects.exists()


def test_a_file_is_read_by_whoever_reads_the_report(meeting: Meeting, secretary: Actor, party: Party) -> None:
    receipt = submitted(meeting, secretary, files=[str(staged(secretary).key)])
    file = StoredFile.objects.get()
    above = acting(holder(unit=party.provinces[0][0]), SENT)
    assert file_of_report(above, receipt.submission_id, file.pk)[1] == file
    stranger = acting(holder(unit=party.branches[1][0][0]), SENT)
    with pytest.raises((NotVisible, PermissionDenied)):
        file_of_report(stranger, receipt.submission_id, file.pk)
    with pytest.raises(NotVisible):
        file_of_report(above, receipt.submission_id, file.pk + 1)


def test_a_draft_keeps_its_files_a_day_more(meeting: Meeting, secretary: Actor) -> None:
    early, late = at_noon(SENT), at_noon(SENT) + timedelta(hours=20)
    file, other = staged(secretary, at=early), staged(secretary, at=early)
    payload = {"text": "خلاصة", "attached": str(file.key)}
    save_draft(meeting_id=meeting.pk, payload=payload, version=0, by=secretary, at=late)
    assert StoredFile.objects.get(pk=file.pk).staged_at == late
    assert StoredFile.objects.get(pk=other.pk).staged_at == early


@pytest.mark.django_db(transaction=True)
def test_files_go_with_what_held_them_once_that_is_committed(meeting: Meeting, secretary: Actor) -> None:
    receipt = submitted(meeting, secretary, files=[str(staged(secretary).key)])
    file = StoredFile.objects.get()
    rows = list(ReportAttachment.objects.filter(report=receipt.submission_id))
    with transaction.atomic():
        assert let_go(rows) == 1
        require_content(file)
    with pytest.raises(NotVisible):
        require_content(file)
    assert not StoredFile.objects.exists()
