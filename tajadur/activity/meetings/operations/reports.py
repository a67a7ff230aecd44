"""Submitting the report of a meeting: once, whole, under a key made by the client."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from tajadur.duties.obligations import operations as obligations
from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import Conflict
from tajadur.policy.actors import Actor, Power
from tajadur.policy.gate import require
from tajadur.policy.matrix import Act
from tajadur.registry.journal.operations import record
from tajadur.rules.receipt import receipt_number

from ..models import ActionItem, Meeting, Report
from ..vocabulary import MeetingState
from .carry_over import left_to_carry
from .intake import IDENTITY, Frame, ReportSaid, digest_of, examine, has_identity_shape
from .standing import Standing, standing_of
from .writing import Version, write_version

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
    while True:  # again only where somebody else's change of this meeting went before
        try:
            with transaction.atomic():
                receipt = _submit(meeting_id, said, client_key, confirmed, by_phone, by, at)
        except IntegrityError as error:
            if "client_key" in str(error):
                raise Conflict("key_reused") from None
            if "point_one_per_position" not in str(error):
                raise
        else:
            if receipt:
                return receipt


def _submit(
    meeting_id: int,
    said: ReportSaid,
    client_key: UUID,
    confirmed: Collection[str],
    by_phone: bool,
    by: Actor,
    at: datetime | None,
) -> Receipt | None:
    """One attempt; None, with nothing written, when the meeting was changed between the read and the write."""
    standing = standing_of(meeting_id, client_key=client_key, on=by.on)
    meeting = standing.meeting
    power = require(by, Act.REPORT, meeting.unit)
    at = at or standing.now
    frame = frame_of(standing, at=at, confirmed=confirmed)
    if standing.is_known:
        return same_receipt(meeting, reports_of(meeting, client_key), client_key, said, frame)
    if meeting.state == MeetingState.CANCELLED:
        raise Conflict("meeting_cancelled")
    if standing.serial is None:
        raise Conflict("already_reported")
    clean, today = examine(said, replace(frame, period=standing.period)), civil_day(at)
    new, marked = left_to_carry(standing, {key: one.outcome for key, one in clean.outcomes.items()}, on=today)
    version = Version(
        number=1,
        said=clean,
        convened=frame.convened,
        receipt=receipt_number(today.year, standing.serial),
        client_key=client_key,
        at=at,
        by_phone=by_phone,
        mandate_id=power.mandate_id,
        actions=clean.actions,
        opened_on=clean.held_on,
        new_points=new,
        marked_points=marked,
    )
    report_id = write_version(meeting, version)
    if report_id is None:
        return None
    settle(meeting, report_id, version, power, by=by, act="report.submitted", confirmed=confirmed)
    return Receipt(report_id, version.receipt, at)


def reports_of(meeting: Meeting, client_key: UUID) -> list[Report]:
    """The versions of the meeting's report, and the report that has this key, in the order of versions."""
    return list(Report.objects.filter(Q(client_key=client_key) | Q(meeting=meeting)).order_by("version"))


def frame_of(
    standing: Standing, *, at: datetime, confirmed: Collection[str], actions: Sequence[ActionItem] = ()
) -> Frame:
    """What a report of the meeting is held against, without its period; ``actions`` are those recorded already."""
    meeting = standing.meeting
    return Frame(
        at=at,
        zone=meeting.zone,
        unit_from=meeting.unit.opened_on,
        unit_to=meeting.unit.closed_on,
        body_from=meeting.body.opened_on,
        body_to=meeting.body.closed_on,
        convened=meeting.body.members,
        point_ids=[point.pk for point in standing.points],
        post_ids=standing.post_ids,
        confirmed=confirmed,
        kept_action_ids=[one.pk for one in actions],
        closed_action_ids=[one.pk for one in actions if one.closed_on],
    )


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


def settle(
    meeting: Meeting,
    report_id: int,
    version: Version,
    power: Power,
    *,
    by: Actor,
    act: str,
    confirmed: Collection[str],
) -> None:
    """The obligation and the journal follow the version just written."""
    obligations.record_fulfilment(
        source=("report", meeting.pk),
        unit_id=meeting.unit_id,
        held_on=version.said.held_on,
        filed_on=civil_day(version.at),
        submitted_at=version.at,
        body_type_id=meeting.body.body_type_id,
        at=version.at,
    )
    asked = set(confirmed) if has_identity_shape(version.said) else set(confirmed) - {IDENTITY}
    record(
        act=act,
        by=by,
        at=version.at,
        power=power,
        unit_id=meeting.unit_id,
        subject=("report", report_id),
        detail={"meeting": meeting.pk, "version": version.number, "confirmed": sorted(asked)},
    )
