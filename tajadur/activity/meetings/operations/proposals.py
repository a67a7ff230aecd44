"""A decision goes up: sent and taken back; what the reports of the body above say is told to whoever sent."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.organisation.people.queries.posts import leading_secretaries
from tajadur.organisation.units.queries.bodies import bodies_above, in_body
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.registry.notices.vocabulary import NoticeKind
from tajadur.rules.proposals import may_be_withdrawn, must_stay

from ..models import Decision, Meeting, Point, PointOutcome, Proposal, Report
from ..queries.proposals import origins_of, proposal_row, with_outcomes
from .report_writing import Version

SUBJECT = "proposal"


@transaction.atomic
def send_proposal(*, report_id: int, number: int, origin_id: int | None = None, by: Actor, at: datetime) -> int:
    """Send a decision of the latest version to the body that leads the unit above; the id of the proposal.

    ``origin_id``: the proposal from below it was taken on. Raises BadInput as PROPOSAL_PROBLEMS, Conflict
    ``already_sent``; NotVisible, PermissionDenied.
    """
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("unit", "body")
    meeting = rows.filter(pk__in=Report.objects.filter(pk=report_id).values("meeting")).first()
    if meeting is None:
        raise NotVisible
    grant = require(by, Permission.PROPOSE, in_body(meeting.unit, meeting.body))
    latest = Report.objects.filter(meeting=meeting).order_by("-version").first()
    taken = Decision.objects.filter(report=latest).order_by("position")
    text = next((decision.text for decision in taken if decision.lasting == number), "")
    if not text:
        raise BadInput("", "decision_gone")
    if Proposal.objects.filter(meeting=meeting, decision_number=number, withdrawn_at=None).exists():
        raise Conflict("already_sent")
    if origin_id is not None and origin_id not in {origin.pk for origin in origins_of(meeting.pk)}:
        raise BadInput("origin", "origin_unknown")
    today = civil_day(at)
    above = bodies_above([meeting.unit_id], today).get(meeting.unit_id)
    if above is None:
        raise BadInput("", "no_body_above")
    sent = Proposal.objects.create(
        unit_id=meeting.unit_id,
        meeting=meeting,
        decision_number=number,
        text=text,
        to_body_id=above,
        origin_id=origin_id,
        sent_on=today,
        sent_at=at,
        mandate_id=grant.mandate_id,
    )
    about = {"meeting": meeting.pk, "decision": number}
    subject = (SUBJECT, sent.pk)
    log_action(act="proposal.sent", by=by, at=at, grant=grant, unit_id=meeting.unit_id, subject=subject, detail=about)
    return sent.pk


@transaction.atomic
def withdraw_proposal(*, proposal_id: int, by: Actor, at: datetime) -> None:
    """Take a proposal back, before the body above has said what came of it; on its agenda it is shown as taken back.

    Raises Conflict ``already_withdrawn``, ``already_answered``; NotVisible, PermissionDenied.
    """
    locked = Proposal.objects.select_for_update(of=("self",)).select_related("unit", "meeting__body")
    row = locked.filter(pk=proposal_id).first()
    if row is None:
        raise NotVisible
    grant = require(by, Permission.PROPOSE, in_body(row.unit, row.meeting.body))
    if row.withdrawn_at:
        raise Conflict("already_withdrawn")
    if not may_be_withdrawn(proposal_row(with_outcomes(Proposal.objects.filter(pk=row.pk)).get()).state):
        raise Conflict("already_answered")
    Proposal.objects.filter(pk=row.pk).update(withdrawn_at=at)
    log_action(act="proposal.withdrawn", by=by, at=at, grant=grant, unit_id=row.unit_id, subject=(SUBJECT, proposal_id))


def still_to_answer(points: Sequence[Point], *, field: str) -> list[BadInput]:
    """A problem for each of these points, all of them proposals, that may not leave its agenda yet."""
    if not points:
        return []
    rows = with_outcomes(Proposal.objects.filter(pk__in=[point.proposal_id for point in points]))
    bound = {row.pk for row in rows if must_stay(proposal_row(row).state)}
    return [BadInput(field, "proposal_stays", text=point.text) for point in points if point.proposal_id in bound]


def tell_outcomes(version: Version, points: Iterable[Point], before: Mapping[int, str], *, meeting_id: int) -> int:
    """Tell whoever sent a proposal, and those it comes from, what a report just written says of it; how many notices.

    ``before``: what the version before said, by point: what says the same again is not told. No query without any.
    """
    answers = version.data.outcomes
    answered = {
        point.proposal_id: answers[point.pk].outcome
        for point in points
        if point.proposal_id and point.pk in answers and answers[point.pk].outcome != before.get(point.pk)
    }
    if not answered:
        return 0
    rows = Proposal.objects.filter(pk__in=answered).select_related("origin__origin__origin")
    told = [(row, answered[sent.pk]) for sent in rows for row in _with_origins(sent)]
    secretaries = leading_secretaries({row.unit_id for row, _ in told})
    requests = [
        NotificationRequest(
            kind=NoticeKind.PROPOSAL,
            subject=(SUBJECT, row.pk),
            step=f"meeting-{meeting_id}-{version.number}",
            post_id=secretaries[row.unit_id],
            unit_id=row.unit_id,
            step_on=civil_day(version.at),
            params={"event": outcome, "held_on": version.data.held_on.isoformat()},
        )
        for row, outcome in told
        if row.unit_id in secretaries
    ]
    return notify(requests=requests, at=version.at)


def outcomes_before(report: Report, points: Iterable[Point]) -> dict[int, str]:
    """What a version said of those of the points that are proposals, by point. No query without any."""
    ids = [point.pk for point in points if point.proposal_id]
    rows = PointOutcome.objects.filter(report=report, point__in=ids) if ids else PointOutcome.objects.none()
    return dict(rows.values_list("point_id", "outcome"))


def tell_placed(placed: Collection[Proposal], days: Mapping[int, date], *, at: datetime) -> int:
    """Tell the secretary of the body above that a proposal stands on its agenda; ``days`` by proposal."""
    units = {row.to_body_id: row.to_body.unit_id for row in placed}
    secretaries = leading_secretaries(set(units.values()))
    requests = [
        NotificationRequest(
            kind=NoticeKind.PROPOSAL,
            subject=(SUBJECT, row.pk),
            step="placed",
            post_id=secretaries[units[row.to_body_id]],
            unit_id=units[row.to_body_id],
            step_on=civil_day(at),
            params={"event": "placed", "agenda_on": days[row.pk].isoformat()},
        )
        for row in placed
        if units[row.to_body_id] in secretaries
    ]
    return notify(requests=requests, at=at)


def _with_origins(sent: Proposal) -> Iterable[Proposal]:
    row: Proposal | None = sent
    while row is not None:
        yield row
        row = row.origin
