"""What the pass keeps: the measures of every unit by day, and how far each objective of each unit is."""

from django.db import models
from django.db.models import F, Q

from tajadur.organisation.units.models import Unit
from tajadur.rules.plans import PlanMeasure

from ..vocabulary import MEASURE_CHOICES
from .followed import PlanAdoption


class MeasuredDay(models.Model):
    """A day on which every measure of every unit was taken."""

    day = models.DateField(unique=True)
    measured_at = models.DateTimeField()


class MeasuredValue(models.Model):
    """A measure of a unit from ``day`` on, until a later row: a row is kept where something changed.

    ``whole`` 0: from that day it does not apply, because nothing is there to count or the unit closed; ``value`` is
    then empty.
    """

    measure = models.CharField(max_length=20, choices=MEASURE_CHOICES)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    part = models.PositiveIntegerField()
    whole = models.PositiveIntegerField()
    value = models.DecimalField(max_digits=9, decimal_places=1, null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["day"], name="plan_measured_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["measure", "unit", "day"], name="plan_measured_once_a_day"),
            models.CheckConstraint(
                condition=Q(measure__in=[measure.value for measure in PlanMeasure]), name="plan_measured_known"
            ),
            models.CheckConstraint(condition=Q(part__lte=F("whole")), name="plan_measured_part_of_whole"),
            models.CheckConstraint(
                condition=Q(whole=0, value=None) | Q(whole__gt=0, value__isnull=False), name="plan_measured_applies"
            ),
        ]


class AdoptionProgress(models.Model):
    """How far an objective of a unit is on ``day``: kept by the pass and by each act of the unit, for the lists.

    ``progress`` None: none of its actions applies. ``applying`` of ``actions``; ``stuck`` indicators or actions, since
    ``stuck_since`` the longest.
    """

    adoption = models.OneToOneField(PlanAdoption, models.CASCADE, related_name="standing")
    day = models.DateField()
    progress = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    expected = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    applying = models.PositiveSmallIntegerField()
    actions = models.PositiveSmallIntegerField()
    stuck = models.PositiveSmallIntegerField()
    stuck_since = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(applying__lte=F("actions")), name="plan_standing_applying_of_all"),
            models.CheckConstraint(
                condition=Q(progress=None, applying=0)
                | Q(progress__isnull=False, progress__range=(0, 1), applying__gt=0),
                name="plan_standing_of_what_applies",
            ),
            models.CheckConstraint(
                condition=Q(stuck=0, stuck_since=None) | Q(stuck__gt=0, stuck_since__isnull=False),
                name="plan_standing_stuck_since",
            ),
        ]
