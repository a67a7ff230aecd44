"""Reads of proposals: as they stand, those within reach, one with its way through the levels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.units.queries.bodies import in_body
from tajadur.organisation.units.queries.tree import of_tree
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may, reach, require
from tajadur.permissions.matrix import Permission, Role
from tajadur.rules.proposals import ProposalState, may_be_withdrawn, proposal_state

from ..models import Decision, Point, PointOutcome, Proposal, Report
from ..vocabulary import PROPOSAL_WORDS, MeetingState

SCREEN = ("unit__kind", "to_body__body_type", "to_body__unit", "meeting__unit", "meeting__body__body_type")
# A branch, its province, its region, the country: what comes from the first was sent on twice at most.
_LEVELS = "origin__origin__origin"
SENT, RECEIVED, REACH = "sent", "received", "reach"


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal as it stands. ``remark`` is what the body above wrote beside its outcome."""

    item: Any
    state: ProposalState

    @property
    def words(self) -> Any:
        """«On the agenda», in the language of the page."""
        return PROPOSAL_WORDS[self.state]

    @property
    def origins(self) -> list[Any]:
        """The proposals from below it comes from, the first of all first."""
        chain, row = [], self.item.origin
        while row is not None:
            chain.append(row)
            row = row.origin
        return chain[::-1]


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """One proposal; ``places``: the agendas it stood on, the first first, each with ``outcomes_now``."""

    row: ProposalRow
    places: Sequence[Any]
    report_id: int | None
    is_ours: bool

    @property
    def may_withdraw(self) -> bool:
        """May its unit, who reads this, still take it back?"""
        return self.is_ours and may_be_withdrawn(self.row.state)


@dataclass(frozen=True, slots=True)
class Sendable:
    """A decision that may be sent up, and the proposals from below it may have been taken on."""

    report: Report
    number: int
    text: str
    origins: Sequence[Proposal]


def with_outcomes(rows: QuerySet[Proposal]) -> QuerySet[Any]:
    """The proposals, each with ``outcome``, ``remark`` and ``answered_on`` as the last report says; ``agenda_on`` and
    ``agenda_id``: the meeting still to come on whose agenda it stands; ``is_placed``."""
    newer = Report.objects.filter(meeting=OuterRef("report__meeting"), version__gt=OuterRef("report__version"))
    told = PointOutcome.objects.filter(~Exists(newer), point__proposal=OuterRef("pk"))
    last = told.order_by("-report__meeting__planned_on", "-pk")
    points = Point.objects.filter(proposal=OuterRef("pk"))
    ahead = points.filter(meeting__state=MeetingState.PROGRAMMED).order_by("-meeting__planned_on", "-pk")
    return rows.annotate(
        outcome=Subquery(last.values("outcome")[:1]),
        remark=Subquery(last.values("note")[:1]),
        answered_on=Subquery(last.values("report__held_on")[:1]),
        agenda_on=Subquery(ahead.values("meeting__planned_on")[:1]),
        agenda_id=Subquery(ahead.values("meeting")[:1]),
        is_placed=Exists(points),
    )


def proposal_row(row: Any) -> ProposalRow:
    """How a proposal of ``with_outcomes`` stands."""
    withdrawn = row.withdrawn_at is not None
    return ProposalRow(row, proposal_state(is_withdrawn=withdrawn, is_placed=row.is_placed, outcome=row.outcome))


def proposals_found(actor: Actor, whose: str, tree: str = "") -> QuerySet[Any]:
    """The proposals within reach, the newest first: sent by one's own units, received by their bodies, or all."""
    own = [grant.unit_id for grant in actor.grants if grant.role in {Role.SECRETARY, Role.MEMBER}]
    rows = Proposal.objects.filter(_seen(actor), of_tree(tree))
    if whose == SENT:
        rows = rows.filter(unit_id__in=own)
    elif whose == RECEIVED:
        rows = rows.filter(to_body__unit_id__in=own)
    return with_outcomes(rows).select_related(*SCREEN, f"{_LEVELS}__unit").order_by("-sent_at", "-pk")


def proposal_for(actor: Actor, proposal_id: int) -> ProposalPage:
    """One proposal with its agendas. Raises NotVisible or PermissionDenied. Four queries."""
    rows = with_outcomes(Proposal.objects.select_related(*SCREEN, f"{_LEVELS}__unit"))
    item: Any = rows.filter(pk=proposal_id).first()
    if item is None:
        raise NotVisible
    if not may(actor, Permission.READ_RECORD, item.to_body.unit):
        require(actor, Permission.READ_RECORD, in_body(item.unit, item.meeting.body))
    newer = Report.objects.filter(meeting=OuterRef("report__meeting"), version__gt=OuterRef("report__version"))
    now = PointOutcome.objects.filter(~Exists(newer), point=OuterRef("pk"))
    places: QuerySet[Any] = Point.objects.filter(proposal=item).annotate(
        outcome=Subquery(now.values("outcome")[:1]),
        remark=Subquery(now.values("note")[:1]),
        report_id=Subquery(now.values("report")[:1]),
    )
    latest = Report.objects.filter(meeting=item.meeting).order_by("-version").values_list("pk", flat=True).first()
    return ProposalPage(
        row=proposal_row(item),
        places=list(places.select_related("meeting").order_by("meeting__planned_on", "pk")),
        report_id=latest,
        is_ours=may(actor, Permission.PROPOSE, in_body(item.unit, item.meeting.body)),
    )


def decision_to_send(actor: Actor, report_id: int, number: int) -> Sendable | None:
    """A decision of the report's latest version; None when it has none such. Raises NotVisible, PermissionDenied."""
    rows = Report.objects.select_related("meeting__unit__kind", "meeting__body__body_type")
    report = rows.filter(meeting__reports=report_id).order_by("-version").first()
    if report is None:
        raise NotVisible
    require(actor, Permission.PROPOSE, in_body(report.meeting.unit, report.meeting.body))
    taken = Decision.objects.filter(report=report).order_by("position")
    text = next((row.text for row in taken if row.lasting == number), None)
    return None if text is None else Sendable(report, number, text, origins_of(report.meeting_id))


def origins_of(meeting_id: int) -> list[Proposal]:
    """The proposals that stood on the agenda of a meeting."""
    return list(Proposal.objects.filter(points__meeting=meeting_id).select_related("unit").order_by("pk").distinct())


def _seen(actor: Actor) -> Q:
    """Those sent by units whose record the actor reads, and those received by such bodies."""
    sent = reach(actor, Permission.READ_RECORD, "unit__path", body_type="meeting__body__body_type")
    return sent | reach(actor, Permission.READ_RECORD, "to_body__unit__path", body_type="to_body__body_type")
