"""Decisions that a unit sends up to the body above."""

from django.db import models
from django.db.models import Q

from tajadur.organisation.units.models import Body, Unit


class Proposal(models.Model):
    """A decision sent to the body that leads the unit above. What came of it is in that body's own reports.

    ``origin`` is the proposal from further below that the decision was taken on: it keeps it through every level.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="proposals", db_index=False)
    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="proposals", db_index=False)
    decision_number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500, help_text="The decision as it read when it was sent.")
    to_body = models.ForeignKey(Body, models.PROTECT, related_name="proposals_received")
    origin = models.ForeignKey("self", models.PROTECT, related_name="sent_on_as", null=True, blank=True)
    sent_on = models.DateField()
    sent_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "-sent_at"], name="proposal_by_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "decision_number"], condition=Q(withdrawn_at=None), name="proposal_one_per_decision"
            ),
            models.CheckConstraint(condition=Q(decision_number__gt=0), name="proposal_decision_counts_from_one"),
            models.CheckConstraint(condition=~Q(text=""), name="proposal_has_text"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=models.F("sent_at")),
                name="proposal_withdrawn_after_sent",
            ),
        ]
