"""What a unit makes of the plan: the unit's own rows, which nobody above changes."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.meetings.models import ActionItem
from tajadur.organisation.units.models import Unit
from tajadur.registry.files.models import Attachment

from ..vocabulary import LONGEST_NAME
from .national import PlanAction, PlanIndicator, PlanObjective


class PlanAdoption(models.Model):
    """A unit follows an objective of an edition from a day on."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    objective = models.ForeignKey(PlanObjective, models.PROTECT, related_name="adoptions")
    adopted_on = models.DateField()
    adopted_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "objective"], name="plan_adopted_once")]


class AdoptedTarget(models.Model):
    """The unit's own target of an indicator. Never changed: the one said last counts.

    ``start`` is the value at the adoption, measured or said by the unit.
    """

    adoption = models.ForeignKey(PlanAdoption, models.PROTECT, related_name="targets", db_index=False)
    indicator = models.ForeignKey(PlanIndicator, models.PROTECT, related_name="+", db_index=False)
    start = models.DecimalField(max_digits=9, decimal_places=1)
    target = models.DecimalField(max_digits=9, decimal_places=1)
    due_on = models.DateField()
    said_on = models.DateField()
    said_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["adoption", "indicator", "-said_at", "-id"], name="plan_target_by_adoption")]
        constraints = [
            models.CheckConstraint(condition=Q(start__gte=0, target__gte=0), name="plan_own_target_not_negative"),
        ]


class AdoptedAction(models.Model):
    """What the unit does under an objective: an action of the plan, by a day of its own, or one of its own words."""

    adoption = models.ForeignKey(PlanAdoption, models.PROTECT, related_name="actions", db_index=False)
    action = models.ForeignKey(PlanAction, models.PROTECT, related_name="+", null=True, blank=True)
    text = models.CharField(max_length=LONGEST_NAME, blank=True)
    due_on = models.DateField()
    added_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    mandate_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["adoption", "action"], name="plan_action_adopted_once"),
            models.CheckConstraint(
                condition=Q(action__isnull=False, text="") | Q(action=None) & ~Q(text=""),
                name="plan_action_of_the_plan_or_own",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(done_on__gte=F("added_on")), name="plan_action_done_after_added"
            ),
        ]


class PlanNews(models.Model):
    """What the unit tells of an action it follows; ``is_end``: with it the action is done."""

    adopted = models.ForeignKey(AdoptedAction, models.PROTECT, related_name="news", db_index=False)
    text = models.TextField()
    told_on = models.DateField()
    told_at = models.DateTimeField()
    is_end = models.BooleanField(default=False)
    mandate_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["adopted", "-told_on", "-id"], name="plan_news_by_action")]
        constraints = [
            models.UniqueConstraint(fields=["adopted"], condition=Q(is_end=True), name="plan_action_ends_once"),
            models.CheckConstraint(condition=~Q(text=""), name="plan_news_has_text"),
        ]


class StatedValue(models.Model):
    """A value the unit states of an indicator, with its day and how it is known.

    Of one day the last said counts (``is_current``); ``corrects`` is the one whose place it took. ``is_void``: it was
    stated by mistake.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    indicator = models.ForeignKey(PlanIndicator, models.PROTECT, related_name="+", db_index=False)
    value = models.DecimalField(max_digits=9, decimal_places=1)
    valued_on = models.DateField()
    proof = models.TextField()
    corrects = models.OneToOneField("self", models.PROTECT, related_name="correction", null=True, blank=True)
    is_current = models.BooleanField(default=True)
    is_void = models.BooleanField(default=False)
    said_on = models.DateField()
    said_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "indicator", "valued_on"], condition=Q(is_current=True), name="plan_value_once_a_day"
            ),
            models.CheckConstraint(condition=Q(valued_on__lte=F("said_on")), name="plan_value_has_come"),
            models.CheckConstraint(condition=Q(value__gte=0), name="plan_value_not_negative"),
            models.CheckConstraint(condition=~Q(proof=""), name="plan_value_has_proof"),
        ]


class StatedValueFile(Attachment):
    """A file that shows a value."""

    unit_path: ClassVar[str] = "value__unit_id"

    value = models.ForeignKey(StatedValue, models.CASCADE, related_name="attachments", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["value", "file"], name="plan_value_file_once")]


class PlanLink(models.Model):
    """A remedy of a case, or an action of a meeting, serves an action of the plan: the unit says so."""

    adopted = models.ForeignKey(AdoptedAction, models.PROTECT, related_name="links")
    case = models.OneToOneField(Case, models.CASCADE, related_name="+", null=True, blank=True)
    action_item = models.OneToOneField(ActionItem, models.CASCADE, related_name="+", null=True, blank=True)
    linked_on = models.DateField()
    linked_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False, action_item=None) | Q(case=None, action_item__isnull=False),
                name="plan_link_of_one_thing",
            ),
        ]
