"""Submitting the report of a meeting: once, whole, under a key made by the client."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from tajadur.duties.obligations import operations as obligations
from tajadur.duties.obligations import queries as owed
from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import Conflict, Unseen
from tajadur.organisation.people.models import Post
from tajadur.policy.actors import Actor, Power
from tajadur.policy.gate import require
from tajadur.policy.matrix import Act
from tajadur.registry.journal.operations import next_receipt, record
from tajadur.rules.quorum import quorum

from ..models import ActionItem, Decision, Draft, Meeting, PointOutcome, Report
from ..vocabulary import MeetingState
from .carry_over import carry_unfinished
from .intake import IDENTITY, ActionSaid, Frame, ReportSaid, digest_of, examine, has_identity_shape

__all__ = ["Receipt", "submit_report"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the unit holds after sending: report, number, instant. ``is_new`` False: it was there already."""

    report_id: int
    number: str
    submitted_at: datetime
    is_new: bool = True


def submit_report(
    *,
    meeting_id: int,
    said: ReportSaid,
    client_key: UUID,
    confirmed: Collection[str] = (),
    by_phone: bool = False,
    by: Actor,
    at: datetime | None = None,
) -> Receipt:
    """Record version 1 of the report, settle the obligation, close the draft; one transaction.

    ``at`` None, as every door must leave it: the database's clock. Sample data gives its own instants.
    The same key with the same content gives the same receipt and writes nothing. Raises Conflict ``key_reused`` (same
    key, other content), ``already_reported`` (another key) with ``report_id``, ``meeting_cancelled``; BadInput and
    NeedsConfirmation as ``examine``, and ``period_locked``.
    """
    try:
        with transaction.atomic():
            return _submit(meeting_id, said, client_key, confirmed, by_phone, by, at)
    except IntegrityError as error:
        if "client_key" in str(error):
            raise Conflict("key_reused") from None
        raise


def _submit(
    meeting_id: int,
    said: ReportSaid,
    client_key: UUID,
    confirmed: Collection[str],
    by_phone: bool,
    by: Actor,
    at: datetime | None,
) -> Receipt:
    meeting = locked_meeting(meeting_id)
    power = require(by, Act.REPORT, meeting.unit)
    at = at or database_now()
    reports = list(Report.objects.filter(Q(client_key=client_key) | Q(meeting=meeting)).order_by("version"))
    frame = frame_of(meeting, said, at=at, confirmed=confirmed, actions=())
    if reports:
        return same_receipt(meeting, reports, client_key, said, frame)
    if meeting.state == MeetingState.CANCELLED:
        raise Conflict("meeting_cancelled")
    clean = examine(said, with_period(frame, meeting))
    report = write_report(meeting, clean, frame, power, version=1, client_key=client_key, at=at, by_phone=by_phone)
    write_actions(meeting, clean.actions, opened_on=clean.held_on, version=1, first=0)
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.REPORTED)
    settle(meeting, report, power, by=by, at=at, act="report.submitted", confirmed=confirmed, said=clean)
    return Receipt(report.pk, report.receipt, at)


def database_now() -> datetime:
    """The database's clock at this statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        return cursor.fetchone()[0]


def locked_meeting(meeting_id: int) -> Meeting:
    """The meeting with its unit and body, locked until the end of the transaction. Raises Unseen."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("unit", "body__body_type")
    meeting = rows.filter(pk=meeting_id).first()
    if meeting is None:
        raise Unseen
    return meeting


def frame_of(
    meeting: Meeting, said: ReportSaid, *, at: datetime, confirmed: Collection[str], actions: Sequence[ActionItem]
) -> Frame:
    """What a report of ``meeting`` is held against, without its period: two queries at most."""
    wanted = any(one.owner_id for one in said.actions)
    return Frame(
        at=at,
        zone=meeting.zone,
        unit_from=meeting.unit.opened_on,
        unit_to=meeting.unit.closed_on,
        body_from=meeting.body.opened_on,
        body_to=meeting.body.closed_on,
        convened=meeting.body.members,
        point_ids=tuple(meeting.points.values_list("pk", flat=True)),
        post_ids=tuple(Post.objects.filter(unit=meeting.unit).values_list("pk", flat=True)) if wanted else (),
        confirmed=confirmed,
        kept_action_ids=[one.pk for one in actions],
        closed_action_ids=[one.pk for one in actions if one.closed_on],
    )


def with_period(frame: Frame, meeting: Meeting) -> Frame:
    """The frame with the period the meeting stands in; one that never closes has no last day."""
    owing = owed.obligation_of_meeting(meeting.unit_id, meeting.body.body_type_id, meeting.planned_on)
    if owing is None:
        return frame
    return replace(frame, period=(owing.period_start, owing.period_end if owing.calendar else date.max))


def same_receipt(
    meeting: Meeting, reports: Sequence[Report], client_key: UUID, said: ReportSaid, frame: Frame
) -> Receipt:
    """The receipt of a report sent again, or the Conflict that says why it cannot be sent."""
    known = next((one for one in reports if one.client_key == client_key), None)
    if known is None:
        raise Conflict("already_reported", report_id=reports[-1].pk)
    again = (
        known.meeting_id == meeting.pk
        and digest_of(said, replace(frame, convened=known.convened)) == known.content_digest
    )
    if not again:
        raise Conflict("key_reused", report_id=known.pk if known.meeting_id == meeting.pk else None)
    return Receipt(known.pk, known.receipt, known.submitted_at, is_new=False)


def write_report(
    meeting: Meeting,
    said: ReportSaid,
    frame: Frame,
    power: Power,
    *,
    version: int,
    client_key: UUID,
    at: datetime,
    by_phone: bool,
    earlier: Report | None = None,
) -> Report:
    """The row of one version with its outcomes and decisions; convened and quorum stay those of ``earlier``."""
    body_type = meeting.body.body_type
    needed = quorum(frame.convened, share_percent=body_type.quorum_percent)
    report = Report.objects.create(
        meeting=meeting,
        version=version,
        held_on=said.held_on,
        started=said.started,
        ended=said.ended,
        place=said.place,
        convened=earlier.convened if earlier else frame.convened,
        quorum=earlier.quorum if earlier else needed,
        present=said.present,
        excused=said.excused,
        absent=said.absent or 0,
        women=said.women,
        youth=said.youth,
        text=said.text,
        client_key=client_key,
        content_digest=said.digest,
        receipt=next_receipt(year=civil_day(at).year),
        submitted_at=at,
        submitted_on=civil_day(at),
        by_phone=by_phone,
        mandate_id=power.mandate_id,
    )
    PointOutcome.objects.bulk_create(
        PointOutcome(report=report, point_id=point, outcome=one.outcome, note=one.note)
        for point, one in said.outcomes.items()
    )
    Decision.objects.bulk_create(
        Decision(report=report, position=place, text=text) for place, text in enumerate(said.decisions)
    )
    return report


def write_actions(
    meeting: Meeting, actions: Sequence[ActionSaid], *, opened_on: date, version: int, first: int
) -> None:
    """New action items of a version, numbered from ``first``."""
    ActionItem.objects.bulk_create(
        ActionItem(
            unit_id=meeting.unit_id,
            body_id=meeting.body_id,
            meeting=meeting,
            position=first + place,
            text=one.text,
            owner_id=one.owner_id,
            due_on=one.due_on,
            opened_on=opened_on,
            since_version=version,
        )
        for place, one in enumerate(actions)
    )


def settle(
    meeting: Meeting,
    report: Report,
    power: Power,
    *,
    by: Actor,
    at: datetime,
    act: str,
    confirmed: Collection[str],
    said: ReportSaid,
) -> None:
    """The obligation, the draft and the journal follow the version just written."""
    obligations.record_fulfilment(
        source=("report", meeting.pk),
        unit_id=meeting.unit_id,
        held_on=report.held_on,
        filed_on=report.submitted_on,
        submitted_at=at,
        body_type_id=meeting.body.body_type_id,
        at=at,
    )
    carry_unfinished(on=civil_day(at), body_ids=[meeting.body_id])
    Draft.objects.filter(meeting=meeting).delete()
    asked = set(confirmed) if has_identity_shape(said) else set(confirmed) - {IDENTITY}
    record(
        act=act,
        by=by,
        at=at,
        power=power,
        unit_id=meeting.unit_id,
        subject=("report", report.pk),
        detail={"meeting": meeting.pk, "version": report.version, "confirmed": sorted(asked)},
    )
