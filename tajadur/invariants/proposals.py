"""What a proposal promises: the decision it was, the body that leads the unit above, agendas of that body."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import F

from tajadur.activity.meetings.models import Decision, Point, Proposal
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.profile.vocabulary import LeadingBody

from .as_of import AsOf


def proposals_consistent(as_of: AsOf) -> Iterator[str]:
    """A proposal is a decision of its unit, in its words, sent up under its mandate; its points are of that body."""
    rows = Proposal.objects.select_related("meeting", "to_body__body_type", "to_body__unit", "unit").order_by("pk")
    taken: dict[tuple[int, int], set[str]] = defaultdict(set)
    for decision in Decision.objects.filter(report__meeting__in=rows.values("meeting")).select_related("report"):
        taken[decision.report.meeting_id, decision.lasting].add(decision.text)
    units = dict(Mandate.objects.filter(pk__in=rows.values("mandate_id")).values_list("pk", "post__unit_id"))
    placed = set(Point.objects.filter(proposal__isnull=False).values_list("proposal_id", "meeting_id"))
    for row in rows.iterator(2000):
        if row.unit_id != row.meeting.unit_id or row.text not in taken[row.meeting_id, row.decision_number]:
            yield f"proposal {row.pk} is no decision of its unit"
        if row.to_body.body_type.code not in set(LeadingBody) or row.to_body.unit.depth >= row.unit.depth:
            yield f"proposal {row.pk} went to a body that leads nothing above"
        if row.sent_on != civil_day(row.sent_at) or units.get(row.mandate_id) != row.unit_id:
            yield f"proposal {row.pk} was sent on another day, or under a mandate of others"
        if row.origin_id is not None and (row.origin_id, row.meeting_id) not in placed:
            yield f"proposal {row.pk} comes from one that its meeting never had before it"
    points = Point.objects.filter(proposal__isnull=False)
    strange = points.exclude(meeting__body_id=F("proposal__to_body_id"), kind="item")
    for pk in strange.values_list("pk", flat=True):
        yield f"point {pk} stands for a proposal to another body"
    lost = points.filter(carried_from__proposal__isnull=False).exclude(carried_from__proposal_id=F("proposal_id"))
    for pk in lost.values_list("pk", flat=True):
        yield f"point {pk} is carried from a point of another proposal"
