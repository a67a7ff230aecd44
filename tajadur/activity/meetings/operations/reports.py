"""Submitting the report of a meeting: once, whole, under a key made by the client."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from tajadur.duties.obligations.operations.fulfilling import record_fulfilment
from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import Conflict
from tajadur.organisation.units.queries.bodies import in_body
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.registry.files.operations.attaching import attach_files
from tajadur.rules.receipt import Receipt, receipt_number

from ..models import Meeting, Report, ReportAttachment
from ..vocabulary import MeetingState
from .adoption import place_adoptions
from .carry_over import left_to_carry
from .numbering import numbered
from .proposals import tell_outcomes
from .report_context import report_context
from .report_writing import Version, write_version
from .validation import IDENTITY, ReportData, ValidationContext, digest_of, has_identity_shape, validate_report


def submit_report(
    *,
    meeting_id: int,
    data: ReportData,
    client_key: UUID,
    confirmed: Collection[str] = (),
    by_phone: bool = False,
    by: Actor,
    at: datetime | None = None,
) -> Receipt:
    """Record version 1 of the report, settle the obligation, close the draft; one transaction.

    ``at`` None, as every caller outside must leave it: the database's clock. Sample data gives its own instants.
    The same key with the same content gives the same receipt and writes nothing. Raises Conflict ``key_reused`` (same
    key, other content), ``already_reported`` (another key) with ``report_id``, ``meeting_cancelled``; BadInput and
    NeedsConfirmation as ``validate_report``, BadInput ``period_locked`` and those of ``attach_files``.
    """
    with one_report_per_key(client_key):
        context = report_context(meeting_id, client_key=client_key, on=by.on)
        meeting = context.meeting
        grant = require(by, Permission.REPORT, in_body(meeting.unit, meeting.body))
        at = at or context.now
        held_against, data = context.for_validation(at=at, confirmed=confirmed), numbered(data)
        if context.is_key_known or meeting.state == MeetingState.REPORTED:
            return same_receipt(meeting, reports_of(meeting, client_key), client_key, data, held_against)
        if context.serial is None:
            raise Conflict("meeting_cancelled")
        clean, today = validate_report(data, replace(held_against, period=context.period)), civil_day(at)
        outcomes = {point_id: answer.outcome for point_id, answer in clean.outcomes.items()}
        new_points, marked_points = left_to_carry(context, outcomes, on=today)
        version = Version(
            number=1,
            data=clean,
            convened=held_against.convened,
            receipt=receipt_number(today.year, context.serial),
            client_key=client_key,
            at=at,
            by_phone=by_phone,
            mandate_id=grant.mandate_id,
            actions=clean.actions,
            opened_on=clean.held_on,
            new_points=new_points,
            marked_points=marked_points,
        )
        report = write_version(meeting, version)
        attach_files(ReportAttachment, keys=clean.files, unit_id=meeting.unit_id, by=by, at=at, report=report)
        tell_outcomes(version, context.points, {}, meeting_id=meeting.pk)
        if context.adopting:
            place_adoptions(on=today, body_ids=[meeting.body_id], after=meeting.planned_on)
        settle(meeting, report, version, grant, by=by, act="report.submitted", confirmed=confirmed)
    return Receipt(report.pk, report.receipt, at)


@contextmanager
def one_report_per_key(client_key: UUID) -> Iterator[None]:
    """One transaction. Raises Conflict ``key_reused`` where a report of another meeting took the key at the same time.

    The lock on a meeting lets the reports of that meeting follow each other; a key is unique over all meetings.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        if Report.objects.filter(client_key=client_key).exists():
            raise Conflict("key_reused") from None
        raise


def reports_of(meeting: Meeting, client_key: UUID) -> list[Report]:
    """The versions of the meeting's report, and the report that has this key, in the order of versions."""
    return list(Report.objects.filter(Q(client_key=client_key) | Q(meeting=meeting)).order_by("version"))


def same_receipt(
    meeting: Meeting, reports: Sequence[Report], client_key: UUID, data: ReportData, held_against: ValidationContext
) -> Receipt:
    """The receipt of a report sent again, or the Conflict that says why it cannot be sent."""
    known = next((report for report in reports if report.client_key == client_key), None)
    if known is None:
        raise Conflict("already_reported", report_id=reports[-1].pk)
    is_own = known.meeting_id == meeting.pk
    if not is_own or digest_of(data, replace(held_against, convened=known.convened)) != known.content_digest:
        raise Conflict("key_reused", report_id=known.pk if is_own else None)
    return Receipt(known.pk, known.receipt, known.submitted_at, is_new=False)


def settle(
    meeting: Meeting,
    report: Report,
    version: Version,
    grant: Grant,
    *,
    by: Actor,
    act: str,
    confirmed: Collection[str],
) -> None:
    """Settle the obligation by the version just written, and log it."""
    record_fulfilment(
        source=("report", meeting.pk),
        unit_id=meeting.unit_id,
        held_on=report.held_on,
        filed_on=report.submitted_on,
        submitted_at=version.at,
        body_type_id=meeting.body.body_type_id,
        at=version.at,
    )
    # The box about identity numbers may be ticked for nothing: then it is not logged as confirmed.
    asked = set(confirmed) if has_identity_shape(version.data) else set(confirmed) - {IDENTITY}
    log_action(
        act=act,
        by=by,
        at=version.at,
        grant=grant,
        unit_id=meeting.unit_id,
        subject=("report", report.pk),
        detail={
            "meeting": meeting.pk,
            "version": version.number,
            "receipt": report.receipt,
            "confirmed": sorted(asked),
            **({"files": len(version.data.files)} if version.data.files else {}),
        },
    )
