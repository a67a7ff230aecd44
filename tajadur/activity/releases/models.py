"""What a unit asks about what it owes, and, in a table of its own, what the level above answers."""

from django.db import models
from django.db.models import Q

from tajadur.duties.obligations.models import Obligation
from tajadur.organisation.units.models import Unit

from .vocabulary import ReleaseKind


class ReleaseRequest(models.Model):
    """Asked once, never changed; the unit may take it back. ``number`` counts the requests about one obligation."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="release_requests", db_index=False)
    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="release_requests", db_index=False)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=ReleaseKind.choices)
    until = models.DateField(null=True, blank=True)
    reason = models.TextField()
    asked_on = models.DateField()
    asked_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-asked_at"], name="release_request_by_unit"),
            models.Index(fields=["asked_on"], name="release_request_live", condition=Q(withdrawn_at=None)),
        ]
        constraints = [
            # Two requests at once take the same number: one of them stops here.
            models.UniqueConstraint(fields=["obligation", "number"], name="release_request_numbered"),
            models.CheckConstraint(condition=Q(kind__in=ReleaseKind.values), name="release_request_kind_known"),
            models.CheckConstraint(
                condition=(Q(kind="extension") & Q(until__isnull=False)) | (~Q(kind="extension") & Q(until=None)),
                name="release_request_extension_has_day",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="release_request_has_reason"),
        ]


class ReleaseDecision(models.Model):
    """The one answer to a request, from the level the directive names; ``until`` is the day granted."""

    request = models.OneToOneField(ReleaseRequest, models.PROTECT, related_name="decision")
    granted = models.BooleanField()
    until = models.DateField(null=True, blank=True)
    reason = models.TextField()
    decided_on = models.DateField()
    decided_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="release_decision_has_reason"),
            models.CheckConstraint(condition=Q(granted=True) | Q(until=None), name="release_refusal_has_no_day"),
        ]
