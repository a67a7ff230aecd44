"""What units did near the people around them. Nothing is changed: what corrects a row takes its place beside it."""

from django.db import models
from django.db.models import F, Q

from tajadur.organisation.units.models import Unit

from .vocabulary import LONGEST_PLACE, MOST_REACHED, ProximityKind


class ProximityActivity(models.Model):
    """An activity of a unit on a day, with the count of people reached and nothing of who they are.

    ``path``: where the unit stood on that day. ``corrects``, ``is_current``: the row whose place this one takes, and
    whether it is the last of such a chain. ``is_void``: it was recorded by mistake and did not take place.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    path = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=ProximityKind.choices)
    held_on = models.DateField()
    place = models.CharField(max_length=LONGEST_PLACE)
    reached = models.PositiveIntegerField()
    help_given = models.TextField()
    corrects = models.OneToOneField("self", models.PROTECT, related_name="correction", null=True, blank=True)
    is_current = models.BooleanField(default=True)
    is_void = models.BooleanField(default=False)
    said_on = models.DateField()
    said_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-held_on", "-id"], name="proximity_by_unit"),
            models.Index(fields=["held_on"], condition=Q(is_current=True, is_void=False), name="proximity_by_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ProximityKind.values), name="proximity_kind_known"),
            models.CheckConstraint(condition=Q(held_on__lte=F("said_on")), name="proximity_took_place"),
            models.CheckConstraint(
                condition=Q(reached__gte=1, reached__lte=MOST_REACHED), name="proximity_reached_in_bounds"
            ),
            models.CheckConstraint(condition=~Q(place="") & ~Q(help_given=""), name="proximity_says_where_and_what"),
        ]
