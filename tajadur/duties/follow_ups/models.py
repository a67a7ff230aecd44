"""The days and the ladder the party gave to a kind of follow-up; without a row the rule's own hold."""

from django.db import models
from django.db.models import Q

from tajadur.rules.follow_ups import MOST_DAYS, FollowUpKind

from .vocabulary import KIND_CHOICES


class FollowUpTerms(models.Model):
    """``ladder``: rows ``[offset, level]``, counted from the day it is due. ``days`` empty: said each time."""

    kind = models.CharField(max_length=20, choices=KIND_CHOICES, unique=True)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    ladder = models.JSONField(default=list)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in FollowUpKind]), name="follow_up_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(days=None) | Q(days__range=(1, MOST_DAYS)), name="follow_up_days_plausible"
            ),
        ]
