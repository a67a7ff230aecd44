"""The plan of the party: editions with axes, objectives, actions and indicators, drafted and issued at headquarters."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Floor

from tajadur.organisation.profile.models import NamedModel
from tajadur.rules.plans import MOST, Direction, MeasuredIn, PlanMeasure

from ..vocabulary import DIRECTION_CHOICES, MEASURE_CHOICES, MEASURED_IN_CHOICES, EditionStatus


class PlanEdition(NamedModel):
    """An edition. Issued it has its number and never changes; ``digest`` is of everything in it at that time."""

    number = models.PositiveSmallIntegerField(unique=True, null=True, blank=True)
    status = models.CharField(max_length=8, choices=EditionStatus.choices, default=EditionStatus.DRAFT)
    starts_on = models.DateField()
    ends_on = models.DateField()
    version = models.PositiveIntegerField(default=1, help_text="Rises with each change of the draft.")
    drafted_at = models.DateTimeField()
    issued_on = models.DateField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    mandate_id = models.BigIntegerField(null=True, blank=True, help_text="Under which it was issued.")
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["status"], condition=Q(status=EditionStatus.DRAFT), name="plan_one_draft"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="plan_days_in_order"),
            models.CheckConstraint(
                condition=Q(
                    status=EditionStatus.DRAFT, number=None, issued_on=None, issued_at=None, mandate_id=None, digest=""
                )
                | Q(
                    status=EditionStatus.ISSUED,
                    number__isnull=False,
                    number__gte=1,
                    issued_on__isnull=False,
                    issued_at__isnull=False,
                    mandate_id__isnull=False,
                )
                & ~Q(digest=""),
                name="plan_issued_whole",
            ),
        ]


class PlanAxis(NamedModel):
    """The first level of an edition."""

    edition = models.ForeignKey(PlanEdition, models.CASCADE, related_name="axes", db_index=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "position"], name="plan_axis_placed")]


class PlanObjective(NamedModel):
    """Under an axis. Its ``weight`` is a part of 100 of the axis; without weights the objectives count alike."""

    axis = models.ForeignKey(PlanAxis, models.CASCADE, related_name="objectives", db_index=False)
    position = models.PositiveSmallIntegerField()
    weight = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["axis", "position"], name="plan_objective_placed"),
            models.CheckConstraint(
                condition=Q(weight=None) | Q(weight__gte=1, weight__lte=100), name="plan_weight_in_range"
            ),
        ]


class PlanAction(NamedModel):
    """Under an objective: what is done."""

    objective = models.ForeignKey(PlanObjective, models.CASCADE, related_name="actions", db_index=False)
    position = models.PositiveSmallIntegerField()
    due_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["objective", "position"], name="plan_action_placed")]


class PlanIndicator(NamedModel):
    """Under an action: how far it is, from ``start`` to ``target`` by ``due_on``.

    ``measure`` names what is measured from the product's own facts; empty: each unit states its values.
    """

    action = models.ForeignKey(PlanAction, models.CASCADE, related_name="indicators", db_index=False)
    position = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=20, choices=MEASURE_CHOICES, blank=True)
    measured_in = models.CharField(max_length=8, choices=MEASURED_IN_CHOICES)
    direction = models.CharField(max_length=4, choices=DIRECTION_CHOICES)
    start = models.DecimalField(max_digits=9, decimal_places=1)
    target = models.DecimalField(max_digits=9, decimal_places=1)
    due_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "position"], name="plan_indicator_placed"),
            models.CheckConstraint(
                condition=Q(measure="") | Q(measure__in=[measure.value for measure in PlanMeasure]),
                name="plan_measure_known",
            ),
            models.CheckConstraint(
                condition=Q(direction=Direction.UP, target__gte=F("start"))
                | Q(direction=Direction.DOWN, target__lte=F("start")),
                name="plan_target_on_its_side",
            ),
            models.CheckConstraint(
                condition=Q(measured_in=MeasuredIn.SHARE, start__range=(0, 100), target__range=(0, 100))
                | Q(measured_in=MeasuredIn.YES_NO, start__in=(0, 1), target__in=(0, 1))
                | Q(
                    measured_in=MeasuredIn.COUNT,
                    start__range=(0, MOST),
                    target__range=(0, MOST),
                    start=Floor("start"),
                    target=Floor("target"),
                ),
                name="plan_target_in_its_unit",
            ),
        ]
